package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"warroom/session/incident"
	"warroom/tui/palette"
	"warroom/tui/prompt"
)

// openPalette opens the list of all commands.
func (r *Root) openPalette() tea.Cmd {
	r.notice, r.cover = notice{}, cover{palette: &palette.Model{}}
	return nil
}

// commands are all that the person may ask for where they stand.
func (r *Root) commands() (items []palette.Item) {
	if r.bridge != nil {
		for _, v := range incident.Verbs() {
			if r.bridge.view.Offers(v, r.who) {
				items = append(items, palette.Item{Name: v.Name, Args: v.Args, Help: v.Help})
			}
		}
	}
	for _, l := range r.offered() {
		items = append(items, palette.Item{Name: l.name, Args: l.args, Help: l.help})
	}
	return items
}

// choose takes in what hands do in the palette.
func (r *Root) choose(msg tea.Msg) tea.Cmd {
	next, bound := *r.cover.palette, r.keys.Form
	var err error
	switch msg := msg.(type) {
	case tea.PasteMsg:
		next, err = next.Paste(msg.Content)
	case tea.KeyPressMsg:
		switch {
		case key.Matches(msg, bound.Close, r.keys.Prompt.Palette):
			r.cover = cover{}
			return nil
		case key.Matches(msg, bound.Accept):
			return r.pickCommand(next.Chosen(r.commands()))
		}
		next, err = next.Press(msg, bound, r.commands())
	}
	r.cover.palette = &next
	r.refused(err)
	return nil
}

// pickCommand opens the form of a command, or else puts it at the prompt.
func (r *Root) pickCommand(name string) tea.Cmd {
	if name == "" {
		return nil
	}
	r.cover = cover{}
	if r.openForm("/" + name) {
		return nil
	}
	if r.bridge == nil {
		line := prompt.Model{}.Set("/" + name + " ")
		r.hall.line = &line
		return nil
	}
	r.bridge.uncover()
	return r.begin("/" + name + " ")
}

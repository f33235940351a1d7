package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"warroom/session/incident"
	"warroom/tui/palette"
)

// openPalette opens the list of all commands.
func (r *Root) openPalette() tea.Cmd {
	r.notice, r.overlay = notice{}, overlay{palette: &palette.Model{}}
	return nil
}

// paletteItems returns the commands that the person may use here.
func (r *Root) paletteItems() (items []palette.Item) {
	if r.bridge != nil {
		for _, v := range incident.Verbs() {
			if r.bridge.view.Offers(v, r.who) {
				items = append(items, palette.Item{Name: v.Name, Args: v.Args, Help: v.Help})
			}
		}
	}
	for _, l := range r.offeredVerbs() {
		items = append(items, palette.Item{Name: l.name, Args: l.args, Help: l.help})
	}
	return items
}

// updatePalette handles a key or a paste in the palette.
func (r *Root) updatePalette(msg tea.Msg) tea.Cmd {
	next, bound := *r.overlay.palette, r.keys.Form
	var err error
	switch msg := msg.(type) {
	case tea.PasteMsg:
		next, err = next.Paste(msg.Content)
	case tea.KeyPressMsg:
		switch {
		case key.Matches(msg, bound.Close, r.keys.Prompt.Palette):
			r.overlay = overlay{}
			return nil
		case key.Matches(msg, bound.Accept):
			return r.chooseCommand(next.Chosen(r.paletteItems()))
		}
		next, err = next.Press(msg, bound, r.paletteItems())
	}
	r.overlay.palette = &next
	r.showError(err)
	return nil
}

// chooseCommand opens the form of a command, or else puts the command into the
// prompt.
func (r *Root) chooseCommand(name string) tea.Cmd {
	if name == "" {
		return nil
	}
	r.overlay = overlay{}
	if r.openForm("/" + name) {
		return nil
	}
	if r.bridge == nil {
		r.openLobbyPrompt("/" + name + " ")
		return nil
	}
	r.bridge.closePages()
	return r.promptWith("/" + name + " ")
}

package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"warroom/session/incident"
	"warroom/tui/help"
)

// helpPage is the help while it is open.
type helpPage struct {
	model help.Model
	verb  string // the only verb explained, "" for all
}

func (r *Root) openHelp(verb string) {
	r.notice, r.overlay = notice{}, overlay{help: &helpPage{verb: verb}}
}

// updateHelp handles a key while the help is open.
func (r *Root) updateHelp(msg tea.Msg) tea.Cmd {
	k, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil
	}
	bound := r.keys
	if key.Matches(k, bound.Modal.Close, bound.Modal.Accept, bound.Bridge.Leave, bound.Bridge.Help) {
		r.overlay = overlay{}
		return nil
	}
	r.overlay.help.model, _ = r.overlay.help.model.Update(k, bound.Bridge.Move, r.helpSections(), r.helpLook())
	return nil
}

func (r *Root) helpLook() help.Look {
	return help.Look{Width: r.size.Width, Height: r.size.Height - r.overlayTop() - 1, Theme: r.prefs.theme()}
}

// helpSections returns the sections of the help: one verb, or all keys and
// verbs.
func (r *Root) helpSections() []help.Section {
	verbs := help.Section{Title: "VERBS, at the prompt after a slash, and as ssh HOST do INC-7 VERB"}
	for _, v := range incident.Verbs() {
		verbs.Lines = append(verbs.Lines, help.Line{Name: "/" + v.Name + " " + v.Args, Does: v.Help})
	}
	own := help.Section{Title: "VERBS OF YOUR SCREEN"}
	for _, l := range r.verbsHere() {
		own.Lines = append(own.Lines, help.Line{Name: "/" + l.name + " " + l.args, Does: l.help})
	}
	if r.overlay.help != nil && r.overlay.help.verb != "" {
		if one := sectionOf(r.overlay.help.verb, verbs, own); len(one.Lines) > 0 {
			return []help.Section{one}
		}
	}
	if r.bridge == nil {
		return []help.Section{help.Keys("KEYS OF THE LOBBY", r.keys.Lobby), help.Keys("KEYS OF A FORM", r.keys.Form), own}
	}
	return []help.Section{
		help.Keys("KEYS AT THE PROMPT", r.keys.Prompt),
		help.Keys("KEYS AFTER esc", r.keys.Bridge),
		help.Keys("KEYS OF A FORM", r.keys.Form),
		help.Keys("KEYS OF A PAGE", r.keys.Modal),
		verbs, own,
	}
}

// sectionOf returns a section with only the lines about a verb.
func sectionOf(verb string, sections ...help.Section) help.Section {
	one := help.Section{Title: "/" + verb}
	for _, s := range sections {
		for _, l := range s.Lines {
			if name := "/" + verb; l.Name == name || len(l.Name) > len(name) && l.Name[:len(name)+1] == name+" " {
				one.Lines = append(one.Lines, l)
			}
		}
	}
	return one
}

package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"warroom/session/incident"
	"warroom/tui/header"
	"warroom/tui/help"
	"warroom/tui/paint"
)

// manual is the help while it is open.
type manual struct {
	help help.Model
	verb string // the only one that is explained, "" for everything
}

func (r *Root) openManual(verb string) { r.manual = &manual{verb: verb} }

// browse takes in what hands do while the help is open.
func (r *Root) browse(msg tea.Msg) tea.Cmd {
	k, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil
	}
	bound := r.keys
	if key.Matches(k, bound.Modal.Close, bound.Modal.Accept, bound.Bridge.Leave, bound.Bridge.Help) {
		r.manual = nil
		return nil
	}
	r.manual.help, _ = r.manual.help.Update(k, bound.Bridge.Move, r.sections(), r.helpLook())
	return nil
}

func (r *Root) helpLook() help.Look {
	return help.Look{Width: r.size.Width, Height: r.size.Height - r.helpHead() - 1, Theme: r.prefs.theme()}
}

// helpHead is how many rows of the bridge's header stay above the help, where
// a drill is marked.
func (r *Root) helpHead() int {
	if r.bridge == nil {
		return 0
	}
	return 1
}

// sections are what the help explains: one verb, or all keys and verbs.
func (r *Root) sections() []help.Section {
	verbs := help.Section{Title: "VERBS, at the prompt after a slash, and as ssh HOST do INC-7 VERB"}
	for _, v := range incident.Verbs() {
		verbs.Lines = append(verbs.Lines, help.Line{Name: "/" + v.Name + " " + v.Args, Does: v.Help})
	}
	own := help.Section{Title: "VERBS OF YOUR SCREEN"}
	for _, l := range locals() {
		if r.bridge == nil && !l.anywhere {
			continue
		}
		own.Lines = append(own.Lines, help.Line{Name: "/" + l.name + " " + l.args, Does: l.help})
	}
	if r.manual != nil && r.manual.verb != "" {
		if one := only(r.manual.verb, verbs, own); len(one.Lines) > 0 {
			return []help.Section{one}
		}
	}
	if r.bridge == nil {
		return []help.Section{help.Keys("KEYS OF THE LOBBY", r.keys.Lobby), help.Keys("KEYS OF A FORM", r.keys.Modal), own}
	}
	return []help.Section{
		help.Keys("KEYS AT THE PROMPT", r.keys.Prompt),
		help.Keys("KEYS AFTER esc", r.keys.Bridge),
		verbs, own,
	}
}

// only is the one line about a verb.
func only(verb string, sections ...help.Section) help.Section {
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

// drawManual draws the help over the whole screen but the header's first row.
func (r *Root) drawManual(f *paint.Frame) {
	l := r.helpLook()
	if r.bridge != nil {
		h := r.headerLook(r.plan())
		h.Height = r.helpHead()
		f.Own = append(f.Own, header.View(r.bridge.scene.State, h)...)
	}
	f.Own = append(f.Own, r.manual.help.View(r.sections(), l)...)
	foot := banner(r.ice())
	if r.ice() == "" {
		foot = note("j and k move, q or esc closes the help")
	}
	f.Own = append(f.Own, foot.row(f.Width, l.Theme))
}

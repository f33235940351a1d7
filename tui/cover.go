package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"warroom/session/incident"
	"warroom/tui/form"
	"warroom/tui/header"
	"warroom/tui/paint"
	"warroom/tui/palette"
)

// cover is what lies over a person's whole screen and has the keyboard: one
// thing at a time.
type cover struct {
	manual  *manual
	palette *palette.Model
	form    *form.Model
	sending bool // the answer to the form is under way
}

func (c cover) lies() bool { return c.manual != nil || c.palette != nil || c.form != nil }

// handle takes in what hands do while something lies over the screen.
func (r *Root) handle(msg tea.Msg) tea.Cmd {
	switch {
	case r.cover.form != nil:
		return r.fill(msg)
	case r.cover.palette != nil:
		return r.choose(msg)
	}
	return r.browse(msg)
}

// drawCover draws it over everything but the header's first row, which marks a
// drill.
func (r *Root) drawCover(f *paint.Frame) {
	if r.bridge != nil {
		h := r.headerLook(r.plan())
		h.Height = r.coverHead()
		f.Own = append(f.Own, header.View(r.bridge.view, h)...)
	}
	height := f.Height - r.coverHead() - 1
	theme, x, y := r.prefs.theme(), -1, 0
	var rows []paint.Row
	foot := r.notice
	switch {
	case r.cover.form != nil:
		rows, x, y = r.cover.form.View(form.Look{Width: f.Width, Height: height, Theme: theme}, r.completeLine)
	case r.cover.palette != nil:
		rows, x, y = r.cover.palette.View(r.commands(), palette.Look{Width: f.Width, Height: height, Theme: theme})
	default:
		rows, foot = r.cover.manual.help.View(r.sections(), r.helpLook()), note("j and k move, q or esc closes the help")
	}
	if r.ice() != "" {
		foot = banner(r.ice())
	}
	f.Own = append(append(f.Own, rows...), foot.row(f.Width, theme))
	if x >= 0 {
		f.Cursor = &paint.Cursor{X: x, Y: y + r.coverHead(), Shape: tea.CursorBar, Blink: true}
	}
}

// coverHead is how many rows of the bridge's header stay.
func (r *Root) coverHead() int {
	if r.bridge == nil {
		return 0
	}
	return 1
}

// completeLine offers what may stand at the end of a line, wherever it is
// typed.
func (r *Root) completeLine(head string) incident.Completion {
	if r.bridge == nil {
		return r.completeHere(head)
	}
	return r.complete(head)
}

// callsPalette reports whether a key asks for the list of all commands.
func (r *Root) callsPalette(msg tea.Msg) bool {
	k, ok := msg.(tea.KeyPressMsg)
	return ok && key.Matches(k, r.keys.Prompt.Palette)
}

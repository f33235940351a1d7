package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"warroom/session/incident"
	"warroom/tui/form"
	"warroom/tui/header"
	"warroom/tui/paint"
	"warroom/tui/palette"
	"warroom/tui/prepared"
)

// overlay covers a person's whole screen and has the keyboard. At most one of
// help, palette, form and prepared is open.
type overlay struct {
	help    *helpPage
	palette *palette.Model
	form    *form.Model
	sending bool // the form was sent and isn't answered yet

	prepared *prepared.Model
}

func (c overlay) isOpen() bool {
	return c.help != nil || c.palette != nil || c.form != nil || c.prepared != nil
}

// updateOverlay handles a key or a paste while an overlay is open.
func (r *Root) updateOverlay(msg tea.Msg) tea.Cmd {
	switch {
	case r.overlay.form != nil:
		return r.updateForm(msg)
	case r.overlay.palette != nil:
		return r.updatePalette(msg)
	case r.overlay.prepared != nil:
		return r.updatePrepared(msg)
	}
	return r.updateHelp(msg)
}

// drawOverlay draws the overlay below the header's first row, which marks a
// drill.
func (r *Root) drawOverlay(f *paint.Frame) {
	if r.bridge != nil {
		h := r.headerLook(r.plan())
		h.Height = r.overlayTop()
		f.Own = append(f.Own, header.View(r.bridge.view, h)...)
	}
	height := f.Height - r.overlayTop() - 1
	theme, x, y := r.prefs.theme(), -1, 0
	var rows []paint.Row
	foot := r.notice
	switch {
	case r.overlay.form != nil:
		rows, x, y = r.overlay.form.View(form.Look{Width: f.Width, Height: height, Theme: theme}, r.completeLine)
	case r.overlay.palette != nil:
		rows, x, y = r.overlay.palette.View(r.paletteItems(), palette.Look{Width: f.Width, Height: height, Theme: theme})
	case r.overlay.prepared != nil:
		rows = r.overlay.prepared.View(r.rules(), r.preparedLook())
	default:
		rows, foot = r.overlay.help.model.View(r.helpSections(), r.helpLook()), note("j and k move, q or esc closes the help")
	}
	if r.frozenWhy() != "" {
		foot = banner(r.frozenWhy())
	}
	f.Own = append(append(f.Own, rows...), foot.row(f.Width, theme))
	if x >= 0 {
		f.Cursor = &paint.Cursor{X: x, Y: y + r.overlayTop(), Shape: tea.CursorBar, Blink: true}
	}
}

// overlayTop returns how many rows of the bridge's header stay above an
// overlay.
func (r *Root) overlayTop() int {
	if r.bridge == nil {
		return 0
	}
	return 1
}

// completeLine completes a line, in the lobby or on a bridge.
func (r *Root) completeLine(head string) incident.Completion {
	if r.bridge == nil {
		return r.completeInLobby(head)
	}
	return r.complete(head)
}

// isPaletteKey reports whether a key opens the palette.
func (r *Root) isPaletteKey(msg tea.Msg) bool {
	k, ok := msg.(tea.KeyPressMsg)
	return ok && key.Matches(k, r.keys.Prompt.Palette)
}

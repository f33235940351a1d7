package input

import (
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
)

// decode sends the library's messages for a token, if a screen listens to them.
// It ignores reports of the terminal's size, clipboard or cursor: nobody asks
// for them here.
func decode(token []byte, send func(tea.Msg)) {
	var d uv.EventDecoder
	_, event := d.Decode(token)
	switch e := event.(type) {
	case uv.MultiEvent: // modified F3 looks like a cursor's position
		for _, one := range e {
			pass(one, send)
		}
	default:
		pass(event, send)
	}
}

func pass(event uv.Event, send func(tea.Msg)) {
	switch e := event.(type) {
	case uv.KeyPressEvent:
		if isText(e.Text) {
			send(tea.KeyPressMsg(e))
		}
	case uv.MouseClickEvent:
		send(tea.MouseClickMsg(e))
	case uv.MouseReleaseEvent:
		send(tea.MouseReleaseMsg(e))
	case uv.MouseMotionEvent:
		send(tea.MouseMotionMsg(e))
	case uv.MouseWheelEvent:
		send(tea.MouseWheelMsg(e))
	case uv.BackgroundColorEvent:
		if e.Color != nil {
			send(tea.BackgroundColorMsg(e))
		}
	case uv.CapabilityEvent:
		send(tea.CapabilityMsg(e))
	case uv.ModeReportEvent:
		send(tea.ModeReportMsg(e))
	}
}

// isText reports whether a key's text is one that a key can have: a terminal
// with the Kitty protocol may send any code points.
func isText(s string) bool {
	for _, r := range s {
		if r == utf8.RuneError || unicode.IsControl(r) {
			return false
		}
	}
	return true
}

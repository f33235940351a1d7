package brief

import (
	tea "charm.land/bubbletea/v2"

	"warroom/keys"
	"warroom/session/incident"
	"warroom/tui/pane"
)

// Model is how far the reader has scrolled.
type Model struct{ down pane.Scroll }

// Look returns l with the reader's place in it.
func (m Model) Look(l Look) Look {
	l.Down = int(m.down)
	return l
}

// Update scrolls by a key or the wheel. Its caller opens and closes the brief.
func (m Model) Update(msg tea.Msg, k keys.Bridge, v incident.View, l Look) Model {
	m.down = m.down.Update(msg, k.Move, l.Height-pane.PageFrame, len(l.body(v)))
	return m
}

package roster

import (
	tea "charm.land/bubbletea/v2"

	"warroom/keys"
	"warroom/session/incident"
	"warroom/tui/pane"
)

// Model is how far one person has scrolled.
type Model struct{ down pane.Scroll }

// Look returns l with this person's place in it.
func (m Model) Look(v incident.View, here []Person, l Look) Look {
	l.Down = int(m.down.Within(l.Height-1, len(linesOf(v, here))))
	return l
}

// Update scrolls by a key or the wheel.
func (m Model) Update(msg tea.Msg, k keys.Bridge, v incident.View, here []Person, l Look) Model {
	m.down = m.down.Update(msg, k.Move, l.Height-1, len(linesOf(v, here)))
	return m
}

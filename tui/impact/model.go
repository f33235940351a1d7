package impact

import (
	tea "charm.land/bubbletea/v2"

	"warroom/keys"
	"warroom/session/incident"
	"warroom/tui/pane"
)

// Model is how far one person has scrolled.
type Model struct{ down pane.Scroll }

// Look returns l with this person's place in it.
func (m Model) Look(v incident.View, l Look) Look {
	if m.down > 0 {
		l.Down = int(m.down.Within(1, l.count(v)))
	}
	return l
}

// Update scrolls by a key or the wheel, by one hypothesis or change at a time.
func (m Model) Update(msg tea.Msg, k keys.Bridge, v incident.View, l Look) Model {
	m.down = m.down.Update(msg, k.Move, 1, l.count(v))
	return m
}

func (l Look) count(v incident.View) int { return len(l.hypotheses(v)) + changeCount(v) }

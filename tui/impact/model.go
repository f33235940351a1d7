package impact

import (
	tea "charm.land/bubbletea/v2"

	"warroom/keys"
	"warroom/session/incident"
	"warroom/tui/pane"
)

// Model is how far one person has scrolled.
type Model struct{ down pane.Scroll }

// Look is l with this person's place in it.
func (m Model) Look(s *incident.State, l Look) Look {
	if m.down > 0 {
		l.Down = int(m.down.Within(1, l.count(s)))
	}
	return l
}

// Update moves by a key or the wheel, a hypothesis or a change at a time.
func (m Model) Update(msg tea.Msg, k keys.Bridge, s *incident.State, l Look) Model {
	m.down = m.down.Update(msg, k.Move, 1, l.count(s))
	return m
}

func (l Look) count(s *incident.State) int { return len(l.hypotheses(s)) + changes(s) }

package impact

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"warroom/keys"
	"warroom/session/incident"
	"warroom/tui/pane"
)

// Model is how far one person has scrolled.
type Model struct{ down pane.Scroll }

// Look returns l with this person's place in it, and with the time of the fix that was
// last late in place of now: the panel is drawn anew when one becomes late, not by the
// minute.
func (m Model) Look(v incident.View, l Look) Look {
	l.Now = lastLate(v, l.Now)
	if m.down > 0 {
		l.Down = int(m.down.Within(1, l.count(v)))
	}
	return l
}

// lastLate returns when the fix became late that did so last; zero for none.
func lastLate(v incident.View, now time.Time) time.Time {
	var last time.Time
	for h := range v.Hypotheses() {
		if due := v.FixDue(h); v.FixLate(h, now) && due.After(last) {
			last = due
		}
	}
	return last
}

// Update scrolls by a key or the wheel, by one hypothesis or change at a time.
func (m Model) Update(msg tea.Msg, k keys.Bridge, v incident.View, l Look) Model {
	m.down = m.down.Update(msg, k.Move, 1, l.count(v))
	return m
}

func (l Look) count(v incident.View) int { return len(l.hypotheses(v)) + changeCount(v) }

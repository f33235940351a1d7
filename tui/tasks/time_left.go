package tasks

import (
	"time"

	"warroom/session/incident"
	"warroom/themes"
	"warroom/tui/pane"
)

// timeLeft returns how long a task has left, to the minute, "" if it has no due
// time.
func timeLeft(t *incident.Task, now time.Time) (string, themes.Meaning) {
	left := t.Due.Sub(now)
	switch {
	case t.Due.IsZero() || now.IsZero():
		return "", themes.Muted
	case left <= -time.Minute:
		return "LATE " + pane.Age(-left), themes.Danger
	case t.Overdue(now):
		return "DUE now", themes.Danger
	case t.DueSoon(now):
		return "DUE " + pane.Age(left), themes.Warn
	}
	return pane.Age(left), themes.Calm
}

// Package tasks is panel 3: open tasks by the time they are due, open
// proposals, and pending decisions.
//
// Its one idea: the most urgent comes first, and urgency is also shown by a
// word. It refuses to know a clock: the minute is part of the Look.
package tasks

import (
	"fmt"
	"time"

	"warroom/session/incident"
	"warroom/themes"
	"warroom/tui/paint"
	"warroom/tui/pane"
)

// Number is the key that selects the panel.
const Number = 3

// Look is everything but the incident that decides how the panel looks.
type Look struct {
	Width, Height int
	Theme         themes.Theme
	Now           time.Time // from header.Minute; zero if no task has a due time
	Me            string    // the reader, "" if they have no task
	Zone          *time.Location
	Today         string // both zero if no trade-off with an end waits for a key
	Active        bool   // it has the keyboard
	Down          int    // rows scrolled past
}

// ForReader returns l for one person at one time. If they have no task, their
// name is left out, and if no task has a due time, now is: more people then
// share one drawing.
func (l Look) ForReader(name string, holds bool, now time.Time, timed bool) Look {
	if holds {
		l.Me = name
	}
	if timed {
		l.Now = now
	}
	return l
}

// View draws the panel.
func View(v incident.View, l Look) []paint.Row {
	if l.Height < 1 {
		return nil
	}
	if v.Phase() == incident.PhaseClosed {
		l.Now = time.Time{} // nothing is due in a closed incident
	}
	tasks := v.OpenTasks()
	lines, undecided := l.rows(v, tasks)
	rows := []paint.Row{pane.Title(l.Theme, l.Width, l.Active, l.title(tasks, undecided), l.scrollSign(len(lines)))}
	for _, draw := range lines[min(l.Down, len(lines)):] {
		if len(rows) == l.Height {
			break
		}
		rows = append(rows, draw())
	}
	return pane.Fill(l.withLoad(v, tasks, rows), l.Width, l.Height)
}

func (l Look) title(tasks []*incident.Task, undecided int) string {
	title := fmt.Sprintf("3 TASKS %d", len(tasks))
	if due := l.dueCount(tasks); due > 0 {
		title += fmt.Sprintf(", due %d", due)
	}
	if undecided > 0 {
		title += fmt.Sprintf("; to decide %d", undecided)
	}
	return title
}

func (l Look) dueCount(tasks []*incident.Task) (due int) {
	for _, t := range tasks {
		if t.Overdue(l.Now) || t.DueSoon(l.Now) {
			due++
		}
	}
	return due
}

// scrollSign counts the lines above and below the visible ones, of so many.
func (l Look) scrollSign(lines int) string {
	below := lines - l.Down - (l.Height - 1)
	switch {
	case l.Down > 0 && below > 0:
		return fmt.Sprintf("↑ %d ↓ %d", l.Down, below)
	case l.Down > 0:
		return fmt.Sprintf("↑ %d above", l.Down)
	case below > 0:
		return fmt.Sprintf("↓ %d more", below)
	}
	return ""
}

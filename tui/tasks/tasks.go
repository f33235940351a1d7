// Package tasks is the panel of what is to be done and what is to be
// decided: tasks by the time they are due, proposals, and decisions that wait.
//
// Its one idea: what presses stands first, and how much it presses is a word.
// It refuses to know a clock: the minute is part of the Look.
package tasks

import (
	"fmt"
	"time"

	"warroom/session/incident"
	"warroom/themes"
	"warroom/tui/paint"
	"warroom/tui/pane"
)

// Number is the key that picks the panel.
const Number = 3

// Look is everything but the incident that decides how the panel looks.
type Look struct {
	Width, Height int
	Theme         themes.Theme
	Now           time.Time // as header.Minute gives it; zero where nothing has an end
	Me            string    // the reader, "" where no task is theirs
	Active        bool      // it has the keyboard
	Down          int       // rows scrolled past
}

// ForReader is the panel as it looks to one person now. The name of who holds no task,
// and the time where no task has an end, are left out: the panel looks the same
// without them, so that more people share it.
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
		l.Now = time.Time{} // what was left open presses no more
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

// scrollSign tells what stands above and below what is seen of so many lines.
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

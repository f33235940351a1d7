package tasks

import (
	"fmt"
	"slices"
	"strings"

	"warroom/session/incident"
	"warroom/themes"
	"warroom/tui/paint"
	"warroom/tui/pane"
)

// The chart of loads is drawn where so many rows are free below the lines, for
// at least so many people, and a bar has at most so many cells.
const (
	minChartRows = 8
	minPeople    = 2
	maxPeople    = 9
	maxBar       = 20
)

// withLoad adds the chart of who has how much to do, at the foot of a panel
// that has room for it.
func (l Look) withLoad(v incident.View, tasks []*incident.Task, rows []paint.Row) []paint.Row {
	loads := l.loads(v, tasks)
	free := l.Height - len(rows)
	if free < minChartRows || len(loads) < minPeople {
		return rows
	}
	loads = loads[:min(len(loads), maxPeople, free-2)]
	rows = pane.Fill(rows, l.Width, l.Height-len(loads)-1)
	rows = append(rows, paint.NewRow(l.Theme.Paint(themes.Muted, " open tasks of each, ! late")))
	for _, one := range loads {
		rows = append(rows, l.drawBar(one))
	}
	return rows
}

// loads are those of all who have something to do, the most first.
func (l Look) loads(v incident.View, tasks []*incident.Task) []incident.Workload {
	nobodys := func(w incident.Workload) bool { return w.Name == "" }
	return slices.DeleteFunc(v.Load(tasks, l.Now), nobodys)
}

// drawBar is a cell for each open task, those that are late by a sign of their own.
func (l Look) drawBar(one incident.Workload) paint.Row {
	cells := max(0, min(one.Open, maxBar, l.Width-20))
	late := min(one.Overdue, cells)
	count := fmt.Sprint(" ", one.Open)
	if one.Overdue > 0 {
		count += fmt.Sprintf(", %d late", one.Overdue)
	}
	return paint.NewRow(" " + l.Theme.Paint(themes.OtherName, pane.Pad(one.Name, nameWidth)) + " " +
		l.Theme.Paint(themes.Danger, strings.Repeat("!", late)) +
		l.Theme.Paint(themes.Calm, strings.Repeat("■", cells-late)) + count)
}

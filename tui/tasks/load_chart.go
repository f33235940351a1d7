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

// The chart of workloads needs this many free rows below the lines, and this
// many people. It shows at most maxPeople, with bars of at most maxBar cells.
const (
	minChartRows = 8
	minPeople    = 2
	maxPeople    = 9
	maxBar       = 20
)

// withLoad adds the chart of open tasks for each person at the foot of the
// panel, if there is room.
func (l Look) withLoad(v incident.View, tasks []*incident.Task, rows []paint.Row) []paint.Row {
	loads := l.loads(v, tasks)
	free := l.Height - len(rows)
	if free < minChartRows || len(loads) < minPeople {
		return rows
	}
	loads = loads[:min(len(loads), maxPeople, free-2)]
	rows = pane.Fill(rows, l.Width, l.Height-len(loads)-1)
	rows = append(rows, paint.NewRow(l.Theme.Paint(themes.Muted, " open tasks by person, ! is late")))
	for _, one := range loads {
		rows = append(rows, l.drawBar(one))
	}
	return rows
}

// loads returns the workloads of all who have a task, the largest first.
func (l Look) loads(v incident.View, tasks []*incident.Task) []incident.Workload {
	nobodys := func(w incident.Workload) bool { return w.Name == "" }
	return slices.DeleteFunc(v.Load(tasks, l.Now), nobodys)
}

// drawBar draws a cell for each open task. Late ones have another sign.
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

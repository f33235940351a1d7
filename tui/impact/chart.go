package impact

import (
	"strings"
	"time"

	"warroom/session/incident"
	"warroom/themes"
	"warroom/tui/paint"
)

// The chart is drawn of so many changes or more, where so many rows are left
// for the history below it. It tells the newest of them, and no more.
const (
	leastChanges  = 3
	mostChanges   = 12
	leastForChart = 4
	leastWidth    = 24
)

// chart draws the severity over time on one row: where it changed stands its
// number, and the bars behind are the higher the worse it was.
func (l Look) chart(v incident.View) []paint.Row {
	n := v.Severities().Len()
	if n < leastChanges || l.Width < leastWidth {
		return nil
	}
	first := max(0, n-mostChanges)
	began, ended := v.Severities().At(first).At, v.Severities().At(n-1).At
	room := l.Width - len(" SEV ") - 1
	tail := max(4, room/6)
	text, used := "", 0
	for i := first; i < n; i++ {
		end := room
		if i < n-1 {
			end = place(v.Severities().At(i+1).At, began, ended, room-tail)
			end = max(end, used+1)
		}
		text += l.bar(v.Severities().At(i).To, min(end, room)-used)
		used = min(end, room)
	}
	return []paint.Row{paint.NewRow(" " + l.Theme.Paint(themes.Muted, "SEV ") + text)}
}

// place is the cell of a moment, of those that a span is drawn on.
func place(at, began, ended time.Time, cells int) int {
	span := ended.Sub(began)
	if span <= 0 {
		return 0
	}
	return int(float64(cells) * (float64(at.Sub(began)) / float64(span)))
}

// bar is the severity's number and its height behind it, on so many cells.
func (l Look) bar(to incident.Severity, cells int) string {
	if cells < 1 || to < incident.SEV1 || to > incident.SEV5 {
		return strings.Repeat(" ", max(0, cells))
	}
	height := [...]string{"█", "▆", "▄", "▂", "▁"}[to-1]
	return l.Theme.Paint(ink(to), string(rune('0'+to))+strings.Repeat(height, cells-1))
}

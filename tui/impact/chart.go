package impact

import (
	"strings"
	"time"

	"warroom/session/incident"
	"warroom/themes"
	"warroom/tui/paint"
)

// These bound the chart of the severity: it needs so many changes, so many free
// rows, and so many cells, and shows at most maxChanges of the newest changes.
const (
	minChanges      = 3
	maxChanges      = 12
	minRowsForChart = 4
	minChartWidth   = 24
)

// drawChart draws the severity over time on one row. Each change is a digit,
// followed by a bar that is higher for a worse severity.
func (l Look) drawChart(v incident.View) []paint.Row {
	n := v.Severities().Len()
	if n < minChanges || l.Width < minChartWidth {
		return nil
	}
	first := max(0, n-maxChanges)
	began, ended := v.Severities().At(first).At, v.Severities().At(n-1).At
	room := l.Width - len(" SEV ") - 1
	tail := max(4, room/6)
	text, used := "", 0
	for i := first; i < n; i++ {
		end := room
		if i < n-1 {
			end = cellOf(v.Severities().At(i+1).At, began, ended, room-tail)
			end = max(end, used+1)
		}
		text += l.drawBar(v.Severities().At(i).To, min(end, room)-used)
		used = min(end, room)
	}
	return []paint.Row{paint.NewRow(" " + l.Theme.Paint(themes.Muted, "SEV ") + text)}
}

// cellOf returns the cell of a time on a chart of so many cells.
func cellOf(at, began, ended time.Time, cells int) int {
	span := ended.Sub(began)
	if span <= 0 {
		return 0
	}
	return int(float64(cells) * (float64(at.Sub(began)) / float64(span)))
}

// drawBar draws the severity's digit and its bar, on so many cells.
func (l Look) drawBar(to incident.Severity, cells int) string {
	if cells < 1 || to < incident.SEV1 || to > incident.SEV5 {
		return strings.Repeat(" ", max(0, cells))
	}
	height := [...]string{"█", "▆", "▄", "▂", "▁"}[to-1]
	return l.Theme.Paint(ink(to), string(rune('0'+to))+strings.Repeat(height, cells-1))
}

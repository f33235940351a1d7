// Package pane has the parts of all panels: a titled rule, rows of one width,
// and a clock.
//
// Its one idea: a panel has exactly the rows and cells that it was given,
// whatever is in it. It refuses to know what a panel shows.
package pane

import (
	"fmt"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"warroom/themes"
	"warroom/tui/paint"
)

// Title returns the rule above a panel. The panel with the keyboard is marked
// by a sign as well as by colour. The note is at the right, if it fits.
func Title(t themes.Theme, width int, active bool, title, note string) paint.Row {
	sign, ink := "─ ", themes.Strong
	if active {
		sign, ink = "> ", themes.Accent
	}
	if note != "" {
		note = " " + note + " ─"
	}
	title = ansi.Truncate(title, max(0, width-len("> ")-1), "…")
	gap := width - paint.Width(sign+title+note) - 1
	if gap < 1 {
		gap, note = gap+paint.Width(note), ""
	}
	return paint.NewRow(t.Paint(themes.Rule, sign) + t.Paint(ink, title) +
		t.Paint(themes.Rule, " "+strings.Repeat("─", max(0, gap))) +
		t.Paint(themes.Unread, note)).Fit(width)
}

// Fill returns exactly height rows of width cells: cut below, or filled with
// blank ones.
func Fill(rows []paint.Row, width, height int) []paint.Row {
	filled := make([]paint.Row, max(0, height))
	copied := copy(filled, rows)
	for i := range filled[:copied] {
		filled[i] = filled[i].Fit(width)
	}
	if copied < len(filled) {
		blank := paint.NewRow("").Fit(width)
		for i := copied; i < len(filled); i++ {
			filled[i] = blank
		}
	}
	return filled
}

// Clock formats the time of day in a zone, nil for UTC, to the minute.
func Clock(at time.Time, zone *time.Location) string { return In(at, zone).Format("15:04") }

// Day formats the day of a moment in a zone, nil for UTC, with its weekday and
// year.
func Day(at time.Time, zone *time.Location) string { return In(at, zone).Format("Mon 2 Jan 2006") }

// When formats a moment to the minute, with its day if that isn't today. today
// is a result of Day, or "" to leave out all days.
func When(at time.Time, zone *time.Location, today string) string {
	if today == "" || Day(at, zone) == today {
		return Clock(at, zone)
	}
	return Dated(at, zone, today)
}

// Dated formats a moment to the minute with its day, and with its year if that
// isn't this year. today is a result of Day, or "" to leave out all years.
func Dated(at time.Time, zone *time.Location, today string) string {
	t := In(at, zone)
	if today == "" || strings.HasSuffix(today, t.Format(" 2006")) {
		return t.Format("2 Jan 15:04")
	}
	return t.Format("2 Jan 2006 15:04")
}

// In returns the moment in a zone, nil for UTC.
func In(at time.Time, zone *time.Location) time.Time {
	if zone == nil {
		zone = time.UTC
	}
	return at.In(zone)
}

// Pad returns text with spaces up to width cells.
func Pad(text string, width int) string {
	return text + strings.Repeat(" ", max(0, width-paint.Width(text)))
}

// PageFrame is the number of rows around the scrolled part of a page: the title
// and the foot.
const PageFrame = 2

// Page returns a page over the panels: a title, as much of the body as fits,
// scrolled by down rows, and a foot that says how to go on. It has exactly
// height rows.
func Page(t themes.Theme, width, height, down int, title, foot string, body []paint.Row) []paint.Row {
	if height < 1 {
		return nil
	}
	page := max(0, height-PageFrame)
	down = int(Scroll(down).Within(page, len(body)))
	rows := []paint.Row{Title(t, width, true, title, "")}
	rows = Fill(append(rows, body[down:]...), width, height-1)
	return append(rows, footRow(t, width, len(body)-page-down, foot))
}

// footRow returns the last row of a page that scrolls: how much is below it,
// and how to go on.
func footRow(t themes.Theme, width, below int, text string) paint.Row {
	switch {
	case below == 1:
		text = "↓ 1 more row; " + text
	case below > 1:
		text = fmt.Sprintf("↓ %d more rows; %s", below, text)
	}
	return paint.NewRow(t.Paint(themes.Hint, ansi.Truncate(" "+text, width, "…"))).Fit(width)
}

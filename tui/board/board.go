// Package board is page 7, for all that doesn't fit into the panels: decisions,
// gates, systems, assets, people, changes and times.
//
// Its one idea: a section is a table of items, and the details of the chosen
// item are below it. It refuses to know what enter does with an item: it only
// gives the entry that opened the item and the line that settles it.
package board

import (
	"fmt"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"warroom/session/incident"
	"warroom/themes"
	"warroom/tui/paint"
	"warroom/tui/pane"
)

// Number is the key that opens the page.
const Number = 7

// Look is everything but the incident that decides how the page looks.
type Look struct {
	Width, Height int
	Theme         themes.Theme
	Zone          *time.Location // nil is UTC
	Now           time.Time      // from header.Minute; zero in a section without clocks
	Section       int            // index into sections
	At            int            // the item that the keys act upon
}

// Target is where enter leads from an item.
type Target struct {
	Seq uint64 // the entry that opened the item, 0 for none
	Do  string // the line that settles the item, "" for none
}

// item is one row of a table.
type item struct {
	cells   func() []string // one for each column
	details func() string   // all that is known of it
	// newest searches for the entry that enter opens; if it is nil, enter opens
	// Target.Seq.
	newest func() uint64
	Target
}

// textItem returns an item whose last cell is a text. Its details are that text
// and more.
func textItem(more string, cells ...string) item {
	last := len(cells) - 1
	text := cells[last]
	cells[last] = incident.CleanLine(text)
	return item{
		cells:   func() []string { return cells },
		details: func() string { return strings.TrimSpace(text + "\n" + more) },
	}
}

// View draws the page.
func View(v incident.View, l Look) []paint.Row {
	if l.Height < 1 {
		return nil
	}
	part := sections()[l.Section]
	items := part.items(v, l)
	at := min(max(l.At, 0), max(len(items)-1, 0))
	rows := []paint.Row{pane.Title(l.Theme, l.Width, true, "7 BOARD of "+string(v.ID()), ""), l.drawTabs()}
	whole := l.drawDetails(items, at)
	rows = append(rows, l.drawTable(part, items, at, l.Height-len(rows)-len(whole)-1)...)
	rows = pane.Fill(rows, l.Width, l.Height-len(whole)-1)
	rows = append(append(rows, whole...), l.drawFoot(items, at))
	return pane.Fill(rows, l.Width, l.Height)
}

// drawTabs draws the sections' names and digits, and marks the visible section.
// A narrow screen leaves out the first ones.
func (l Look) drawTabs() paint.Row {
	var b strings.Builder
	all := sections()
	first, width := 0, 0
	for i := range l.Section + 1 {
		width += len(all[i].name) + 3
		for ; width > l.Width && first < i; first++ {
			width -= len(all[first].name) + 3
		}
	}
	for i := first; i < len(all); i++ {
		part := all[i]
		sign, ink := " ", themes.Muted
		if i == l.Section {
			sign, ink = themes.Selection.Sign(), themes.Accent
		}
		b.WriteString(l.Theme.Paint(ink, fmt.Sprintf("%s%d %s", sign, i+1, part.name)))
	}
	return paint.NewRow(ansi.Truncate(b.String(), l.Width, ""))
}

// maxDetails bounds the rows of the chosen item's details.
func (l Look) maxDetails() int { return max(1, min(l.Height/4, 8)) }

// drawDetails draws the chosen item's details, below a rule.
func (l Look) drawDetails(items []item, at int) []paint.Row {
	if len(items) == 0 || items[at].details == nil || l.Height < 8 {
		return nil
	}
	text, left := pane.Wrap(items[at].details(), l.Width-2, l.maxDetails())
	if left {
		text[len(text)-1] = l.Theme.Paint(themes.Hint, "… enter shows the whole of it")
	}
	rows := []paint.Row{paint.NewRow(l.Theme.Paint(themes.Rule, strings.Repeat("─", l.Width)))}
	for _, line := range text {
		rows = append(rows, paint.NewRow(" "+line))
	}
	return rows
}

// drawFoot draws the keys that work here.
func (l Look) drawFoot(items []item, at int) paint.Row {
	keys := []string{"esc closes the board", "tab or a digit goes to a section"}
	if len(items) > 0 {
		switch t := items[at].Target; {
		case items[at].newest != nil:
			keys = append([]string{"enter opens the newest entry that mentions it"}, keys...)
		case t.Do != "":
			keys = append([]string{"enter begins " + t.Do}, keys...)
		case t.Seq > 0:
			keys = append([]string{fmt.Sprintf("enter opens #%d", t.Seq)}, keys...)
		}
	}
	text := " " + keys[0]
	for _, more := range keys[1:] {
		if ansi.StringWidth(text+", "+more) <= l.Width {
			text += ", " + more
		}
	}
	return paint.NewRow(l.Theme.Paint(themes.Hint, ansi.Truncate(text, l.Width, "…")))
}

// when returns a time with its day, "" for none.
func (l Look) when(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return pane.Dated(at, l.Zone, pane.Day(l.Now, l.Zone))
}

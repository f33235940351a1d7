package lobby

import (
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"warroom/session/incident"
	"warroom/themes"
	"warroom/tui/pane"
)

// column is one column of the list, before the title.
type column struct {
	heading string
	width   int
	right   bool // its text stands at the right
	rank    int  // the lowest is the last to be dropped
	text    func(Look, Item) string
}

// The widths that decide which columns a list has.
const (
	idWidth    = 7
	waitsWidth = 16
	titleWidth = 25 // that other columns leave to the title
)

// allColumns returns the columns in their order on a row.
func allColumns() []column {
	return []column{
		{"id", idWidth, false, 0, func(_ Look, i Item) string { return string(i.ID) }},
		{"sev", 5, false, 1, func(_ Look, i Item) string { return i.Severity.String() }},
		{"", 8, false, 10, func(_ Look, i Item) string { return i.Severity.Word() }},
		{"late", 4, true, 5, func(_ Look, i Item) string { return late(i.Late) }},
		{"for you", waitsWidth, false, 2, func(_ Look, i Item) string { return i.Yours.fit(waitsWidth) }},
		{"new", 4, true, 3, func(_ Look, i Item) string { return count(i.Unread) }},
		{"phase", 11, false, 8, func(_ Look, i Item) string { return i.Phase.String() }},
		{"manager", 9, false, 4, func(_ Look, i Item) string { return orNone(i.Manager) }},
		{scopeHeading, 12, false, 7, func(_ Look, i Item) string { return i.Scope.String() }},
		{spreadHeading, 9, false, 6, func(_ Look, i Item) string { return i.Spread }},
		{"age", 6, true, 9, func(l Look, i Item) string { return pane.Age(l.Now.Sub(i.Declared)) }},
	}
}

// Reach tells how far an incident reaches and who may enter it, as far as a list of a width
// has no column for it.
func (i Item) Reach(width int) string {
	var told []string
	for _, c := range columnsOf(width) {
		told = append(told, c.heading)
	}
	var parts []string
	for _, p := range []struct{ heading, text string }{{spreadHeading, i.Spread}, {scopeHeading, i.Scope.String()}} {
		if !slices.Contains(told, p.heading) {
			parts = append(parts, p.heading+" "+p.text)
		}
	}
	return strings.Join(parts, ", ")
}

// The headings of what Reach tells where there is no column.
const (
	spreadHeading = "spread"
	scopeHeading  = "scope"
)

// columnsOf returns the columns for a width. Those that leave too little of the title are
// dropped, the least important first. A narrow screen has only a sign of what waits.
func columnsOf(width int) []column {
	all := allColumns()
	if width < idWidth+waitsWidth+titleWidth {
		for i := range all {
			if all[i].heading == "for you" {
				all[i].heading, all[i].width = "you", 3
				all[i].text = func(_ Look, i Item) string { return i.Yours.sign() }
			}
		}
	}
	left := width - 2 - titleWidth
	byRank := slices.SortedFunc(slices.Values(all), func(a, b column) int { return a.rank - b.rank })
	most := 0
	for most < len(byRank) && (left >= byRank[most].width+1 || byRank[most].rank == 0) {
		left -= byRank[most].width + 1
		most++
	}
	if width >= 40 {
		most = max(most, 3)
	}
	return slices.DeleteFunc(all, func(c column) bool { return c.rank >= most })
}

// lay lays out a row: a mark, the columns, and what follows them.
func lay(mark string, columns []column, text func(column) string, rest string) string {
	var b strings.Builder
	b.WriteString(mark)
	for _, c := range columns {
		cell := ansi.Truncate(text(c), c.width, "")
		pad := strings.Repeat(" ", max(c.width-ansi.StringWidth(cell), 0))
		if c.right {
			cell, pad = pad+cell, ""
		}
		b.WriteString(" " + cell + pad)
	}
	return b.String() + "  " + rest
}

// Yours counts what waits for the reader in one incident.
type Yours struct {
	Late  int // their tasks that are late
	Tasks int // their open tasks, the late ones too
	Keys  int // decisions that wait for their key
	Roles int // that are offered to them
	Said  int // entries that name them and that they haven't read

	Checks int // what they are to tick in their roles, and is late
}

// total counts all of it.
func (y Yours) total() int { return y.Tasks + y.Keys + y.Roles + y.Said + y.Checks }

// sign returns the number of what waits, with "!" behind it where something is late.
func (y Yours) sign() string {
	if y.Late+y.Checks > 0 {
		return count(y.total()) + "!"
	}
	return count(y.total())
}

// parts returns what waits in words, the most pressing first.
func (y Yours) parts() (parts []string) {
	for _, p := range []struct {
		n         int
		one, more string
	}{
		{y.Late + y.Checks, "%d late", "%d late"}, {y.Keys, "%d key", "%d keys"}, {y.Roles, "%d role", "%d roles"},
		{y.Said, "@%d", "@%d"}, {y.Tasks - y.Late, "%d task", "%d tasks"},
	} {
		switch {
		case p.n == 1:
			parts = append(parts, fmt.Sprintf(p.one, p.n))
		case p.n > 1:
			parts = append(parts, fmt.Sprintf(p.more, p.n))
		}
	}
	return parts
}

// String returns all that waits, "" for nothing.
func (y Yours) String() string { return strings.Join(y.parts(), ", ") }

// fit returns what waits in so many cells, with "+" where that isn't all.
func (y Yours) fit(width int) string {
	text := ""
	for _, p := range y.parts() {
		next := strings.TrimSpace(text + " " + p)
		if len(next) >= width {
			return text + "+"
		}
		text = next
	}
	return text
}

func count[N int | uint64](n N) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprint(n)
}

// late marks a count of what is late, so that it isn't read as one with the next column.
func late(n int) string {
	if n == 0 {
		return ""
	}
	return count(n) + "!"
}

func orNone(name string) string {
	if name == "" {
		return "none!"
	}
	return name
}

// about returns the title and the people there, behind the columns.
func about(i Item) string {
	text := i.Title
	if i.Drill {
		text = themes.Drill.Sign() + " " + text
	}
	if i.Phase == incident.PhaseClosed {
		text += "  [" + i.Closing.String() + "]"
	}
	if len(i.Present) > 0 {
		text += "  [" + strings.Join(i.Present, " ") + "]"
	}
	return text
}

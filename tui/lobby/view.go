package lobby

import (
	"fmt"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"warroom/session/incident"
	"warroom/themes"
	"warroom/tui/paint"
)

// headHeight is how many rows are above the list.
const headHeight = 2

// Look is everything but the items that decides how the lobby looks.
type Look struct {
	Width, Height int
	Theme         themes.Theme
	Now           time.Time // to the minute
	Reader        string    // the reader's name and rank
	MayDeclare    bool      // the reader may declare
	Order         string    // by what the list is sorted
	Searching     bool      // some items may be Out
}

// View draws the lobby: a title, the columns' names, and the list.
func (m Model) View(items []Item, l Look) []paint.Row {
	shown := m.Shown(items)
	lines := make([]string, 0, l.Height)
	columns := columnsOf(l.Width)
	headings := lay(" ", columns, func(c column) string { return c.heading }, "title, who is there")
	listed, beside := m.counts(items)
	lines = append(lines, l.drawTitle(len(shown), listed, m.closed), l.Theme.Paint(themes.Muted, headings))
	height := listHeight(l.Height)
	first := m.first(shown, height)
	chosen := m.index(shown)
	for i := first; i < min(first+height, len(shown)); i++ {
		lines = append(lines, l.drawItem(columns, shown[i], i == chosen))
	}
	if len(shown) == 0 {
		lines = append(lines, l.drawNone(beside)...)
	}
	rows := make([]paint.Row, l.Height)
	for y := range rows {
		text := ""
		if y < len(lines) {
			text = lines[y]
		}
		rows[y] = paint.NewRow(text).Fit(l.Width)
	}
	return rows
}

// drawNone says why the list is empty. beside is how many closed incidents have what is
// searched.
func (l Look) drawNone(beside int) []string {
	switch {
	case l.Searching && beside > 0:
		return []string{"", fmt.Sprintf("  No open incident has this, %d closed: esc, then a lists closed ones too.", beside)}
	case l.Searching:
		return []string{"", "  No incident has this: esc ends the search."}
	case l.MayDeclare:
		return []string{"", "  No incident is open.", "  Press d to declare one."}
	}
	return []string{"", "  No incident is open."}
}

func listHeight(height int) int { return max(height-headHeight, 0) }

func (l Look) drawTitle(n, listed int, closed bool) string {
	what := "open"
	if closed {
		what = "open and closed"
	}
	if l.Order != "" {
		what += ", by " + l.Order
	}
	counted := fmt.Sprintf("  %d incidents, ", n)
	switch {
	case l.Searching:
		counted = fmt.Sprintf("  %d of %d, ", n, listed)
	case n == 1:
		counted = "  1 incident, "
	}
	text := l.Theme.Paint(themes.Strong, "WARROOM") + counted + what
	right := l.Reader + "  " + l.Now.UTC().Format("15:04Z")
	gap := l.Width - ansi.StringWidth(text) - ansi.StringWidth(right)
	if gap < 2 {
		return text
	}
	return text + strings.Repeat(" ", gap) + l.Theme.Paint(themes.Muted, right)
}

// drawItem draws one incident.
func (l Look) drawItem(columns []column, i Item, chosen bool) string {
	mark := " "
	if chosen {
		mark = themes.Selection.Sign()
	}
	text := lay(mark, columns, func(c column) string { return c.text(l, i) }, about(i))
	switch {
	case chosen:
		return l.Theme.Paint(themes.Selection, ansi.Truncate(text, l.Width, "")+strings.Repeat(" ", max(l.Width-ansi.StringWidth(text), 0)))
	case i.Phase == incident.PhaseClosed:
		return l.Theme.Paint(themes.Muted, text)
	case i.Severity.Major():
		return l.Theme.Paint(themes.Danger, text)
	}
	return text
}

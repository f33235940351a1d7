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
}

// View draws the lobby: a title, the columns' names, and the list.
func (m Model) View(items []Item, l Look) []paint.Row {
	shown := m.Shown(items)
	lines := make([]string, 0, l.Height)
	columns := columnsOf(l.Width)
	headings := lay(" ", columns, func(c column) string { return c.heading }, "title, who is there")
	lines = append(lines, l.drawTitle(len(shown), m.closed), l.Theme.Paint(themes.Muted, headings))
	height := listHeight(l.Height)
	first := m.first(shown, height)
	chosen := m.index(shown)
	for i := first; i < min(first+height, len(shown)); i++ {
		lines = append(lines, l.drawItem(columns, shown[i], i == chosen))
	}
	if len(shown) == 0 {
		lines = append(lines, "", "  No incident is open.")
		if l.MayDeclare {
			lines = append(lines, "  Press d to declare one.")
		}
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

func listHeight(height int) int { return max(height-headHeight, 0) }

func (l Look) drawTitle(n int, closed bool) string {
	what := "open"
	if closed {
		what = "open and closed"
	}
	if l.Order != "" {
		what += ", by " + l.Order
	}
	text := l.Theme.Paint(themes.Strong, "WARROOM") + fmt.Sprintf("  %d incidents, %s", n, what)
	if n == 1 {
		text = l.Theme.Paint(themes.Strong, "WARROOM") + "  1 incident, " + what
	}
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

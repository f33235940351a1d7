package lobby

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

// headHeight is how many rows are above the list.
const headHeight = 2

// Look is everything but the items that decides how the lobby looks.
type Look struct {
	Width, Height int
	Theme         themes.Theme
	Now           time.Time // to the minute
	Reader        string    // the reader's name and rank
	MayDeclare    bool      // the reader may declare
}

// View draws the lobby: a title, the columns' names, and the list.
func (m Model) View(items []Item, l Look) []paint.Row {
	shown := m.Shown(items)
	lines := make([]string, 0, l.Height)
	lines = append(lines, l.drawTitle(len(shown), m.closed), l.Theme.Paint(themes.Muted, headings().fit(l.Width)))
	height := listHeight(l.Height)
	first := m.first(shown, height)
	chosen := m.index(shown)
	for i := first; i < min(first+height, len(shown)); i++ {
		lines = append(lines, l.drawItem(shown[i], i == chosen))
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
func (l Look) drawItem(i Item, chosen bool) string {
	mark := " "
	if chosen {
		mark = themes.Selection.Sign()
	}
	manager, unread := i.Manager, ""
	if manager == "" {
		manager = "none!"
	}
	if i.Unread > 0 {
		unread = fmt.Sprint(i.Unread)
	}
	text := cells{
		mark: mark, id: string(i.ID), severity: i.Severity.String() + " " + i.Severity.Word(), level: i.Severity.String(),
		phase: i.Phase.String(), manager: manager, unread: unread, age: pane.Age(l.Now.Sub(i.Declared)), about: about(i),
	}.fit(l.Width)
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

// about returns the title and the people there.
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

// cells are the columns of one row.
type cells struct {
	mark, id, severity, phase, manager, unread, age, about string
	level                                                  string // the severity without its word, for a narrow screen
}

func headings() cells {
	return cells{
		id: "id", severity: "severity", level: "sev", phase: "phase", manager: "manager", unread: "new", age: "age",
		about: "title, who is there",
	}
}

// fit lays out a row. A narrow screen has fewer columns.
func (c cells) fit(width int) string {
	switch {
	case width >= 72:
		return fmt.Sprintf("%s %-7s %-14s %-11s %-9s %4s %6s  %s", c.mark, c.id, c.severity, c.phase, cut(c.manager, 9), c.unread, c.age, c.about)
	case width >= 40:
		return fmt.Sprintf("%s %-7s %-5s %4s  %s", c.mark, c.id, c.level, c.unread, c.about)
	}
	return fmt.Sprintf("%s %s %s", c.mark, c.id, c.about)
}

func cut(s string, width int) string { return ansi.Truncate(s, width, "") }

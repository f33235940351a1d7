package board

import (
	"strings"

	"charm.land/bubbles/v2/table"
	"github.com/charmbracelet/x/ansi"

	"warroom/session/incident"
	"warroom/themes"
	"warroom/tui/paint"
	"warroom/tui/pane"
)

// section is one part of the board.
type section struct {
	name    string
	columns []column
	empty   string // what stands there while there is nothing
	timed   bool   // what it shows depends on the time
	items   func(incident.View, Look) []item
}

// column is one of a table; that of width 0 has what the others leave.
type column struct {
	title string
	width int
}

// sections are all parts, in the order in which tab goes through them.
func sections() []section {
	return []section{decisions(), gates(), systems(), assets(), people(), links(), metrics()}
}

// Sections is how many parts the board has.
func Sections() int { return len(sections()) }

const minWidth = 8 // cells of the widest column on the narrowest screen

// drawTable draws as many items as fit on so many rows, the chosen one among them.
// Only those are laid out.
func (l Look) drawTable(part section, items []item, at, height int) []paint.Row {
	if len(items) == 0 {
		return l.drawEmpty(part.empty)
	}
	seen := max(height-1, 1)
	first := max(0, min(at-seen/2, len(items)-seen))
	var rows []table.Row
	for i := first; i < min(first+seen, len(items)); i++ {
		row := append(table.Row{" "}, items[i].cells()...)
		if i == at {
			row = chosenRow(row)
		}
		rows = append(rows, row)
	}
	drawn := table.New(
		table.WithColumns(l.columns(part)),
		table.WithStyles(l.styles()),
		table.WithWidth(l.Width),
		table.WithHeight(len(rows)+1),
		table.WithRows(rows),
	)
	drawn.SetCursor(at - first)
	var lines []paint.Row
	for _, line := range strings.Split(drawn.View(), "\n") {
		lines = append(lines, paint.NewRow(line))
	}
	return lines
}

// drawEmpty says what would fill an empty section.
func (l Look) drawEmpty(text string) (rows []paint.Row) {
	lines, _ := pane.Wrap(text, l.Width-len("  "), 3)
	for _, line := range lines {
		rows = append(rows, paint.NewRow(" "+l.Theme.Paint(themes.Hint, line)))
	}
	return rows
}

// chosenRow is a row with the sign of the selection, and without inks of its own,
// which would end that of the whole row.
func chosenRow(row table.Row) table.Row {
	for i, cell := range row {
		row[i] = ansi.Strip(cell)
	}
	row[0] = themes.Selection.Sign()
	return row
}

// columns are as wide as the screen lets them be, a blank after each.
func (l Look) columns(part section) []table.Column {
	rest := l.Width - 2
	for _, c := range part.columns {
		rest -= c.width + 1
	}
	all := []table.Column{{Width: 1}}
	for _, c := range part.columns {
		if c.width == 0 {
			c.width = max(rest, minWidth)
		}
		all = append(all, table.Column{Title: c.title, Width: c.width})
	}
	return all
}

func (l Look) styles() table.Styles {
	return table.Styles{
		Header:   l.Theme.Style(themes.Muted).PaddingRight(1),
		Cell:     l.Theme.Style(themes.Text).PaddingRight(1),
		Selected: l.Theme.Style(themes.Selection),
	}
}

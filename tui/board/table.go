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
	empty   string // shown if there are no items
	timed   bool   // it changes with the time
	items   func(incident.View, Look) []item
}

// column is one column of a table. The column of width 0 gets the width that
// the others leave.
type column struct {
	title string
	width int
}

// sections returns all parts, in the order of the tab key.
func sections() []section {
	return []section{decisions(), gates(), systems(), assets(), people(), links(), metrics(), course()}
}

// Sections returns how many parts the board has.
func Sections() int { return len(sections()) }

const minWidth = 8 // least width of the column of width 0

// drawTable draws as many items as fit into height rows, the chosen one among
// them. Only those are laid out.
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

// drawEmpty draws the hint of an empty section.
func (l Look) drawEmpty(text string) (rows []paint.Row) {
	lines, _ := pane.Wrap(text, l.Width-len("  "), 3)
	for _, line := range lines {
		rows = append(rows, paint.NewRow(" "+l.Theme.Paint(themes.Hint, line)))
	}
	return rows
}

// chosenRow returns a row with the sign of the selection. It strips the cells'
// own inks, which would end the selection's.
func chosenRow(row table.Row) table.Row {
	for i, cell := range row {
		row[i] = ansi.Strip(cell)
	}
	row[0] = themes.Selection.Sign()
	return row
}

// columns returns the columns with the widths that they have on this screen.
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

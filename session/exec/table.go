package exec

import (
	"cmp"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// columns pads the cells of rows to a table. It counts the cells that a text takes on a
// terminal, where a wide character takes two.
func columns(rows [][]string) string {
	var widths []int
	for _, row := range rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], ansi.StringWidth(cell))
		}
	}
	var b strings.Builder
	for _, row := range rows {
		for i, cell := range row {
			if i == len(row)-1 {
				b.WriteString(cell)
				break
			}
			b.WriteString(cell + strings.Repeat(" ", widths[i]-ansi.StringWidth(cell)+2))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// dash returns s, or "-" when s is empty.
func dash(s string) string { return cmp.Or(s, "-") }

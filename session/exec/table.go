package exec

import (
	"cmp"
	"strings"
)

// columns pads the cells of rows to a table.
func columns(rows [][]string) string {
	var widths []int
	for _, row := range rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], len([]rune(cell)))
		}
	}
	var b strings.Builder
	for _, row := range rows {
		for i, cell := range row {
			if i == len(row)-1 {
				b.WriteString(cell)
				break
			}
			b.WriteString(cell + strings.Repeat(" ", widths[i]-len([]rune(cell))+2))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// dash returns s, or "-" when s is empty.
func dash(s string) string { return cmp.Or(s, "-") }

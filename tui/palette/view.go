package palette

import (
	"fmt"

	"github.com/charmbracelet/x/ansi"

	"warroom/themes"
	"warroom/tui/paint"
	"warroom/tui/pane"
)

// Look holds all that decides how the palette looks, apart from its items.
type Look struct {
	Width, Height int
	Theme         themes.Theme
}

const (
	sign     = "command: /"
	headRows = 1
	footRows = 2
)

// View draws the palette and returns the cursor's position.
func (m Model) View(items []Item, l Look) (rows []paint.Row, x, y int) {
	shown, cursor := m.line.Window(max(l.Width-len(sign)-1, 2))
	rows = append(rows, paint.NewRow(l.Theme.Paint(themes.Accent, sign)+ansi.Truncate(shown, max(l.Width-len(sign), 0), "")))
	found := m.Found(items)
	height := max(l.Height-headRows-footRows, 0)
	at := min(m.at, max(len(found)-1, 0))
	first := max(0, min(at-height/2, len(found)-height))
	column := nameWidth(items, l.Width)
	for i := first; i < min(first+height, len(found)); i++ {
		rows = append(rows, l.row(found[i], i == at, column))
	}
	if len(found) == 0 && height > 0 {
		rows = append(rows, paint.NewRow(l.Theme.Paint(themes.Hint, "  no command is like that")))
	}
	rows = pane.Fill(rows, l.Width, max(l.Height-footRows, 0))
	rows = append(rows, m.chosen(found, at, l)...)
	return pane.Fill(rows, l.Width, l.Height), min(len(sign)+cursor, max(l.Width-1, 0)), 0
}

func nameWidth(items []Item, width int) int {
	column := 0
	for _, i := range items {
		column = max(column, ansi.StringWidth(i.Name)+1)
	}
	return min(column, width/2)
}

func (l Look) row(i Item, chosen bool, column int) paint.Row {
	name := pane.Pad("/"+i.Name, column)
	if chosen {
		text := themes.Selection.Sign() + " " + name + "  " + i.Help
		return paint.NewRow(l.Theme.Paint(themes.Selection, pane.Pad(ansi.Truncate(text, l.Width, "…"), l.Width)))
	}
	return paint.NewRow(ansi.Truncate("  "+l.Theme.Paint(themes.Accent, name)+"  "+i.Help, l.Width, "…"))
}

// chosen returns the last rows: the syntax of the chosen command, and the keys.
func (m Model) chosen(found []Item, at int, l Look) []paint.Row {
	usage := ""
	if len(found) > 0 {
		usage = "/" + found[at].Name + " " + found[at].Args
	}
	count := fmt.Sprintf("%d commands", len(found))
	if len(found) == 1 {
		count = "1 command"
	}
	return []paint.Row{
		paint.NewRow(ansi.Truncate(" "+l.Theme.Paint(themes.Strong, usage), l.Width, "…")),
		paint.NewRow(l.Theme.Paint(themes.Hint, ansi.Truncate(" "+count+"; enter picks, down and up choose, esc closes", l.Width, "…"))),
	}
}

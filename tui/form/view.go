package form

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"warroom/themes"
	"warroom/tui/paint"
	"warroom/tui/pane"
)

// Look holds all that decides how a form looks, apart from its content.
type Look struct {
	Width, Height int
	Theme         themes.Theme
}

const (
	indent    = "  "
	nameWidth = 13 // the column of the fields' names
	valueAt   = len(indent) + nameWidth
	headRows  = 2 // above the fields
	foot      = "enter sends, tab goes to the next field, esc closes"
)

// View draws the form and returns the cursor's position.
func (m Model) View(l Look, complete Complete) (rows []paint.Row, x, y int) {
	shown, cursor := m.lines[m.at].Window(max(l.Width-valueAt-1, 2))
	lines := []string{indent + l.Theme.Paint(themes.Strong, m.def.Title), ""}
	for i, f := range m.def.Fields {
		value := m.lines[i].Text()
		if i == m.at {
			value = shown
		}
		lines = append(lines, l.field(i == m.at, f, value))
	}
	lines = append(lines, "", l.hint(m.field().Hint))
	lines = append(append(lines, m.offer(l, complete)), m.below(l)...)
	lines = append(lines, l.hint(foot))
	y, x = headRows+m.at, valueAt
	if m.field().Words == nil {
		x += cursor
	}
	top := max(0, min(y-l.Height+2, len(lines)-l.Height))
	for _, line := range lines[top:] {
		rows = append(rows, paint.NewRow(ansi.Truncate(line, l.Width, "")))
	}
	return pane.Fill(rows, l.Width, l.Height), min(x, max(l.Width-1, 0)), max(0, min(y-top, l.Height-1))
}

func (l Look) hint(text string) string { return indent + l.Theme.Paint(themes.Hint, text) }

func (l Look) field(active bool, f Field, value string) string {
	if active && f.Words != nil {
		value = "< " + value + " >"
	}
	name := pane.Pad(f.Name, nameWidth)
	if active {
		return l.Theme.Paint(themes.Accent, themes.Selection.Sign()+" "+name) + value
	}
	return indent + l.Theme.Paint(themes.Muted, name) + ansi.Truncate(strings.ReplaceAll(value, "\n", " "), max(l.Width-valueAt-1, 0), "…")
}

// offer returns the possible values of the field.
func (m Model) offer(l Look, complete Complete) string {
	words, picked := m.cycle, m.picked
	if len(words) == 0 {
		words, picked = m.candidates(complete), -1
	}
	if f := m.field(); f.Words != nil {
		words, picked = f.Words, -1
	}
	var b strings.Builder
	for i, w := range words {
		if ansi.StringWidth(b.String())+ansi.StringWidth(w)+len(indent)+2 > l.Width-min(len(words)-1-i, 1) {
			b.WriteString(l.Theme.Paint(themes.Hint, "…"))
			break
		}
		ink, sign := themes.Hint, " "
		if i == picked {
			ink, sign = themes.Selection, themes.Selection.Sign()
		}
		b.WriteString(l.Theme.Paint(ink, sign+w) + " ")
	}
	return " " + b.String()
}

const mostBelow = 3 // rows of a refusal, or of the line

// below returns the refusal of the form or, without one, the line that it
// writes.
func (m Model) below(l Look) []string {
	text, ink := "writes "+m.Line(), themes.Muted
	if m.refusal != "" {
		text, ink = themes.Danger.Sign()+" "+m.refusal, themes.Danger
	}
	rows, _ := pane.Wrap(strings.ReplaceAll(text, "\n", " "), l.Width-2*len(indent), mostBelow)
	for i, row := range rows {
		rows[i] = indent + l.Theme.Paint(ink, row)
	}
	return rows
}

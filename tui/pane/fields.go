package pane

import (
	"strings"

	"warroom/themes"
	"warroom/tui/paint"
)

const labelWidth = 11 // the column of the labels

// Fields collects the rows of a page of fields: a label, and a text of some
// rows after it. Only labels are in the first column, so that no text can be
// taken for a field.
type Fields struct {
	Theme themes.Theme
	Width int
	Rest  string // replaces the last row of a text that was cut
	Rows  []paint.Row
}

// Add appends a field, its text on at most so many rows.
func (f *Fields) Add(label, text string, ink themes.Meaning, most int) {
	texts, left := Wrap(text, f.Width-labelWidth-2, most)
	if left {
		texts[most-1] = f.Theme.Paint(themes.Hint, f.Rest)
	}
	label = f.Theme.Paint(themes.Muted, " "+Pad(label, labelWidth-1))
	for i, text := range texts {
		if i > 0 {
			label = strings.Repeat(" ", labelWidth-2) + f.Theme.Paint(themes.Rule, "┆ ")
		}
		f.Rows = append(f.Rows, paint.NewRow(label+f.Theme.Paint(ink, text)).Fit(f.Width))
	}
}

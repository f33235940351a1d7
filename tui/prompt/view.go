package prompt

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"warroom/themes"
	"warroom/tui/paint"
)

// sign precedes the line, which begins at the cell Start.
const (
	sign  = "> "
	Start = len(sign)
)

// Look holds all that decides how the prompt's row looks, apart from its text.
type Look struct {
	Width   int
	Theme   themes.Theme
	Focused bool
	Idle    string // shown while nothing is typed and the prompt isn't focused
	Status  string // at the right, if it fits
	State   themes.Meaning
}

// View draws the prompt on one row, and returns the cell of the cursor. If both
// don't fit, the status is left out.
func (m Model) View(l Look) (paint.Row, int) {
	room := max(l.Width-Start, 0)
	status := ansi.Truncate(l.Status, max(l.Width/2, 0), "")
	if w := ansi.StringWidth(status); w > 0 && room-w-1 >= 24 {
		room -= w + 1
	} else {
		status = ""
	}
	text, cursor := m.typed.Line().Window(room)
	shown, width := text, ansi.StringWidth(text)
	if text == "" && !l.Focused {
		idle := ansi.Truncate(l.Idle, room, "")
		shown, width = l.Theme.Paint(themes.Hint, idle), ansi.StringWidth(idle)
	}
	meaning := themes.Muted
	if l.Focused {
		meaning = themes.Accent
	}
	var b strings.Builder
	b.WriteString(l.Theme.Paint(meaning, sign))
	b.WriteString(shown)
	if status != "" {
		b.WriteString(strings.Repeat(" ", max(room-width, 0)+1))
		b.WriteString(l.Theme.Paint(l.State, status))
	}
	return paint.NewRow(b.String()).Fit(l.Width), min(Start+cursor, max(l.Width-1, 0))
}

// Offer holds the possible completions of a line.
type Offer struct {
	Words  []string
	Picked int // index of the word in the line; -1 for none
	Hint   string
	Fresh  bool // nothing of the next word is typed yet
}

// View draws the offer on one row: the words, those around the picked one
// first, then the hint if it fits. Before a new word, the syntax of the verb
// comes first.
func (o Offer) View(width int, t themes.Theme) paint.Row {
	var b strings.Builder
	used := 0
	if usage, does, ok := strings.Cut(o.Hint, "  "); ok && o.Fresh && len(o.Words) > 0 {
		usage = ansi.Truncate(usage, width/2, "…")
		b.WriteString(t.Paint(themes.Muted, usage) + " ")
		used, o.Hint = ansi.StringWidth(usage)+1, does
	}
	for i := o.first(width - len(" ")); i < len(o.Words); i++ {
		w := ansi.StringWidth(o.Words[i]) + 2
		if more := len(o.Words) - 1 - i; used+w > width-min(more, 1) {
			b.WriteString(t.Paint(themes.Hint, "…"))
			used = width
			break
		}
		meaning, text := themes.Hint, " "+o.Words[i]+" "
		if i == o.Picked {
			meaning, text = themes.Selection, themes.Selection.Sign()+o.Words[i]+" "
		}
		b.WriteString(t.Paint(meaning, text))
		used += w
	}
	if used > 0 && used < width {
		b.WriteString("  ")
		used += 2
	}
	if room := width - used; room > 0 {
		b.WriteString(t.Paint(themes.Hint, ansi.Truncate(o.Hint, room, "…")))
	}
	return paint.NewRow(b.String()).Fit(width)
}

// first returns the first word to show, so that the picked one is visible.
func (o Offer) first(width int) int {
	used, first := 0, 0
	for i := range min(o.Picked+1, len(o.Words)) {
		used += ansi.StringWidth(o.Words[i]) + 2
		for used > width && first < i {
			used -= ansi.StringWidth(o.Words[first]) + 2
			first++
		}
	}
	return first
}

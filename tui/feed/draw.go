package feed

import (
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"warroom/session/incident"
	"warroom/themes"
	"warroom/tui/paint"
	"warroom/tui/pane"
)

const (
	gutter        = "┆ "             // before continued text, never before our own
	timeWidth     = len(">14:21*~ ") // sign, time, two marks
	minDigits     = 3                // of entry numbers: a short log mustn't shift as it grows
	minText       = 12               // with less room beside the head, text begins below it
	moreSign      = "… enter opens the rest"
	shortMoreSign = "… enter"
)

// drawEntry draws an entry without the rules above it. Its left side holds only
// our own text. The text of people is right of that or behind the gutter, so it
// can't be mistaken for an entry.
func (r *reader) drawEntry(e *incident.Entry) []paint.Row {
	head, width := r.kind.Head(e, r.look)
	left, width := r.left(e)+head, timeWidth+width
	seq := r.seq(e)
	indent := min(r.kind.Indent, r.look.Width/4)
	room := r.look.Width - len(seq)
	beside := room-width >= minText
	below := r.look.Width - indent - len("| ")
	first := below
	if beside {
		first = room - width
	}
	texts := r.texts(e, first, below)

	rows := make([]paint.Row, 0, len(texts)+1)
	if beside {
		left, texts = left+texts[0], texts[1:]
	}
	rows = append(rows, r.drawRow(e, left, seq))
	before := strings.Repeat(" ", indent) + r.look.Theme.Paint(themes.Rule, gutter)
	for _, text := range texts {
		rows = append(rows, r.drawRow(e, before+text, ""))
	}
	return rows
}

// left returns the sign of the cursor, the time, and the marks.
func (r *reader) left(e *incident.Entry) string {
	sign, star, mark, ink := " ", " ", " ", themes.Muted
	if r.look.Cursor == e.Seq {
		sign = themes.Selection.Sign()
	}
	if e.Starred {
		star = "*"
	}
	switch {
	case e.Strike != nil:
		mark = "x"
	case e.BackDated():
		mark = "~"
	case e.Correction != nil || e.Moved():
		mark = "c"
	}
	if r.isLateNews(e) {
		ink = themes.Unread
	}
	t := r.look.Theme
	return sign + t.Paint(ink, pane.Clock(e.Happened(), r.look.Zone)) + t.Paint(themes.Strong, star+mark) + " "
}

func (r *reader) seq(e *incident.Entry) string {
	if r.look.Width < r.kind.NumbersAt {
		return ""
	}
	n := " #" + strconv.FormatUint(e.Seq, 10)
	last := len(strconv.FormatUint(r.view.Last(), 10))
	return strings.Repeat(" ", len(" #")+max(minDigits, last)-len(n)) + n
}

// drawRow draws one row of an entry, with right at its right end.
func (r *reader) drawRow(e *incident.Entry, text, right string) paint.Row {
	t := r.look.Theme
	gap := 0
	if right != "" || r.look.Cursor == e.Seq {
		gap = max(0, r.look.Width-paint.NewRow(text).Width()-len(right))
	}
	text += strings.Repeat(" ", gap) + t.Paint(themes.Muted, right)
	if r.look.Cursor == e.Seq {
		text = t.Paint(themes.Selection, text)
	}
	return paint.NewRow(text).Fit(r.look.Width)
}

// texts returns the rows of an entry's text, painted.
func (r *reader) texts(e *incident.Entry, first, width int) []string {
	note, text := r.note(e), e.Line()
	if r.look.Original == e.Seq {
		text = e.Original()
	}
	rows, left := pane.WrapBehind(note+text, first, width, r.maxRows)
	rest, last := moreSign, len(rows)-1
	if left {
		if width < 3*len(rest) {
			rest = shortMoreSign
		}
		rows[last] = ansi.Truncate(rows[last], max(0, width-ansi.StringWidth(rest)), "")
	}
	for i, row := range rows {
		said, ours := row, ""
		if rest, ok := strings.CutPrefix(row, strings.TrimSpace(note)); i == 0 && ok {
			said, ours = rest, r.look.Theme.Paint(themes.Muted, strings.TrimSpace(note))
		}
		rows[i] = ours + r.paintText(said, toneOf(e))
	}
	if left {
		rows[last] += r.look.Theme.Paint(themes.Hint, ansi.Truncate(rest, max(1, width), "…"))
	}
	return rows
}

// note returns what the reader must know before they read the text.
func (r *reader) note(e *incident.Entry) string {
	note := ""
	if r.isLateNews(e) {
		note += "[new] "
	}
	if e.Strike != nil {
		note += "[" + e.StruckBy() + "] "
	}
	if e.BackDated() {
		note += "[logged " + r.logged(e) + "] "
	}
	if e.Moved() {
		note += "[time was " + pane.When(e.OccurredAt, r.look.Zone, pane.Day(e.Happened(), r.look.Zone)) + "] "
	}
	switch {
	case e.Correction != nil && r.look.Original == e.Seq:
		note += "[as first written] "
	case e.Correction != nil:
		note += "[corrected] "
	}
	return note
}

// logged returns when a back-dated entry was written, with the day if it isn't
// the day when it happened.
func (r *reader) logged(e *incident.Entry) string {
	return pane.When(e.Written(), r.look.Zone, pane.Day(e.Happened(), r.look.Zone))
}

// toneOf returns how an entry's text is painted: a change for the worse is
// painted most brightly.
func toneOf(e *incident.Entry) themes.Meaning {
	switch {
	case e.Strike != nil:
		return themes.Muted
	case e.RaisesSeverity():
		return themes.Danger
	case e.IsTurn():
		return themes.Strong
	case e.RemovesSomebody():
		return themes.Warn
	}
	return themes.Text
}

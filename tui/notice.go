package tui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"warroom/session/incident"
	"warroom/themes"
	"warroom/tui/paint"
	"warroom/tui/pane"
)

// notice is a sentence for one person, on the row above their hints.
type notice struct {
	text    string
	meaning themes.Meaning
	leaving bool // a second ctrl+c leaves
	rest    bool // it is the second row of a sentence
}

func warning(text string) notice { return notice{text: text, meaning: themes.Danger} }
func note(text string) notice    { return notice{text: text, meaning: themes.Accent} }
func hint(text string) notice    { return notice{text: text, meaning: themes.Hint} }

// row draws the notice, with the sign of its meaning.
func (n notice) row(width int, t themes.Theme) paint.Row {
	text := incident.CleanLine(n.text)
	if sign := n.sign(); text != "" {
		text = sign + text
	}
	return paint.NewRow(t.Paint(n.meaning, ansi.Truncate(text, width, "…"))).Fit(width)
}

// sign returns the sign in front of a sentence, or as many blanks in front of
// its second row.
func (n notice) sign() string {
	sign := n.meaning.Sign()
	switch {
	case sign == "":
		return ""
	case n.rest:
		return strings.Repeat(" ", len(sign)+1)
	}
	return sign + " "
}

// split cuts a sentence that is longer than a row in two. The second notice is
// empty if one row is enough.
func (n notice) split(width int) (first, second notice) {
	if len(n.sign())+len(n.text) <= width {
		return n, notice{}
	}
	first, second = n, n
	text := incident.CleanLine(n.text)
	rows, _ := pane.Wrap(text, width-len(n.sign()), 2)
	first.text, second.text, second.rest = rows[0], "", true
	if len(rows) > 1 {
		second.text = strings.TrimLeft(text[len(rows[0]):], " ")
	}
	return first, second
}

// frozenWhy returns why nothing can be written now, as far as this screen
// knows, or "".
func (r *Root) frozenWhy() string {
	if r.bridge != nil {
		return r.bridge.scene.Frozen
	}
	return r.lobby.frozen
}

// banner returns the notice that the record can't be written to.
func banner(why string) notice {
	return notice{text: "RECORD FROZEN: " + why + "; nothing you send is kept", meaning: themes.Alarm}
}

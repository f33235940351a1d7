package readline

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"github.com/rivo/uniseg"

	"warroom/session/incident"
)

// newline is shown for the end of a line inside the text.
const newline = "↵"

// Line is a text being typed, with a cursor in it. It is a value: each edit
// returns another. The text is clean and may have several lines, as a paste
// does.
type Line struct {
	text    string
	at      int    // of the cursor, in bytes, at the start of a grapheme cluster
	cut     string // what the last keys that delete several clusters took out
	cutting bool   // the last key was one of them: the next adds to cut
}

// NewLine returns a line with the cursor at its end.
func NewLine(text string) Line {
	text = incident.Clean(text)
	return Line{text: text, at: len(text)}
}

// Text returns the text.
func (l Line) Text() string { return l.text }

// Head returns the text before the cursor.
func (l Line) Head() string { return l.text[:l.at] }

// Insert inserts text at the cursor. It refuses, and never cuts, a text that
// would make the line longer than incident.MaxLine.
func (l Line) Insert(text string) (Line, error) {
	from := l.at
	if first, _ := utf8.DecodeRuneInString(text); unicode.Is(unicode.M, first) || unicode.Is(unicode.Cf, first) {
		from = l.before() // an accent is clean on the letter that it follows
	}
	text = incident.Clean(l.text[from:l.at] + text)
	if n := len(l.text) - (l.at - from) + len(text); n > incident.MaxLine {
		return l, incident.Refusal{Why: fmt.Sprintf(
			"the line would have %d bytes, at most %d are taken: split it", n, incident.MaxLine)}
	}
	return l.replace(from, text), nil
}

// with returns a line with another text and cursor. What was cut stays.
func (l Line) with(text string, at int) Line {
	l.text, l.at, l.cutting = text, at, false
	return l
}

// to returns the line with the cursor at byte at.
func (l Line) to(at int) Line { return l.with(l.text, at) }

// replace replaces the text from byte from up to the cursor.
func (l Line) replace(from int, text string) Line {
	return l.with(l.text[:from]+text+l.text[l.at:], from+len(text))
}

func (l Line) start() Line { return l.to(0) }
func (l Line) end() Line   { return l.to(len(l.text)) }
func (l Line) left() Line  { return l.to(l.before()) }
func (l Line) right() Line { return l.to(l.after()) }

func (l Line) wordLeft() Line {
	head := strings.TrimRight(l.Head(), " \n")
	return l.to(strings.LastIndexAny(head, " \n") + 1)
}

func (l Line) wordRight() Line {
	rest := l.text[l.at:]
	word := strings.TrimLeft(rest, " \n")
	skipped := len(rest) - len(word)
	if i := strings.IndexAny(word, " \n"); i >= 0 {
		return l.to(l.at + skipped + i)
	}
	return l.end()
}

func (l Line) deleteBack() Line    { return l.replace(l.before(), "") }
func (l Line) deleteWord() Line    { return l.cutOut(l.wordLeft().at, l.at) }
func (l Line) deleteToStart() Line { return l.cutOut(0, l.at) }
func (l Line) deleteToEnd() Line   { return l.cutOut(l.at, len(l.text)) }

func (l Line) deleteNext() Line {
	return l.with(l.text[:l.at]+l.text[l.after():], l.at)
}

// cutOut deletes the text between two bytes and holds it for yank. What keys
// cut one after another is held as one text.
func (l Line) cutOut(from, to int) Line {
	cut := l.text[from:to]
	switch {
	case cut == "":
		return l
	case l.cutting && from < l.at:
		cut += l.cut
	case l.cutting:
		cut = l.cut + cut
	}
	l = l.with(l.text[:from]+l.text[to:], from)
	l.cut, l.cutting = cut, true
	return l
}

// yank inserts what was cut last.
func (l Line) yank() (Line, error) { return l.Insert(l.cut) }

// before returns where the cluster before the cursor begins.
func (l Line) before() int {
	last := 0
	for rest, at := l.Head(), 0; rest != ""; {
		cluster, next, _, _ := uniseg.FirstGraphemeClusterInString(rest, -1)
		last, at, rest = at, at+len(cluster), next
	}
	return last
}

// after returns where the cluster at the cursor ends.
func (l Line) after() int {
	cluster, _, _, _ := uniseg.FirstGraphemeClusterInString(l.text[l.at:], -1)
	return l.at + len(cluster)
}

// Window returns the part of the line around the cursor that fits on width
// cells, and the cell of the cursor. It moves by half windows, so that most
// keys move only the cursor.
func (l Line) Window(width int) (shown string, cursor int) {
	if width < 2 {
		return "", 0
	}
	half := width / 2
	cursor = cells(l.Head())
	start := 0
	if cursor >= width {
		start = (cursor/half - 1) * half
	}
	var b strings.Builder
	at := 0
	first := -1
	for rest := l.text; rest != ""; {
		var cluster string
		cluster, rest, _, _ = uniseg.FirstGraphemeClusterInString(rest, -1)
		w := cells(cluster)
		if at+w > max(start, first)+width {
			break
		}
		if at >= start {
			if first < 0 {
				first = at
			}
			b.WriteString(shownAs(cluster))
		}
		at += w
	}
	return b.String(), cursor - max(first, 0)
}

func cells(text string) int { return ansi.StringWidth(shownAs(text)) }

func shownAs(text string) string { return strings.ReplaceAll(text, "\n", newline) }

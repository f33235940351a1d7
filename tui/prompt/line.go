package prompt

import (
	"fmt"
	"strings"

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
	text string
	at   int // of the cursor, in bytes, at the start of a grapheme cluster
}

// NewLine returns a line with the cursor at its end.
func NewLine(text string) Line {
	text = incident.Clean(text)
	return Line{text, len(text)}
}

// Text returns the text.
func (l Line) Text() string { return l.text }

// Head is the text before the cursor.
func (l Line) Head() string { return l.text[:l.at] }

// Insert inserts text at the cursor. It refuses, and never cuts, a text that
// would make the line longer than incident.MaxLine.
func (l Line) Insert(text string) (Line, error) {
	text = incident.Clean(text)
	if n := len(l.text) + len(text); n > incident.MaxLine {
		return l, incident.Refusal{Why: fmt.Sprintf(
			"the line would have %d bytes, at most %d are taken: split it", n, incident.MaxLine)}
	}
	return Line{l.text[:l.at] + text + l.text[l.at:], l.at + len(text)}, nil
}

// replace replaces the text from byte from up to the cursor.
func (l Line) replace(from int, text string) Line {
	return Line{l.text[:from] + text + l.text[l.at:], from + len(text)}
}

func (l Line) start() Line { return Line{l.text, 0} }
func (l Line) end() Line   { return Line{l.text, len(l.text)} }
func (l Line) left() Line  { return Line{l.text, l.before()} }
func (l Line) right() Line { return Line{l.text, l.after()} }

func (l Line) wordLeft() Line {
	head := strings.TrimRight(l.Head(), " \n")
	return Line{l.text, strings.LastIndexAny(head, " \n") + 1}
}

func (l Line) wordRight() Line {
	rest := l.text[l.at:]
	word := strings.TrimLeft(rest, " \n")
	skipped := len(rest) - len(word)
	if i := strings.IndexAny(word, " \n"); i >= 0 {
		return Line{l.text, l.at + skipped + i}
	}
	return l.end()
}

func (l Line) deleteBack() Line    { return l.replace(l.before(), "") }
func (l Line) deleteWord() Line    { return l.replace(l.wordLeft().at, "") }
func (l Line) deleteToStart() Line { return l.replace(0, "") }
func (l Line) deleteToEnd() Line   { return Line{l.text[:l.at], l.at} }

func (l Line) deleteNext() Line {
	return Line{l.text[:l.at] + l.text[l.after():], l.at}
}

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

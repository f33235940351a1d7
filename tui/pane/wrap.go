package pane

import (
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// Wrap breaks plain text into at most most rows of at most width cells, and
// reports whether any of it is left over. It breaks between words, and words
// that are longer than a row between clusters. It reads no more of a long text
// than its rows need.
func Wrap(text string, width, most int) (rows []string, left bool) {
	return WrapBehind(text, width, width, most)
}

// WrapBehind is Wrap for a text whose first row follows other text, and so has
// another width than the rest.
func WrapBehind(text string, first, rest, most int) (rows []string, left bool) {
	width := max(first, 1)
	for more := true; more; {
		var line string
		line, text, more = strings.Cut(text, "\n")
		for {
			if len(rows) == most {
				return rows, true
			}
			if len(rows) == 1 {
				width = max(rest, 1)
			}
			n := fits(line, width)
			if n == len(line) {
				rows = append(rows, line)
				break
			}
			rows = append(rows, strings.TrimRight(line[:n], " "))
			line = strings.TrimLeft(line[n:], " ")
		}
	}
	return rows, false
}

// fits returns how many bytes of a line go into one row: as many whole words as
// fit, or as much of the first as does.
func fits(line string, width int) int {
	if len(line) <= width && isASCII(line) {
		return len(line)
	}
	words, cells, inText := 0, 0, false
	for i := 0; i < len(line); {
		size, w := cluster(line[i:])
		if cells += w; cells > width {
			switch {
			case i == 0:
				return size // a wide letter in a narrow row
			case words > 0 && line[i] != ' ':
				return words
			}
			return i
		}
		i += size
		if line[i-size] != ' ' {
			inText = true
		} else if inText {
			words = i
		}
	}
	return len(line)
}

// isASCII reports whether every byte of a line is one cell.
func isASCII(line string) bool {
	for i := range len(line) {
		if line[i]-' ' > '~'-' ' {
			return false
		}
	}
	return true
}

// cluster returns the size and the width of the first grapheme cluster.
func cluster(s string) (size, width int) {
	if s[0] < utf8.RuneSelf && (len(s) == 1 || s[1] < utf8.RuneSelf) {
		return 1, 1
	}
	first, width := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
	return len(first), width
}

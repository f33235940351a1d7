package header

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"warroom/themes"
)

// part is a piece of a row. The parts of the lowest priority are left out
// first.
type part struct {
	text     string
	ink      themes.Meaning
	priority int
	shrinks  bool // may be cut to minShrunk cells before another part is left out
	joined   bool // no blank between it and the part before
}

const (
	always        = 100 // never left out
	lowPriority   = 10  // left out before a part is cut to less than readableWidth
	readableWidth = 16
	minShrunk     = 8
	minGap        = 2 // cells between the parts at the left and at the right
)

// layOut puts some parts at the left end of a row and others at its right end.
// Parts that don't fit are shrunk or left out.
func layOut(t themes.Theme, width int, left, right []part) string {
	for {
		over := widthOf(left) + widthOf(right) - width
		if len(right) > 0 {
			over += minGap
		}
		if over <= 0 || shrink(left, over, readableWidth) {
			break
		}
		if drop(lowPriority, &left, &right) {
			continue
		}
		if shrink(left, over, minShrunk) || !drop(always-1, &left, &right) {
			break
		}
	}
	gap := strings.Repeat(" ", max(1, width-widthOf(left)-widthOf(right)))
	if len(right) == 0 {
		gap = ""
	}
	return paintAll(t, left) + gap + paintAll(t, right)
}

func widthOf(parts []part) int {
	width := 0
	for i, p := range parts {
		if i > 0 && !p.joined {
			width++
		}
		width += ansi.StringWidth(p.text)
	}
	return width
}

// shrink cuts the part that may be cut by so many cells, and reports whether at
// least least cells of it remain.
func shrink(parts []part, by, least int) bool {
	for i, p := range parts {
		if keep := ansi.StringWidth(p.text) - by; p.shrinks && keep >= least {
			parts[i].text = ansi.Truncate(p.text, keep, "…")
			return true
		}
	}
	return false
}

// drop leaves out the part of the lowest priority. It reports false if all have
// a priority above most.
func drop(most int, rows ...*[]part) bool {
	least, from, at := most+1, (*[]part)(nil), 0
	for _, row := range rows {
		for i, p := range *row {
			if p.priority < least {
				least, from, at = p.priority, row, i
			}
		}
	}
	if from == nil {
		return false
	}
	*from = append((*from)[:at:at], (*from)[at+1:]...)
	return true
}

func paintAll(t themes.Theme, parts []part) string {
	var b strings.Builder
	for i, p := range parts {
		if i > 0 && !p.joined {
			b.WriteByte(' ')
		}
		b.WriteString(t.Paint(p.ink, p.text))
	}
	return b.String()
}

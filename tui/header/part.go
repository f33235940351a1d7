package header

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"warroom/themes"
)

// part is one word of a row. Parts of the least need go first.
type part struct {
	text     string
	ink      themes.Meaning
	priority int
	shrinks  bool // may be cut to minShrunk cells before another part goes
	joined   bool // stands against the part before it
}

const (
	always        = 100 // never left out
	lowPriority   = 10  // gone before a part is cut to less than readable
	readableWidth = 16
	minShrunk     = 8
	minGap        = 2 // cells between the left and the right end
)

// layOut lays parts out from the left and others from the right end, without
// those that don't fit.
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

// shrink cuts the part that can be cut by so many cells, if that leaves enough.
func shrink(parts []part, by, least int) bool {
	for i, p := range parts {
		if keep := ansi.StringWidth(p.text) - by; p.shrinks && keep >= least {
			parts[i].text = ansi.Truncate(p.text, keep, "…")
			return true
		}
	}
	return false
}

// drop leaves out the part that is needed least; false where all are needed
// more than that.
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

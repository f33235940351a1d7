package paint

import (
	"strings"
	"unicode/utf8"
)

const (
	// maxGap is how many cells that stay are painted along, since going past
	// them costs a cursor movement and often a style.
	maxGap = 10
	// maxStyle bounds what a cell's style takes; a row that piles up more is
	// painted whole.
	maxStyle = 96
)

// cell is one cell of a row: a character and all that was said of its style
// since the last reset.
type cell struct {
	char  rune
	style string
}

var blank = cell{char: ' '}

// repaint turns the row old on line y into r: by the spans that differ where
// that is shorter, which it is beside a panel that stays.
func (p *pen) repaint(y int, old, r Row) {
	from := len(p.out)
	p.row(y, r)
	was, ok := cells(old, p.width)
	if !ok {
		return
	}
	is, ok := cells(r, p.width)
	if !ok {
		return
	}
	spans := pen{width: p.width}
	spans.spans(y, was, is)
	if len(spans.out) < len(p.out)-from {
		p.out = append(p.out[:from], spans.out...)
	}
}

// cells returns a row as so many cells, blank to the end. It is false where
// terminals may disagree on which cell a character stands in.
func cells(r Row, width int) ([]cell, bool) {
	if r.Width() > width {
		return nil, false
	}
	line, style := make([]cell, 0, width), ""
	for s := r.text; s != ""; {
		if n := sgr(s); s[0] == '\x1b' {
			if style = restyled(style, s[:n]); len(style) > maxStyle {
				return nil, false
			}
			s = s[n:]
			continue
		}
		char, n := utf8.DecodeRuneInString(s)
		if !certain(char) {
			return nil, false
		}
		line = append(line, cell{char, style})
		s = s[n:]
	}
	if len(line) != r.Width() {
		return nil, false
	}
	for len(line) < width {
		line = append(line, blank)
	}
	return line, true
}

// restyled returns a style after one more SGR sequence.
func restyled(style, seq string) string {
	switch {
	case seq == reset || seq == "\x1b[0m":
		return ""
	case strings.HasPrefix(seq, "\x1b[0;"):
		return seq
	}
	return style + seq
}

// certain tells the characters that take one cell on every terminal: Latin,
// punctuation, arrows, the drawing of boxes and blocks.
func certain(r rune) bool {
	return r < 0x300 && r != 0xad || r >= 0x2010 && r <= 0x2027 ||
		r >= 0x2190 && r <= 0x2193 || r >= 0x2500 && r <= 0x259f
}

// spans paints the cells of line y that differ.
func (p *pen) spans(y int, was, is []cell) {
	end := len(is) // of what isn't blank
	for end > 0 && is[end-1] == blank {
		end--
	}
	for x := 0; x < len(is); x++ {
		if is[x] == was[x] {
			continue
		}
		to := differsTo(was, is, x)
		p.csi('H', y+1, x+1)
		if to > end {
			p.cells(is[min(x, end):end])
			p.add(eraseEnd)
			return
		}
		p.cells(is[x:to])
		x = to
	}
}

// differsTo returns where the span that begins at x ends: after its last cell
// that differs, before more than maxGap that don't.
func differsTo(was, is []cell, x int) int {
	to := x + 1
	for i := to; i < len(is) && i-to <= maxGap; i++ {
		if is[i] != was[i] {
			to = i + 1
		}
	}
	return to
}

// cells paints cells from the cursor on and resets the style.
func (p *pen) cells(line []cell) {
	style := ""
	for _, c := range line {
		if c.style != style {
			if style != "" {
				p.add(reset)
			}
			p.add(c.style)
			style = c.style
		}
		p.out = utf8.AppendRune(p.out, c.char)
	}
	if style != "" {
		p.add(reset)
	}
}

package paint

import (
	"strings"
	"unicode/utf8"
)

const (
	// maxGap bounds the unchanged cells that are painted along, since skipping
	// them costs a cursor movement and often a style.
	maxGap = 10
	// maxStyle bounds the bytes of a cell's style; a row with a longer one is
	// painted whole.
	maxStyle = 96
)

// cell is one cell of a row: a character and all SGR sequences since the last
// reset.
type cell struct {
	char  rune
	style string
}

var blank = cell{char: ' '}

// repaint writes r over old on line y, sending only the differing spans if that
// is shorter, as it is beside an unchanged panel.
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

// cells returns a row as so many cells, blank to the end. It is false if
// terminals may disagree on the cell of a character.
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

// certain reports whether a character takes one cell on every terminal: Latin,
// punctuation, arrows, box drawing and blocks.
func certain(r rune) bool {
	return r < 0x300 && r != 0xad || r >= 0x2010 && r <= 0x2027 ||
		r >= 0x2190 && r <= 0x2193 || r >= 0x2500 && r <= 0x259f
}

// spans paints the cells of line y that differ.
func (p *pen) spans(y int, was, is []cell) {
	end := len(is) // of the cells that aren't blank
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

// differsTo returns the end of the span that begins at x: after its last cell
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

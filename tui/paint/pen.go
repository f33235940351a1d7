package paint

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

const (
	reset    = "\x1b[m"
	eraseEnd = "\x1b[K"
	fullArea = "\x1b[r" // the scroll region is the whole screen
)

// pen encodes rows as bytes. Between two calls the terminal has no style in
// force and its scroll region is the whole screen; the cursor may be anywhere.
type pen struct {
	out   []byte
	width int   // of the terminal
	foul  []Row // rows encoded that had faults
}

// whole paints rows from line y on over the present content.
func (p *pen) whole(rows []Row, y int) {
	for i, r := range rows {
		p.row(y+i, r)
	}
}

// change turns old, which begins at the first line, into next, which is as
// long: it scrolls blocks that moved, then paints rows that still differ.
func (p *pen) change(old, next []Row) {
	if moves, now := moved(old, next); len(moves) > 0 {
		for _, m := range moves {
			p.scroll(m)
		}
		old = now
	}
	for y, r := range next {
		if r != old[y] {
			p.repaint(y, old[y], r)
		}
	}
}

// row paints one row: to its place, its text, a reset, an erase to the end.
// After a full row the cursor is still on the last cell, which an erase would
// remove. Such a row is erased first, and only if terminals may think it
// shorter than we do.
func (p *pen) row(y int, r Row) {
	if r.Width() > p.width {
		r = r.Fit(p.width)
	}
	if r.faults > 0 {
		p.foul = append(p.foul, r)
	}
	text, width := r.paintable()
	p.line(y)
	if width >= p.width && !ascii(text) {
		p.add(eraseEnd)
	}
	p.add(text)
	if !plainEnd(text) {
		p.add(reset)
	}
	if width < p.width {
		p.add(eraseEnd)
	}
}

// scroll moves a block with the terminal's own means: a scroll region, lines
// deleted or inserted at its top. Every terminal since the VT102 has these.
func (p *pen) scroll(m move) {
	top, bottom := m.region()
	p.csi('r', top+1, bottom)
	p.line(top)
	if m.by > 0 {
		p.csi('M', m.by)
	} else {
		p.csi('L', -m.by)
	}
	p.add(fullArea)
}

// line moves the cursor to the start of line y.
func (p *pen) line(y int) { p.csi('H', y+1) }

// csi appends a control sequence with these parameters.
func (p *pen) csi(final byte, params ...int) {
	p.out = append(p.out, "\x1b["...)
	for i, n := range params {
		if i > 0 {
			p.out = append(p.out, ';')
		}
		p.out = strconv.AppendInt(p.out, int64(n), 10)
	}
	p.out = append(p.out, final)
}

// add appends a sequence as it is.
func (p *pen) add(seq string) { p.out = append(p.out, seq...) }

// ascii reports whether every terminal agrees on a text's width.
func ascii(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r >= utf8.RuneSelf }) < 0
}

// insert inserts bytes at position at.
func (p *pen) insert(at int, s string) {
	p.out = slices.Insert(p.out, at, []byte(s)...)
}

// start prepares the pen for another write. It releases a buffer that grew too
// large for a session to keep.
func (p *pen) start() {
	const keep = 4 << 10
	if cap(p.out) > keep {
		p.out = nil
	}
	p.out = p.out[:0]
}

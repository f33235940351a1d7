package paint

import "github.com/charmbracelet/x/ansi"

// terminal is the assumed content of one terminal, from all that was written to
// it, so that only differences are sent.
type terminal struct {
	frame        Frame
	entered      bool // something was painted
	lost         bool // its rows and modes may be wrong
	hidden       bool // its cursor
	style        int  // of its cursor, as in DECSCUSR; 0 is its own
	synchronized bool // it supports synchronized output
	clusters     bool // it can be told to count width by grapheme clusters
}

// paint encodes the bytes that take the terminal to f, nothing if it shows f
// already.
func (t *terminal) paint(p *pen, f Frame) {
	whole := t.enter(p, f)
	start := len(p.out)
	t.rows(p, f, whole)
	wrote := len(p.out) > start
	switch {
	case wrote && t.synchronized:
		p.insert(start, ansi.SetModeSynchronizedOutput)
	case wrote && !t.hidden:
		p.insert(start, ansi.ResetModeTextCursorEnable)
		t.hidden = true
	}
	t.place(p, f, wrote)
	if wrote && t.synchronized {
		p.add(ansi.ResetModeSynchronizedOutput)
	}
	t.frame, t.lost = f, false
}

// enter sets the modes of f and returns whether all of it must be painted.
// While we paint, the terminal doesn't wrap: a row that it thinks longer than
// we do stays on its line.
func (t *terminal) enter(p *pen, f Frame) (whole bool) {
	old := t.frame.Modes
	whole = !t.entered || t.lost || f.Width != t.frame.Width || f.Height != t.frame.Height ||
		f.Modes.AltScreen != old.AltScreen
	if t.lost {
		old = old.forgotten()
	}
	f.Modes.change(p, old)
	if !t.entered || t.lost {
		p.add(ansi.ResetModeAutoWrap)
		if t.clusters {
			p.add(ansi.SetModeUnicodeCore)
		}
	}
	if whole {
		p.add(ansi.ResetModeTextCursorEnable)
		t.hidden, t.style = true, -1
	}
	t.entered = true
	return whole
}

// rows paints the rows of f that the terminal doesn't show.
func (t *terminal) rows(p *pen, f Frame, whole bool) {
	p.width = f.Width
	split := f.split()
	switch {
	case whole:
		p.add(reset + fullArea)
		t.shared(p, f, nil, split)
		for y := split; y < f.Height; y++ {
			p.row(y, f.Row(y))
		}
	case split == t.frame.split():
		if f.Shared != t.frame.Shared {
			t.shared(p, f, t.frame.Shared, split)
		}
		for y := split; y < f.Height; y++ {
			if r := f.Row(y); r != t.frame.Row(y) {
				p.row(y, r)
			}
		}
	default:
		p.change(t.frame.Rows(), f.Rows())
	}
}

// shared paints the shared rows of f, whose encoding is shared too.
func (t *terminal) shared(p *pen, f Frame, old *Sheet, height int) {
	if height == 0 {
		return
	}
	bytes, foul := f.Shared.from(old, f.Width, height)
	p.add(bytes)
	p.foul = append(p.foul, foul...)
}

// place puts the cursor where f wants it, since painting may have moved it.
func (t *terminal) place(p *pen, f Frame, moved bool) {
	c := f.Cursor
	if c == nil {
		if !t.hidden {
			p.add(ansi.ResetModeTextCursorEnable)
			t.hidden = true
		}
		return
	}
	if style := cursorStyle(c); style != t.style {
		p.add(setCursorStyle(style))
		t.style = style
	}
	if moved || t.hidden || !sameCursor(c, t.frame.Cursor) {
		p.csi('H', clamp(c.Y, f.Height)+1, clamp(c.X, f.Width)+1)
	}
	if t.hidden {
		p.add(ansi.SetModeTextCursorEnable)
		t.hidden = false
	}
}

func clamp(at, size int) int { return max(0, min(at, size-1)) }

// leave restores the terminal's modes, as far as it supports that; an ordinary
// screen keeps its content, with the cursor below it.
func (t *terminal) leave(p *pen) {
	if !t.entered {
		return
	}
	if t.synchronized {
		p.add(ansi.ResetModeSynchronizedOutput)
	}
	p.add(reset + fullArea)
	if !t.frame.Modes.AltScreen {
		p.line(t.frame.Height - 1)
		p.add("\r\n")
	}
	if t.style != 0 {
		p.add(setCursorStyle(0))
	}
	if t.clusters {
		p.add(ansi.ResetModeUnicodeCore)
	}
	p.add(ansi.SetModeAutoWrap)
	Modes{}.change(p, t.frame.Modes)
	p.add(ansi.SetModeTextCursorEnable)
	*t = terminal{}
}

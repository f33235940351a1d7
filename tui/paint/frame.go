package paint

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// Frame is one whole screen: the shared rows above, the person's own rows
// directly below them, blank to the bottom. After showing a frame, nobody may
// change what it points to.
type Frame struct {
	Shared        *Sheet // may be nil
	Own           []Row
	Width, Height int     // in cells; a frame without both isn't painted, rows beyond them are cut
	Cursor        *Cursor // nil hides it
	Modes         Modes
}

// Cursor is the place and the look of the terminal's own cursor, from 0, 0.
type Cursor struct {
	X, Y  int
	Shape tea.CursorShape
	Blink bool
}

// Row returns the row at line y from the top, blank below the last.
func (f Frame) Row(y int) Row {
	shared := f.Shared.Len()
	switch {
	case y < 0:
		return Row{}
	case y < shared:
		return f.Shared.Row(y)
	case y < shared+len(f.Own):
		return f.Own[y-shared]
	}
	return Row{}
}

// Rows returns as many rows as the frame is high.
func (f Frame) Rows() []Row {
	rows := make([]Row, f.Height)
	for y := range rows {
		rows[y] = f.Row(y)
	}
	return rows
}

// View returns the frame as a Bubble Tea view: what a [Screen] returns from
// its own View, for tests and golden screens.
func (f Frame) View() tea.View {
	lines := make([]string, f.Height)
	for y := range lines {
		if lines[y] = f.Row(y).text; !plainEnd(lines[y]) {
			lines[y] += reset // or its style would continue in the next line
		}
	}
	v := tea.NewView(strings.Join(lines, "\n"))
	if c := f.Cursor; c != nil {
		v.Cursor = tea.NewCursor(c.X, c.Y)
		v.Cursor.Shape, v.Cursor.Blink = c.Shape, c.Blink
	}
	f.Modes.put(&v)
	return v
}

// FrameOf returns the frame of any Bubble Tea view on a terminal of that size.
// All its rows are the person's own: nothing is shared.
func FrameOf(v tea.View, width, height int) Frame {
	f := Frame{Width: width, Height: height, Cursor: CursorOf(v.Cursor), Modes: ModesOf(v)}
	for line := range strings.Lines(v.Content) {
		f.Own = append(f.Own, NewRow(strings.TrimRight(line, "\r\n")))
	}
	return f
}

// CursorOf converts Bubble Tea's cursor, without its colour.
func CursorOf(c *tea.Cursor) *Cursor {
	if c == nil {
		return nil
	}
	return &Cursor{X: c.X, Y: c.Y, Shape: c.Shape, Blink: c.Blink}
}

// same reports whether painting g after f would change nothing, as far as a
// quick look shows.
func (f Frame) same(g Frame) bool {
	return f.Shared == g.Shared && f.Width == g.Width && f.Height == g.Height &&
		f.Modes == g.Modes && sameCursor(f.Cursor, g.Cursor) && slices.Equal(f.Own, g.Own)
}

func sameCursor(a, b *Cursor) bool {
	return a == b || a != nil && b != nil && *a == *b
}

// paintable reports whether the frame has a size.
func (f Frame) paintable() bool { return f.Width > 0 && f.Height > 0 }

// split returns the line on which the person's own rows begin.
func (f Frame) split() int { return min(f.Shared.Len(), f.Height) }

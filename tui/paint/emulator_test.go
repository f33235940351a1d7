package paint

import (
	"fmt"
	"io"
	"strings"
	"testing"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/vt"
	"github.com/hinshun/vt10x"
)

// emulator is a terminal that tests look at.
type emulator interface {
	io.Writer
	// cell describes one cell: what is in it and how it looks.
	cell(x, y int) string
	// line returns the text of a line without the blanks that it ends in.
	line(y int) string
	cursor() (x, y int)
	resize(width, height int)
}

// modern is charmbracelet's emulator: wide characters, grapheme clusters,
// synchronized output.
type modern struct{ *vt.Emulator }

func newModern(t *testing.T, width, height int) emulator {
	e := vt.NewEmulator(width, height)
	// It answers questions into a pipe, and hangs where nobody reads that.
	// Its own Close races with that reader; closing the pipe does not.
	go io.Copy(io.Discard, e)
	t.Cleanup(func() { e.InputPipe().(io.Closer).Close() })
	return modern{e}
}

func (m modern) cell(x, y int) string {
	c := m.CellAt(x, y)
	if c == nil || c.Equal(&uv.EmptyCell) {
		return "blank"
	}
	return fmt.Sprintf("%q width %d style %q", c.Content, c.Width, c.Style.String())
}

func (m modern) line(y int) string {
	var b strings.Builder
	for x := 0; x < m.Width(); x++ {
		if c := m.CellAt(x, y); c != nil {
			b.WriteString(c.Content)
		}
	}
	return strings.TrimRight(b.String(), " ")
}

func (m modern) cursor() (x, y int) {
	at := m.CursorPosition()
	return at.X, at.Y
}

func (m modern) resize(width, height int) { m.Resize(width, height) }

// plainer is vt10x: one cell a character, no clusters, no synchronized output
// (it ignores the mode), colours with semicolons only.
type plainer struct{ vt10x.Terminal }

func newPlainer(_ *testing.T, width, height int) emulator {
	return plainer{vt10x.New(vt10x.WithSize(width, height))}
}

func (p plainer) cell(x, y int) string {
	g := p.Cell(x, y)
	if g.Char == 0 {
		g.Char = ' '
	}
	return fmt.Sprintf("%q mode %d fg %d bg %d", g.Char, g.Mode, g.FG, g.BG)
}

func (p plainer) line(y int) string {
	width, _ := p.Size()
	var b strings.Builder
	for x := range width {
		if c := p.Cell(x, y).Char; c != 0 {
			b.WriteRune(c)
		} else {
			b.WriteByte(' ')
		}
	}
	return strings.TrimRight(b.String(), " ")
}

func (p plainer) cursor() (x, y int) {
	c := p.Cursor()
	return c.X, c.Y
}

func (p plainer) resize(width, height int) { p.Resize(width, height) }

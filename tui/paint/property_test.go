package paint

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

var (
	// wideWords need a terminal that counts by grapheme clusters. A mark without
	// its letter is not among them: x/vt drops one that a style parts from it.
	wideWords = []string{
		"ana", "INC-7", "  ", "│", "─", "é", "e\u0301", "a\u0302\u0323", "日本", "語", "한", "🙂", "👩‍💻",
		"👍🏽", "🇫🇷", "ﬀ", "»", "ｗ", "…", "~", "\u00a0", "नि", "❤\ufe0f",
	}
	// narrowWords are one cell a rune.
	narrowWords = []string{"ana", "INC-7", "  ", "│", "─", "é", "ø", "Ж", "λ", "»", "…", "~", "x y z", "0123"}

	// latinWords are those that rows are painted of in spans.
	latinWords = []string{"ana", "INC-7", "  ", "│", "─", "é", "…", "14:20 fact", "x y z", "0123", "    "}

	styles = []string{
		"\x1b[m", "\x1b[0m", "\x1b[1m", "\x1b[31m", "\x1b[44m", "\x1b[7m", "\x1b[38;5;208m",
		"\x1b[48;2;10;20;30m", "\x1b[1;4;92m", "\x1b[22;24;39m", "\x1b[49m",
	}
)

// play makes up screens the way a room does: lines come in and scroll, a word
// changes, a person types, a window is dragged.
type play struct {
	*rand.Rand
	words         []string
	width, height int
	rows          []Row // shared
	own           []Row
	sheet         *Sheet
	old           []*Sheet
	modes         Modes
	cursor        *Cursor
}

func newPlay(seed uint64, words []string) *play {
	p := &play{Rand: rand.New(rand.NewPCG(seed, 7)), words: words, modes: Modes{AltScreen: true, Paste: true}}
	p.resize()
	return p
}

func (p *play) row() Row {
	var b strings.Builder
	for range p.IntN(12) {
		if p.IntN(3) == 0 {
			b.WriteString(styles[p.IntN(len(styles))])
		}
		b.WriteString(p.words[p.IntN(len(p.words))])
	}
	r := NewRow(b.String())
	switch p.IntN(4) {
	case 0:
		r = r.Fit(p.width)
	case 1:
		r = r.Fit(p.IntN(p.width + 10))
	}
	return r
}

func (p *play) fresh(n int) []Row {
	rows := make([]Row, n)
	for i := range rows {
		rows[i] = p.row()
	}
	return rows
}

func (p *play) resize() {
	p.width, p.height = 5+p.IntN(60), 3+p.IntN(20)
	p.rows, p.own = p.fresh(p.IntN(p.height)), p.fresh(p.IntN(4))
	p.old, p.sheet, p.cursor = nil, NewSheet(p.rows), nil
}

// scroll moves a block of the shared rows and fills in what it leaves.
func (p *play) scroll() {
	if len(p.rows) < 2 {
		return
	}
	top := p.IntN(len(p.rows) - 1)
	bottom := top + 2 + p.IntN(len(p.rows)-top-1)
	block := p.rows[top:bottom]
	by := 1 + p.IntN(len(block)-1)
	if p.IntN(4) > 0 {
		copy(block, block[by:])
		copy(block[len(block)-by:], p.fresh(by))
	} else {
		copy(block[by:], slices.Clone(block))
		copy(block, p.fresh(by))
	}
}

// beside scrolls the left half of all rows by a line; the right half stays.
func (p *play) beside() {
	half := p.width / 2
	for i, r := range p.rows {
		left := p.row()
		if i+1 < len(p.rows) {
			left = p.rows[i+1]
		}
		p.rows[i] = NewRow(left.Fit(half).Text() + "\x1b[m" + ansi.TruncateLeft(r.Text(), half, ""))
	}
}

func (p *play) step() {
	p.rows = slices.Clone(p.rows)
	switch p.IntN(12) {
	case 0, 1, 2:
		p.scroll()
	case 3, 4:
		if len(p.rows) > 0 {
			p.rows[p.IntN(len(p.rows))] = p.row()
		}
	case 5:
		p.own = p.fresh(p.IntN(4))
	case 6:
		p.rows = p.fresh(p.IntN(p.height + 3))
	case 7:
		p.rows = append(p.rows, p.row())
		p.modes.Focus = !p.modes.Focus
	case 8:
		p.scroll()
		p.scroll()
		p.own = p.fresh(len(p.own))
	case 9, 10:
		p.beside()
	case 11:
		if len(p.old) > 0 {
			p.sheet = p.old[p.IntN(len(p.old))]
			p.rows = p.sheet.rows
			return
		}
	}
	if p.IntN(5) > 0 {
		p.old = append(p.old, p.sheet)
		p.sheet = NewSheet(p.rows)
	} else {
		p.rows = p.sheet.rows
	}
}

func (p *play) frame() Frame {
	f := Frame{Shared: p.sheet, Own: p.own, Width: p.width, Height: p.height, Modes: p.modes}
	switch p.IntN(4) {
	case 0:
		p.cursor = nil
	case 1:
		p.cursor = &Cursor{X: p.IntN(p.width), Y: p.IntN(p.height), Shape: tea.CursorShape(p.IntN(3)), Blink: p.IntN(2) == 0}
	}
	f.Cursor = p.cursor
	return f
}

// watcher is one of several people who look at the same play, each with a
// terminal of their own pace.
type watcher struct {
	*Painter
	emulator
	make func(*testing.T, int, int) emulator
}

func TestTerminalsShowExactlyTheNewestFrame(t *testing.T) {
	kinds := []struct {
		name  string
		words []string
		make  func(*testing.T, int, int) emulator
	}{
		{"x/vt", wideWords, newModern},
		{"x/vt in spans", latinWords, newModern},
		{"vt10x", narrowWords, newPlainer},
		{"vt10x in spans", latinWords, newPlainer},
	}
	for _, k := range kinds {
		for seed := range uint64(12) {
			t.Run(fmt.Sprint(k.name, " ", seed), func(t *testing.T) {
				perform(t, newPlay(seed, k.words), k.make)
			})
		}
	}
}

// perform plays to three watchers, who skip frames at random.
func perform(t *testing.T, p *play, make func(*testing.T, int, int) emulator) {
	var watchers []*watcher
	for i := range 3 {
		e := make(t, p.width, p.height)
		w := New(e, Options{Synchronized: i == 1})
		w.clusters.Store(i == 2)
		watchers = append(watchers, &watcher{w, e, make})
	}
	for range 60 {
		resized := p.IntN(15) == 0
		if resized {
			p.resize()
		} else {
			p.step()
		}
		f := p.frame()
		for _, w := range watchers {
			if resized {
				w.resize(p.width, p.height)
			}
			w.Show(f)
			if p.IntN(20) == 0 {
				fmt.Fprint(w.emulator, "\x1b[3;3Hwall: system going down")
				w.Resync()
			}
			if resized || p.IntN(3) > 0 {
				w.step(t)
				w.check(t, f)
			}
		}
	}
}

// step has a painter write what waits, as Run would.
func (w *watcher) step(t *testing.T) {
	t.Helper()
	now := time.Now().Add(time.Hour)
	if err := w.do(w.slot.take(now, now)); err != nil {
		t.Fatal(err)
	}
}

// check compares a screen with one on which the frame's rows are painted one
// by one, and with the rows' text.
func (w *watcher) check(t *testing.T, f Frame) {
	t.Helper()
	want := w.make(t, f.Width, f.Height)
	fmt.Fprint(want, "\x1b[?7l")
	for y := range f.Height {
		r := f.Row(y)
		if r.Width() > f.Width {
			r = r.Fit(f.Width)
		}
		fmt.Fprintf(want, "\x1b[%dH%s\x1b[m", y+1, r.Text())
		if got, text := w.line(y), strings.TrimRight(r.Plain(), " "); got != text {
			t.Fatalf("line %d reads %q, want %q", y, got, text)
		}
	}
	for y := range f.Height {
		for x := range f.Width {
			if got, want := w.cell(x, y), want.cell(x, y); got != want {
				t.Fatalf("cell %d,%d is %s, want %s, row %q", x, y, got, want, f.Row(y).Text())
			}
		}
	}
	if c := f.Cursor; c != nil {
		if x, y := w.cursor(); x != c.X || y != c.Y {
			t.Fatalf("cursor at %d,%d, want %d,%d", x, y, c.X, c.Y)
		}
	}
}

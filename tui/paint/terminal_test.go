package paint

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// written has a painter write what waits and returns that.
func written(t *testing.T, p *Painter, l *link) string {
	t.Helper()
	before := len(l.text())
	late := p.meter.base.Add(idle)
	if err := p.do(p.slot.take(late, late)); err != nil {
		t.Fatal(err)
	}
	return l.text()[before:]
}

func TestAWindowDraggedThereAndBackIsPaintedAnew(t *testing.T) {
	l := &link{}
	p := New(l, Options{})
	f := says("hello")
	p.Show(f)
	written(t, p, l)
	small := f
	small.Width = 3
	p.Show(small)
	p.Show(f)
	if out := written(t, p, l); !strings.Contains(out, "hello") {
		t.Errorf("wrote %q", out)
	}
}

func TestResyncBringsLostModesBack(t *testing.T) {
	l := &link{}
	p := New(l, Options{})
	p.Show(everything())
	written(t, p, l)
	p.Resync()
	out := written(t, p, l)
	for _, seq := range []string{"\x1b[?1002h", "\x1b[?2004h", "\x1b[?1004h", "\x1b[?7l", "hello", "\x1b[?25h"} {
		if !strings.Contains(out, seq) {
			t.Errorf("%q is not in %q", seq, out)
		}
	}
	for _, seq := range []string{"\x1b[?1049h", "\x1b[>1u", "\x1b[22;2t"} {
		if strings.Contains(out, seq) {
			t.Errorf("%q is in it again, and would be undone once only", seq)
		}
	}
}

func TestAScrollLeavesNoRegionBehind(t *testing.T) {
	p := pen{width: 80}
	p.change(timeline(20, 100), timeline(20, 103))
	out := string(p.out)
	if !strings.HasPrefix(out, "\x1b[1;20r\x1b[1H\x1b[3M\x1b[r") {
		t.Errorf("%q", out)
	}
}

func TestScreensOfOtherSizesHaveTheirOwnEncoding(t *testing.T) {
	old, next := NewSheet(timeline(20, 100)), NewSheet([]Row{NewRow(strings.Repeat("wide ", 20)), NewRow("below")})
	a, _ := next.from(old, 80, 2)
	b, _ := next.from(old, 40, 2)
	c, _ := next.from(old, 80, 1)
	if len(a) <= len(b) || strings.Contains(c, "below") || !strings.Contains(a, "below") {
		t.Errorf("%q, %q, %q", a, b, c)
	}
}

func TestTwoPanelsOneAboveTheOtherScrollEachOnItsOwn(t *testing.T) {
	screen := func(top, bottom int) []Row {
		rows := append(timeline(15, top), NewRow("chat"))
		return append(rows, timeline(15, bottom)...)
	}
	p := pen{width: 80}
	p.change(screen(100, 500), screen(101, 502))
	if out := string(p.out); strings.Count(out, "M") != 2 || len(out) > 300 {
		t.Errorf("%d bytes: %q", len(out), out)
	}
}

func TestAClockThatTicksCostsAFewBytes(t *testing.T) {
	head := func(sec int) []Row {
		return []Row{NewRow(fmt.Sprintf("\x1b[44mINC-42 sapphire-unicorn SEV1 CONTAINMENT  T+01:07:%02d\x1b[m", sec)).Fit(120)}
	}
	p := pen{width: 120}
	p.change(head(41), head(42))
	if len(p.out) > 25 {
		t.Errorf("%d bytes: %q", len(p.out), p.out)
	}
}

func TestAnOrdinaryScreenKeepsWhatWasPainted(t *testing.T) {
	e := newModern(t, 40, 3)
	p := New(e, Options{})
	f := says("goodbye")
	f.Cursor = &Cursor{X: 90, Y: 90, Shape: tea.CursorUnderline}
	p.Show(f)
	late := p.meter.base.Add(idle)
	if err := p.do(p.slot.take(late, late)); err != nil {
		t.Fatal(err)
	}
	if x, y := e.cursor(); x != 39 || y != 2 {
		t.Errorf("a cursor beyond the screen stands at %d,%d", x, y)
	}
	if e.line(0) != "goodbye" {
		t.Errorf("it shows %q", e.line(0))
	}
	if err := p.restore(); err != nil {
		t.Fatal(err)
	}
	if _, y := e.cursor(); y != 2 {
		t.Errorf("the shell's prompt would stand on line %d", y)
	}
}

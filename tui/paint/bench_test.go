package paint

import (
	"fmt"
	"io"
	"testing"
	"time"
)

// step120 has n painters at 120x40 take one frame each that share makes, a
// frame being the b.N-th of its kind, and reports bytes and time a painter.
func step120(b *testing.B, n int, share func(i int) *Sheet, own func(i, painter int) []Row, resync bool) {
	painters := make([]*Painter, n)
	for i := range painters {
		painters[i] = New(io.Discard, Options{Synchronized: true})
	}
	paint := func(i int) {
		s := share(i)
		now := time.Now().Add(time.Hour)
		for k, p := range painters {
			p.Show(Frame{Shared: s, Own: own(i, k), Width: 120, Height: 40})
			if resync {
				p.Resync()
			}
			if err := p.do(p.slot.take(now, now)); err != nil {
				b.Fatal(err)
			}
		}
	}
	paint(0)
	_, before := painters[0].Written()
	b.ReportAllocs()
	b.ResetTimer()
	for i := range b.N {
		paint(i + 1)
	}
	_, after := painters[0].Written()
	b.ReportMetric(float64(after-before)/float64(b.N), "wire-bytes/frame")
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/painter")
}

// lines returns sheets of a header and a timeline that scrolls by one line.
func lines(total int) func(int) *Sheet {
	all := make([]Row, total)
	for i := range all {
		all[i] = NewRow(fmt.Sprintf("\x1b[2m14:%02d\x1b[m fact \x1b[1mana\x1b[m  line %d of what we know so far about the token", i%60, i)).Fit(120)
	}
	head := NewRow("\x1b[44mINC-42 sapphire-unicorn SEV1 CONTAINMENT\x1b[m").Fit(120)
	return func(i int) *Sheet {
		i %= total - 37
		return NewSheet(append([]Row{head}, all[i:i+36]...))
	}
}

func prompt(int, int) []Row { return []Row{NewRow("> "), NewRow("record ok 9f3a2c")} }

func BenchmarkNewLine(b *testing.B) {
	for _, n := range []int{1, 200} {
		b.Run(fmt.Sprint(n, "-painters"), func(b *testing.B) {
			share, own := lines(10_000), prompt(0, 0)
			step120(b, n, share, func(int, int) []Row { return own }, false)
		})
	}
}

func BenchmarkTyping(b *testing.B) {
	s, tail := lines(100)(0), NewRow("record ok 9f3a2c")
	step120(b, 1, func(int) *Sheet { return s }, func(i, _ int) []Row {
		return []Row{NewRow("> the token was used from"[:4+i%20]), tail}
	}, false)
}

func BenchmarkWholeScreen(b *testing.B) {
	s, own := lines(100)(0), prompt(0, 0)
	step120(b, 1, func(int) *Sheet { return s }, func(int, int) []Row { return own }, true)
}

// BenchmarkPanelBeside scrolls half the width, which no scroll region can.
func BenchmarkPanelBeside(b *testing.B) {
	left := lines(10_000)
	side := NewRow("│ C high   secrets read").Fit(50)
	step120(b, 1, func(i int) *Sheet {
		rows := make([]Row, 0, 37)
		for k, r := range left(i).rows {
			rows = append(rows, NewRow(r.Fit(60).Text()+side.Text()[:20+k%3]))
		}
		return NewSheet(rows)
	}, func(int, int) []Row { return nil }, false)
}

func BenchmarkNewRow(b *testing.B) {
	for name, s := range map[string]string{
		"ascii": lines(40)(0).rows[3].Text(),
		"wide":  "\x1b[2m14:20\x1b[m │ raj: 日本 quarantine the build subnet? é",
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				NewRow(s)
			}
		})
	}
}

package paint

import (
	"fmt"
	"io"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
	"weak"
)

// timeline returns the n lines of a chat that end with line last.
func timeline(n, last int) []Row {
	rows := make([]Row, n)
	for i := range rows {
		rows[i] = NewRow(fmt.Sprintf("\x1b[2m14:%02d\x1b[m ana: line %d of what we know", (last+i)%60, last-n+i))
	}
	return rows
}

func TestEveryoneIsSentTheSameEncoding(t *testing.T) {
	old, next := NewSheet(timeline(20, 100)), NewSheet(timeline(20, 101))
	var outs [100]strings.Builder
	var all sync.WaitGroup
	for i := range outs {
		all.Go(func() {
			p := New(&outs[i], Options{})
			for _, s := range []*Sheet{old, next} {
				p.Show(Frame{Shared: s, Width: 80, Height: 24})
				late := time.Now().Add(time.Hour)
				if err := p.do(p.slot.take(late, late)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	for i := range outs {
		if outs[i].String() != outs[0].String() {
			t.Fatalf("painter %d wrote something else", i)
		}
	}
	for name, s := range map[string]*Sheet{"whole": old, "difference": next} {
		if len(s.memo) != 1 {
			t.Errorf("the %s was encoded %d times", name, len(s.memo))
		}
	}
	if n := len(next.memo[0].bytes); n > 120 {
		t.Errorf("a new line takes %d bytes: %q", n, next.memo[0].bytes)
	}
}

func TestMemoryDoesNotGrowWithTheScreensThatWere(t *testing.T) {
	p := New(io.Discard, Options{})
	show := func(i int) weak.Pointer[Sheet] {
		s := NewSheet(timeline(20, i))
		p.Show(Frame{Shared: s, Width: 80, Height: 24})
		late := time.Now().Add(time.Hour)
		if err := p.do(p.slot.take(late, late)); err != nil {
			t.Fatal(err)
		}
		return weak.Make(s)
	}
	var sheets []weak.Pointer[Sheet]
	for i := range 50 {
		sheets = append(sheets, show(i))
	}
	runtime.GC()
	for i, s := range sheets[:49] {
		if s.Value() != nil {
			t.Errorf("sheet %d of 50 is still in memory", i)
		}
	}
	if sheets[49].Value() == nil {
		t.Error("the sheet on the screen is gone")
	}
	runtime.KeepAlive(p)
}

func TestSheetsKeepFewEncodings(t *testing.T) {
	next := NewSheet(timeline(20, 100))
	for i := range 50 {
		old := NewSheet(timeline(20, i))
		a, _ := next.from(old, 80, 20)
		b, _ := next.from(old, 80, 20)
		if a != b {
			t.Fatal("asked twice, it says something else")
		}
	}
	if len(next.memo) > maxMemo {
		t.Errorf("%d encodings kept", len(next.memo))
	}
}

func TestSmallSessionsStaySmall(t *testing.T) {
	const sessions = 500
	next := NewSheet(timeline(38, 100))
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	painters := make([]*Painter, sessions)
	for i := range painters {
		p := New(io.Discard, Options{})
		p.Show(Frame{Shared: next, Own: []Row{NewRow(fmt.Sprint("> line ", i))}, Width: 120, Height: 40})
		late := time.Now().Add(time.Hour)
		if err := p.do(p.slot.take(late, late)); err != nil {
			t.Fatal(err)
		}
		painters[i] = p
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	each := (int64(after.HeapAlloc) - int64(before.HeapAlloc)) / sessions
	t.Logf("%d bytes a session", each)
	if each > 16<<10 {
		t.Errorf("a session takes %d bytes", each)
	}
	runtime.KeepAlive(painters)
}

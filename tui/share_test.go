package tui

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"warroom/session/incident"
	"warroom/tui/paint"
)

// crowd seats n responders whose screens look alike.
func (s *stage) crowd(n int, id incident.ID, width, height int) []*viewer {
	s.t.Helper()
	all := make([]*viewer, n)
	for i := range all {
		all[i] = s.at(person(fmt.Sprintf("p%d", i), incident.RankResponder), id, width, height)
	}
	last := s.sceneVersion(id)
	for _, v := range all {
		v.until("everyone's coming", func() bool { return v.root.bridge.scene.Version >= last })
	}
	return all
}

// sceneVersion returns the version of the newest scene.
func (s *stage) sceneVersion(id incident.ID) uint64 {
	scene, err := s.hub.Scene(s.ctx, ana, id)
	if err != nil {
		s.t.Fatal(err)
	}
	return scene.Version
}

func TestScreensThatLookAlikeAreDrawnOnce(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	all := s.crowd(50, id, 120, 40)
	for _, v := range all {
		v.root.Frame()
	}
	sheets, panes := s.frames.sheets.count.Load(), s.frames.panes.count.Load()
	s.do(ana, id, "a new line")
	last := s.sceneVersion(id)
	var sheet *paint.Sheet
	for _, v := range all {
		v.until("the line", func() bool { return v.root.bridge.scene.Version >= last })
		f := v.root.Frame()
		if sheet == nil {
			sheet = f.Shared
		}
		if f.Shared != sheet {
			t.Fatal("two screens that look alike have sheets of their own")
		}
	}
	if n := s.frames.sheets.count.Load() - sheets; n != 1 {
		t.Errorf("one line was drawn as %d sheets for 50 screens", n)
	}
	if n := s.frames.panes.count.Load() - panes; n != 7 {
		t.Errorf("one line had %d panes drawn, want one each of header, timeline, chat, tasks, impact, roster, prompt", n)
	}
}

func TestAMinuteIsDrawnOnceForAll(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	all := s.crowd(50, id, 120, 40)
	for _, v := range all {
		v.root.Frame()
	}
	panes := s.frames.panes.count.Load()
	s.clock.pass(time.Minute)
	for _, v := range all {
		v.send(minuteMsg(s.clock.Now()))
		v.root.Frame()
	}
	if n := s.frames.panes.count.Load() - panes; n != 1 {
		t.Errorf("a minute had %d panes drawn, want the header alone", n)
	}
}

func TestOldFramesAreLetGo(t *testing.T) {
	s := newStage(t)
	id := s.declare("db down")
	v := s.at(raj, id, 80, 24)
	for i := range 2 * maxPanes {
		s.do(ana, id, fmt.Sprint(i))
		last := s.sceneVersion(id)
		v.until("the line", func() bool { return v.root.bridge.scene.Version >= last })
		v.root.Frame()
	}
	if n := len(s.frames.sheets.slots); n > maxSheets {
		t.Errorf("%d sheets are kept", n)
	}
	if n := len(s.frames.panes.slots); n > maxPanes {
		t.Errorf("%d panes are kept", n)
	}
}

func TestAPanelThatPanicsDoesNotEndTheScreen(t *testing.T) {
	f := NewFrames()
	rows := f.pane("a panel", 40, 3, func() []paint.Row { panic("broken") })
	if len(rows) != 3 || rows[0].Width() != 40 {
		t.Fatalf("rows: %v", rows)
	}
}

// BenchmarkOneLineFor200 measures one line of chat for 200 viewers: their
// updates, their frames, and the bytes to their terminals.
func BenchmarkOneLineFor200(b *testing.B) {
	s := newStage(b)
	id := s.declare("db down")
	for i := range 1000 {
		s.do(kim, id, fmt.Sprintf("line %d of those that were there before", i))
	}
	all := s.crowd(200, id, 120, 40)
	models := make([]tea.Model, len(all))
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	for i, v := range all {
		p := paint.New(io.Discard, paint.Options{})
		go func() { _ = p.Run(ctx) }()
		models[i] = paint.Wrap(v.root, p)
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		s.do(ana, id, fmt.Sprintf("line %d", i))
		scene, err := s.hub.Scene(s.ctx, ana, id)
		if err != nil {
			b.Fatal(err)
		}
		for j, v := range all {
			models[j], _ = models[j].Update(sceneMsg{v.root.bridge.seat, scene, nil})
			models[j].View()
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/200, "µs/screen")
}

// BenchmarkFrame draws a frame after news, at three sizes.
func BenchmarkFrame(b *testing.B) {
	for _, size := range sizes()[:3] {
		b.Run(fmt.Sprintf("%dx%d", size.Width, size.Height), func(b *testing.B) {
			s := newStage(b)
			id := s.story()
			v := s.at(raj, id, size.Width, size.Height)
			for b.Loop() {
				v.root.frames = NewFrames()
				v.root.Frame()
			}
		})
	}
}

// BenchmarkMemory measures the memory that one more screen keeps, with its
// program, its painter and its shown frame.
func BenchmarkMemory(b *testing.B) {
	const n = 100
	for b.Loop() {
		s := newStage(b)
		id := s.declare("db down")
		before := heap()
		screens := make([]*desktop, n)
		for i := range screens {
			screens[i] = s.desktop(person(fmt.Sprintf("p%d", i), incident.RankResponder), id, Size{120, 40})
		}
		for _, d := range screens {
			d.shows("enter closes this brief")
			d.presses("\r")
			d.shows("1 TIMELINE")
		}
		b.ReportMetric(float64(heap()-before)/n/1024, "KiB/screen")
		for _, d := range screens {
			d.hangUp()
		}
	}
}

// heap returns the bytes in use, stacks included.
func heap() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapInuse + m.StackInuse
}

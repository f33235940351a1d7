package paint

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
)

// link is a terminal's end of a connection, as slow as a test wants it.
type link struct {
	mu     sync.Mutex
	out    strings.Builder
	writes int
	pace   time.Duration // a write takes this long
	hold   chan struct{} // a write waits for this, where it is not nil
	err    error
}

func (l *link) Write(b []byte) (int, error) {
	if l.hold != nil {
		<-l.hold
	}
	if l.pace > 0 {
		<-time.After(l.pace)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.err != nil {
		return 0, l.err
	}
	l.writes++
	return l.out.Write(b)
}

func (l *link) text() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.out.String()
}

func (l *link) count() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.writes
}

// start runs a painter; its end is reported on the channel.
func start(ctx context.Context, p *Painter) <-chan error {
	done := make(chan error, 1)
	go func() { done <- p.Run(ctx) }()
	return done
}

// says is a screen of one line.
func says(text string) Frame {
	return Frame{Own: []Row{NewRow(text)}, Width: 40, Height: 3}
}

func TestAFrameAfterAPauseGoesOutAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		l := &link{}
		p := New(l, Options{MinGap: 10 * time.Millisecond})
		done := start(ctx, p)
		for i := range 3 {
			p.Show(says(fmt.Sprint("edge ", i)))
			synctest.Wait()
			if !strings.Contains(l.text(), fmt.Sprint("edge ", i)) {
				t.Fatalf("frame %d waits though nothing was written lately", i)
			}
			p.Show(says(fmt.Sprint("twin ", i)))
			synctest.Wait()
			if !strings.Contains(l.text(), fmt.Sprint("twin ", i)) {
				t.Fatalf("the frame behind frame %d waits", i)
			}
			p.Show(says(fmt.Sprint("soon ", i)))
			p.Show(says(fmt.Sprint("next ", i)))
			synctest.Wait()
			if strings.Contains(l.text(), fmt.Sprint("next ", i)) {
				t.Fatal("three frames without a gap")
			}
			<-time.After(11 * time.Millisecond)
			synctest.Wait()
			if !strings.Contains(l.text(), fmt.Sprint("next ", i)) {
				t.Fatal("the frame in the gap never came")
			}
			if strings.Contains(l.text(), fmt.Sprint("soon ", i)) {
				t.Fatal("an outdated frame was painted")
			}
			<-time.After(time.Second)
		}
		cancel()
		if err := <-done; err != nil {
			t.Fatal(err)
		}
	})
}

func TestAStalledTerminalHoldsNobodyUpAndSkipsToTheNewest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		l := &link{hold: make(chan struct{})}
		p := New(l, Options{})
		done := start(ctx, p)
		p.Show(says("first"))
		synctest.Wait()
		<-time.After(3 * time.Second)
		if got := p.Stalled(); got != 3*time.Second {
			t.Errorf("stalled for %v, want 3s", got)
		}
		for i := range 1000 {
			p.Show(says(fmt.Sprint("line ", i)))
			p.Raw("\a")
			p.Resync()
		}
		close(l.hold)
		<-time.After(time.Second)
		synctest.Wait()
		if frames, _ := p.Written(); frames != 2 {
			t.Errorf("%d frames for a terminal that took two", frames)
		}
		if out := l.text(); !strings.Contains(out, "line 999") || strings.Contains(out, "line 998") {
			t.Error("it doesn't show the newest frame alone")
		}
		if n := strings.Count(l.text(), "\a"); n != maxRaw {
			t.Errorf("%d bells waited", n)
		}
		if p.Stalled() != 0 {
			t.Error("still stalled")
		}
		cancel()
		<-done
	})
}

func TestASlowTerminalIsSentFewerFrames(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		l := &link{pace: 20 * time.Millisecond}
		p := New(l, Options{})
		done := start(ctx, p)
		for i := range 1000 {
			p.Show(says(fmt.Sprint("line ", i)))
			<-time.After(time.Millisecond)
		}
		synctest.Wait()
		if n := l.count(); n < 10 || n > 30 {
			t.Errorf("%d writes of 20ms in a second", n)
		}
		l.pace = 0
		for i := range 2000 {
			p.Show(says(fmt.Sprint("fast ", i)))
			<-time.After(time.Millisecond)
		}
		cancel()
		<-done
		if p.gap.now > 3*time.Millisecond {
			t.Errorf("the gap stays at %v once the terminal is fast again", p.gap.now)
		}
	})
}

func TestWhatMustGoAtOnceGoesBetweenFrames(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		l := &link{}
		p := New(l, Options{MinGap: time.Second})
		done := start(ctx, p)
		for _, text := range []string{"a", "b", "c"} { // the last one waits
			p.Show(says(text))
			synctest.Wait()
		}
		p.Raw("\a")
		synctest.Wait()
		if !strings.HasSuffix(l.text(), "\a") {
			t.Error("the bell waits for a frame")
		}
		cancel()
		<-done
	})
}

func TestABrokenConnectionEndsThePainter(t *testing.T) {
	broken := errors.New("broken pipe")
	p := New(&link{err: broken}, Options{})
	p.Show(says("hello"))
	if err := <-start(t.Context(), p); !errors.Is(err, broken) {
		t.Errorf("Run returned %v", err)
	}
	p.Show(says("into the void"))
}

func TestClosingAHungConnectionEndsThePainter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		closed := errors.New("closed")
		l := &link{hold: make(chan struct{}), err: closed}
		p := New(l, Options{})
		done := start(ctx, p)
		p.Show(says("hello"))
		synctest.Wait()
		cancel()
		synctest.Wait()
		close(l.hold)
		if err := <-done; !errors.Is(err, closed) {
			t.Errorf("Run returned %v", err)
		}
	})
}

func TestAnUnchangedScreenIsNotWrittenAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		l := &link{}
		p := New(l, Options{})
		done := start(ctx, p)
		for range 5 {
			f := says("the same")
			f.Shared = NewSheet([]Row{NewRow("head")})
			f.Cursor = &Cursor{X: 2, Y: 1, Shape: tea.CursorBar}
			p.Show(f)
			<-time.After(time.Second)
			synctest.Wait()
		}
		if n := l.count(); n != 1 {
			t.Errorf("%d writes", n)
		}
		cancel()
		<-done
	})
}

package paint

import (
	"sync"
	"time"
)

// idle is how long a writer sleeps where no frame waits and nobody wakes it.
const idle = time.Hour

// slot is where a program leaves what it wants on the terminal and goes on: it
// holds the newest frame and never more.
type slot struct {
	wake chan struct{} // room for one

	mu     sync.Mutex // guards what follows
	newest Frame
	since  time.Time // when a frame began to wait
	fresh  bool      // newest waits
	lost   bool      // the next frame is painted whole
	raw    []string
}

// job is what the writer takes out of a slot.
type job struct {
	raw   []string
	frame Frame
	since time.Time
	ready bool // there is a frame
	lost  bool
	delay time.Duration // until a frame that waits may go
}

// show leaves a frame, in place of one that still waits. A frame like the one
// before wakes nobody. One of another size is painted whole, even where the
// size is back to what was painted last: the terminal went along.
func (s *slot) show(f Frame) {
	s.mu.Lock()
	news := !s.newest.same(f)
	s.lost = s.lost || f.Width != s.newest.Width || f.Height != s.newest.Height
	s.newest = f
	if news && !s.fresh {
		s.fresh, s.since = true, time.Now()
	}
	s.mu.Unlock()
	if news {
		s.rouse()
	}
}

// resync has the newest frame painted whole, now or as soon as there is one.
func (s *slot) resync() {
	s.mu.Lock()
	s.lost = true
	if s.newest.paintable() && !s.fresh {
		s.fresh, s.since = true, time.Now()
	}
	s.mu.Unlock()
	s.rouse()
}

// queue leaves a sequence, unless too many wait.
func (s *slot) queue(seq string) bool {
	s.mu.Lock()
	ok := len(s.raw) < maxRaw
	if ok {
		s.raw = append(s.raw, seq)
	}
	s.mu.Unlock()
	s.rouse()
	return ok
}

// take returns what may be written now. A frame may from due on.
func (s *slot) take(now, due time.Time) job {
	s.mu.Lock()
	defer s.mu.Unlock()
	j := job{raw: s.raw, delay: idle}
	s.raw = nil
	switch {
	case !s.fresh:
	case now.Before(due):
		j.delay = due.Sub(now)
	default:
		j.frame, j.since, j.ready, j.lost = s.newest, s.since, true, s.lost
		s.fresh, s.lost = false, false
	}
	return j
}

// rouse wakes the writer, now or when it next looks.
func (s *slot) rouse() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

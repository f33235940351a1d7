package paint

import (
	"sync"
	"time"
)

// idle is how long a writer sleeps if no frame waits and nobody wakes it.
const idle = time.Hour

// slot holds the newest frame of a program, and never more, so that the program
// needn't wait for the terminal.
type slot struct {
	wake chan struct{} // has capacity for one

	mu     sync.Mutex // guards what follows
	newest Frame
	since  time.Time // when a frame began to wait
	fresh  bool      // newest waits
	lost   bool      // the next frame is painted whole
	raw    []string
}

// job is the work that the writer takes out of a slot.
type job struct {
	raw   []string
	frame Frame
	since time.Time
	ready bool // there is a frame
	lost  bool
	delay time.Duration // until a waiting frame may be sent
}

// show leaves a frame, in place of a waiting one. A frame like the one before
// wakes nobody. One of another size is painted whole, even if the size is back
// to that of the last painted one: the terminal's content changed with it.
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

// resync makes the newest frame be painted whole, now or as soon as there is
// one.
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

// take returns what may be written now. A frame may be from due on.
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

// rouse wakes the writer, now or at its next look.
func (s *slot) rouse() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

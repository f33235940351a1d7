package session

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"
	"time"

	"warroom/session/incident"
	"warroom/store"
)

// Bounds of what counts as a step of the clock, and for how long it is shown.
const (
	minStep      = time.Second            // less is a clock that is being corrected bit by bit
	stepShownFor = 15 * time.Minute       // to managers
	maxReadTime  = 100 * time.Millisecond // for reading both clocks; a check that takes longer tells nothing
)

// clockWatch compares the server's clock with the monotonic clock, from one check to
// the next. Check is for one goroutine; fault is safe to call concurrently.
type clockWatch struct {
	now   func() time.Time
	began time.Time     // the start of the monotonic clock
	wall  time.Time     // at the last check, without monotonic reading
	ran   time.Duration // at the last check, by the monotonic clock

	last atomic.Pointer[clockStep]
}

// clockStep is the last step of the clock.
type clockStep struct {
	text string
	at   time.Duration // by the monotonic clock
}

func newClockWatch(now func() time.Time) *clockWatch {
	return &clockWatch{now: now, began: time.Now(), wall: now().Round(0)}
}

// check returns how far the clock stepped since the last check, 0 where it didn't.
func (s *clockWatch) check() time.Duration {
	before := time.Since(s.began)
	wall := s.now().Round(0)
	ran := time.Since(s.began)
	if ran-before > maxReadTime {
		return 0
	}
	by := wall.Sub(s.wall) - (ran - s.ran)
	s.wall, s.ran = wall, ran
	if by.Abs() < minStep {
		return 0
	}
	s.last.Store(&clockStep{stepText(by, wall), ran})
	return by
}

// stepText returns the sentence for managers about a step to now.
func stepText(by time.Duration, now time.Time) string {
	at := now.UTC().Format("2006-01-02 15:04Z")
	if by < 0 {
		return fmt.Sprintf("the server's clock was set back by %s, to %s: see that it is right; entries keep their order", span(by.Abs()), at)
	}
	return fmt.Sprintf("the server's clock was set ahead by %s, to %s, or the machine slept: see that it is right; entries keep their order", span(by), at)
}

// span formats a length of time for people.
func span(d time.Duration) string {
	if d >= 48*time.Hour {
		return fmt.Sprintf("%d days", d/(24*time.Hour))
	}
	return d.Round(time.Second).String()
}

// fault returns the sentence about the last step, "" where that was longer than
// stepShownFor ago.
func (s *clockWatch) fault() string {
	last := s.last.Load()
	if last == nil || time.Since(s.began)-last.at >= stepShownFor {
		return ""
	}
	return last.text
}

// checkClock logs a step of the clock.
func (h *Hub) checkClock() {
	if by := h.clock.check(); by != 0 {
		h.opt.Logger.Warn("the clock stepped", "by", by.Round(time.Millisecond), "now", h.opt.Now().UTC())
	}
}

// warnOfFutureStamps logs how many streams end with a stamp in the future, and the
// furthest one: the clock was ahead then, or is behind now.
func (h *Hub) warnOfFutureStamps(ctx context.Context) error {
	heads, err := h.log.Heads(ctx, "")
	if err != nil {
		return fmt.Errorf("list the streams: %w", err)
	}
	now, ahead, furthest := h.opt.Now(), 0, store.Header{}
	for _, head := range heads {
		if head.At.Sub(now) < minStep {
			continue
		}
		if ahead++; head.At.After(furthest.At) {
			furthest = head
		}
	}
	if ahead > 0 {
		h.opt.Logger.Warn("the record's last times are ahead of the clock: see that the clock is right", "streams", ahead, "furthest", furthest.Stream, "stamp", furthest.At, "now", now.UTC())
	}
	return nil
}

// faults returns the faults of the server's files and clock, and of the times of this
// incident, as one sentence for managers.
func (b *Bridge) faults(s *incident.State) string {
	if s.Ahead(b.hub.opt.Now()) == 0 {
		return b.hub.Faults()
	}
	stamp := s.Entry(s.Last).RecordedAt.Format("2006-01-02 15:04Z")
	return joinSentences(b.hub.Faults(), fmt.Sprintf("#%d is stamped %s, which the server's clock has not reached: see that it is right; entries keep their order", s.Last, stamp))
}

// joinSentences joins those that aren't empty.
func joinSentences(all ...string) string {
	var said []string
	for _, s := range all {
		if s != "" {
			said = append(said, s)
		}
	}
	return strings.Join(said, "; ")
}

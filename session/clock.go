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

// How a step of the clock is told.
const (
	minStep      = time.Second            // the least that is
	stepShownFor = 15 * time.Minute       // for so long managers read of it
	maxReadTime  = 100 * time.Millisecond // within which both clocks are read, or the look says nothing
)

// clockWatch compares what the house takes for the time with a clock that only goes
// on, from one look to the next. One goroutine looks; all may read.
type clockWatch struct {
	now   func() time.Time
	began time.Time     // of the clock that goes on
	wall  time.Time     // at the last look, without that clock
	ran   time.Duration // likewise, by that clock

	last atomic.Pointer[clockStep]
}

// clockStep is the last step of the clock.
type clockStep struct {
	text string
	at   time.Duration // by the clock that goes on
}

func newClockWatch(now func() time.Time) *clockWatch {
	return &clockWatch{now: now, began: time.Now(), wall: now().Round(0)}
}

// check is how far the clock stepped since the last look; 0 where it didn't. What
// is less than stepTold a look is a clock that is being set right bit by bit.
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

func stepText(by time.Duration, now time.Time) string {
	at := now.UTC().Format("2006-01-02 15:04Z")
	if by < 0 {
		return fmt.Sprintf("the server's clock was set back by %s, to %s: see that it is right; entries keep their order", span(by.Abs()), at)
	}
	return fmt.Sprintf("the server's clock was set ahead by %s, to %s, or the machine slept: see that it is right; entries keep their order", span(by), at)
}

// span is a length of time as people read it.
func span(d time.Duration) string {
	if d >= 48*time.Hour {
		return fmt.Sprintf("%d days", d/(24*time.Hour))
	}
	return d.Round(time.Second).String()
}

// fault is the last step, as managers read it; "" where it was long ago.
func (s *clockWatch) fault() string {
	last := s.last.Load()
	if last == nil || time.Since(s.began)-last.at >= stepShownFor {
		return ""
	}
	return last.text
}

// checkClock sees whether the clock stepped.
func (h *Hub) checkClock() {
	if by := h.clock.check(); by != 0 {
		h.opt.Logger.Warn("the clock stepped", "by", by.Round(time.Millisecond), "now", h.opt.Now().UTC())
	}
}

// warnOfFutureStamps logs how many streams end with a stamp that is still to come, and
// the one that is furthest: the clock stood ahead then, or stands behind now.
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

// faults is what managers of the bridge read that is wrong with the house, and
// with the times of this incident.
func (b *Bridge) faults(s *incident.State) string {
	if s.Ahead(b.hub.opt.Now()) == 0 {
		return b.hub.Faults()
	}
	stamp := s.Entry(s.Last).RecordedAt.Format("2006-01-02 15:04Z")
	return joinSentences(b.hub.Faults(), fmt.Sprintf("#%d is stamped %s, which the server's clock has not reached: see that it is right; entries keep their order", s.Last, stamp))
}

// joinSentences joins those that say something.
func joinSentences(all ...string) string {
	var said []string
	for _, s := range all {
		if s != "" {
			said = append(said, s)
		}
	}
	return strings.Join(said, "; ")
}

package incident

import "time"

// How far the clock may be behind the last stamp: entries of one moment share a
// time, and a small error of the clock is ignored.
const (
	moment = time.Microsecond
	astray = time.Second
)

// stamp returns when the next entry is recorded and, if nobody says otherwise,
// when it happened: never before the last entry was recorded. If the clock is
// far behind that, it was set back, or was ahead before. The stamp then still
// follows the last one, but the entry happened at the clock's time, which is
// stored beside the stamp.
func (s *State) stamp(now time.Time) (recorded, occurred time.Time) {
	now = now.UTC().Round(0) // without the monotonic clock, as it will be decoded
	last := s.Entry(s.Last)
	if last == nil || now.After(last.RecordedAt) {
		return now, now
	}
	recorded = last.RecordedAt.Add(1)
	if behind := recorded.Sub(now); moment <= behind && behind < astray {
		return recorded, recorded
	}
	return recorded, now
}

// Ahead returns how far the last entry's stamp is ahead of the clock; 0 if that
// is within bounds.
func (s *State) Ahead(now time.Time) time.Duration {
	last := s.Entry(s.Last)
	if last == nil || last.RecordedAt.Sub(now) < astray {
		return 0
	}
	return last.RecordedAt.Sub(now)
}

// Written returns when the event was written by the clock of that time. That is
// RecordedAt, unless the clock was far behind the entry before.
func (e *Event) Written() time.Time {
	if e.Clock.IsZero() {
		return e.RecordedAt
	}
	return e.Clock
}

// BackDated reports whether the event was logged a minute or more after it
// happened.
func (e *Event) BackDated() bool { return e.Written().Sub(e.OccurredAt) >= time.Minute }

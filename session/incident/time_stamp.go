package incident

import "time"

// How far the clock may stand behind the last stamp: entries within a moment are
// of one time, and a clock that is not astray counts as right.
const (
	moment = time.Microsecond
	astray = time.Second
)

// stamp is when the next entry is recorded that is asked for now, and when it
// happened where nobody says: never before the last entry was recorded. Where
// the clock stands far behind that, it was set back, or stood ahead before: the
// stamp follows the last one all the same, but the entry happened when the clock
// says, which is then more than the stamp can tell.
func (s *State) stamp(now time.Time) (recorded, occurred time.Time) {
	now = now.UTC().Round(0) // as it will be read back: without the monotonic clock
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

// Ahead is how far the last entry's stamp lies ahead of the clock; 0 where that
// is as it should be.
func (s *State) Ahead(now time.Time) time.Duration {
	last := s.Entry(s.Last)
	if last == nil || last.RecordedAt.Sub(now) < astray {
		return 0
	}
	return last.RecordedAt.Sub(now)
}

// Written is when the event was written, by the clock of then: RecordedAt, but
// for an event that was written while the clock stood far behind the entry
// before.
func (e *Event) Written() time.Time {
	if e.Clock.IsZero() {
		return e.RecordedAt
	}
	return e.Clock
}

// BackDated reports whether the event was logged a minute or more after it
// happened.
func (e *Event) BackDated() bool { return e.Written().Sub(e.OccurredAt) >= time.Minute }

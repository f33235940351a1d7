package incident

import "time"

// reach notes that the log tells of a milestone, unless it did before.
func (s *State) reach(m Milestone, e *Event) {
	if _, known := s.Metrics.Derived[m]; !known {
		s.Metrics.Derived = with(s.Metrics.Derived, m, Stamp{e.OccurredAt, e.By, e.Seq})
	}
}

// lose takes a milestone back, whether it was derived or entered: what was
// reached before was not for good.
func (s *State) lose(m Milestone) {
	if _, ok := s.Metrics.Derived[m]; ok {
		s.Metrics.Derived = with(s.Metrics.Derived, m, Stamp{})
		delete(s.Metrics.Derived, m)
	}
	if _, ok := s.Metrics.Milestones[m]; ok {
		s.Metrics.Milestones = with(s.Metrics.Milestones, m, Stamp{})
		delete(s.Metrics.Milestones, m)
	}
}

// acknowledge notes the first who could act and came in after the declaration,
// or wrote. An entry that is back-dated is an answer only when it is written.
func (s *State) acknowledge(e *Event) {
	if _, done := s.Metrics.Derived[MilestoneAcknowledged]; done || s.Declared.At.IsZero() {
		return
	}
	joined, in := e.Fact.(Joined)
	wrote := placeOf(e) != inRecord && !s.broughtAlong(e)
	if e.By != House && (in && joined.Rank >= RankResponder || wrote) {
		s.Metrics.Derived = with(s.Metrics.Derived, MilestoneAcknowledged, Stamp{e.Written(), e.By, e.Seq})
	}
}

// broughtAlong reports whether e was written with the declaration: in one act,
// each entry is stamped a nanosecond after the one before it at most.
func (s *State) broughtAlong(e *Event) bool {
	return e.Clock.IsZero() && e.RecordedAt.Sub(s.Entry(1).RecordedAt) < time.Duration(e.Seq)
}

package incident

import "time"

// setMilestone records that a milestone was reached, if none is derived for it yet.
func (s *State) setMilestone(m Milestone, e *Event) {
	if _, known := s.Metrics.Derived[m]; !known {
		s.Metrics.Derived = mapWith(s.Metrics.Derived, m, Stamp{e.OccurredAt, e.By, e.Seq})
	}
}

// clearMilestone removes a milestone, derived or entered: the state that it marked didn't
// last.
func (s *State) clearMilestone(m Milestone) {
	if _, ok := s.Metrics.Derived[m]; ok {
		s.Metrics.Derived = mapWith(s.Metrics.Derived, m, Stamp{})
		delete(s.Metrics.Derived, m)
	}
	if _, ok := s.Metrics.Milestones[m]; ok {
		s.Metrics.Milestones = mapWith(s.Metrics.Milestones, m, Stamp{})
		delete(s.Metrics.Milestones, m)
	}
}

// acknowledge records the first responder or manager who joined after the
// declaration, or the first who wrote. A back-dated entry counts as of when it
// was written.
func (s *State) acknowledge(e *Event) {
	if _, done := s.Metrics.Derived[MilestoneAcknowledged]; done || s.Declared.At.IsZero() {
		return
	}
	joined, in := e.Fact.(personJoined)
	wrote := placeOf(e) != inRecord && !s.broughtAlong(e)
	if e.By != House && (in && joined.Rank >= RankResponder || wrote) {
		s.Metrics.Derived = mapWith(s.Metrics.Derived, MilestoneAcknowledged, Stamp{e.Written(), e.By, e.Seq})
	}
}

// broughtAlong reports whether e was written together with the declaration: the
// entries of one command are stamped at most a nanosecond apart.
func (s *State) broughtAlong(e *Event) bool {
	return e.Clock.IsZero() && e.RecordedAt.Sub(s.Entry(1).RecordedAt) < time.Duration(e.Seq)
}

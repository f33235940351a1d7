package incident

import (
	"slices"
	"time"
)

// StatusChange is one change of the phase, a system's state or the TLP label:
// "phase", "sys" or "TLP", and the words before and after.
type StatusChange struct {
	What, From, To string
	System         string // whose state it is; "" for the incident as a whole
	At             time.Time
	By, Why        string
	Seq            uint64

	Overrode []string // keys of what wasn't settled, of a phase that was left all the same
	Fell     bool     // the decider let the criteria of the phase fall with it
}

// recordStatus appends one change to the history.
func (s *State) recordStatus(e *Event, what, from, to, why string) {
	s.Status.History = s.Status.History.Append(StatusChange{
		What: what, From: from, To: to, Why: why, At: e.OccurredAt, By: e.By, Seq: e.Seq,
	})
}

// recordOverride says of the change that was recorded last what it overrode.
func (s *State) recordOverride(keys []string) {
	s.changeLast(func(c *StatusChange) { c.Overrode = keys })
}

// recordFall says of the change that was recorded last that the criteria fell with it.
func (s *State) recordFall() {
	s.changeLast(func(c *StatusChange) { c.Fell = true })
}

func (s *State) changeLast(change func(*StatusChange)) {
	n := s.Status.History.Len()
	last := s.Status.History.At(n - 1)
	change(&last)
	s.Status.History = s.Status.History.Set(n-1, last)
}

// recordSystem appends a change of a system's state to the history, which everybody reads:
// that of a system whose naming has a label stands in its entry alone.
func (s *State) recordSystem(e *Event, f systemStateSet) {
	if named := s.Entry(f.Seq); named != nil && named.Label != labelNone {
		return
	}
	s.Status.History = s.Status.History.Append(StatusChange{
		What: "sys", System: f.System, From: s.statusOf(f.System).State.String(), To: f.To.String(), Why: f.Why, At: e.OccurredAt, By: e.By, Seq: e.Seq,
	})
}

// measureSystem reaches the milestone Recovered once all systems are back: with a system
// that is restored, or with the last that was down while another is restored. A system
// that fares worse loses it.
func (s *State) measureSystem(e *Event, f systemStateSet, wasDown bool) {
	stays := f.To == SystemDegraded && wasDown && len(f.Refs) > 0 // as it is, by decision
	switch {
	case f.To.off(), f.To == SystemDegraded && !stays:
		s.clearMilestone(MilestoneRecovered)
	case s.anyDown():
	case f.To == SystemRestored, wasDown && s.anyRestored():
		s.setMilestone(MilestoneRecovered, e)
	}
}

// anyRestored reports whether a system was restored.
func (s *State) anyRestored() bool {
	return slices.ContainsFunc(s.systemStates(), func(n NamedStatus) bool { return n.State == SystemRestored })
}

package incident

import "time"

// StatusChange is one change of the phase, the system's state or the TLP
// label: "phase", "sys" or "TLP", and the words before and after.
type StatusChange struct {
	What, From, To string
	At             time.Time
	By, Why        string
	Seq            uint64
}

// recordStatus appends one change to the history.
func (s *State) recordStatus(e *Event, what, from, to, why string) {
	s.Status.History = s.Status.History.Append(StatusChange{
		What: what, From: from, To: to, Why: why, At: e.OccurredAt, By: e.By, Seq: e.Seq,
	})
}

// enterSystemState records a change of the system's state: restored reaches the
// milestone Recovered; degraded, quarantined and shutdown lose it.
func (s *State) enterSystemState(e *Event, to SystemState, why string) {
	s.recordStatus(e, "sys", s.Status.System.String(), to.String(), why)
	s.Status.System = to
	switch to {
	case SystemRestored:
		s.setMilestone(MilestoneRecovered, e)
	case SystemDegraded, SystemQuarantined, SystemShutdown:
		s.clearMilestone(MilestoneRecovered)
	}
}

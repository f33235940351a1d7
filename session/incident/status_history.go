package incident

import "time"

// StatusChange is one step in the history of the phase, the system's state
// or the TLP label: "phase", "sys" or "TLP", and the words of both.
type StatusChange struct {
	What, From, To string
	At             time.Time
	By, Why        string
	Seq            uint64
}

// recordStatus adds a step to the history. The texts are What, From, To and Why.
func (s *State) recordStatus(e *Event, what, from, to, why string) {
	s.Status.History = s.Status.History.Append(StatusChange{
		What: what, From: from, To: to, Why: why, At: e.OccurredAt, By: e.By, Seq: e.Seq,
	})
}

// enterSystemState notes how the system runs: restored is recovered, and what
// is hurt is not.
func (s *State) enterSystemState(e *Event, to SystemState, why string) {
	s.recordStatus(e, "sys", s.Status.System.String(), to.String(), why)
	s.Status.System = to
	switch to {
	case SystemRestored:
		s.reach(MilestoneRecovered, e)
	case SystemDegraded, SystemQuarantined, SystemShutdown:
		s.lose(MilestoneRecovered)
	}
}

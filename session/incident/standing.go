package incident

import "time"

// StandingChange is one step in the history of the phase, the system's state
// or the TLP label: "phase", "sys" or "TLP", and the words of both.
type StandingChange struct {
	What, From, To string
	At             time.Time
	By, Why        string
	Seq            uint64
}

// stood adds a step to the history. The texts are What, From, To and Why.
func (s *State) stood(e *Event, what, from, to, why string) {
	s.Status.History = s.Status.History.append(StandingChange{
		What: what, From: from, To: to, Why: why, At: e.OccurredAt, By: e.By, Seq: e.Seq,
	})
}

// enterPhase moves the incident on or back. Going back to a phase takes away
// what it has yet to bring about; closing says nothing of the kind.
func (s *State) enterPhase(e *Event, to Phase, why string) {
	s.stood(e, "phase", s.Status.Phase.String(), to.String(), why)
	for _, gate := range phaseGates {
		switch {
		case to == Closed:
		case s.Status.Phase < gate.phase && to >= gate.phase:
			s.reach(gate.milestone, e)
		case to < gate.phase && to < s.Status.Phase:
			s.lose(gate.milestone)
		}
	}
	s.Status.Phase = to
}

// phaseGates are the milestones that entering a phase, or a later one, tells.
var phaseGates = [...]struct {
	milestone Milestone
	phase     Phase
}{{Contained, Eradication}, {Recovered, Review}}

// enterSystemState notes how the system runs: restored is recovered, and what
// is hurt is not.
func (s *State) enterSystemState(e *Event, to SystemState, why string) {
	s.stood(e, "sys", s.Status.System.String(), to.String(), why)
	s.Status.System = to
	switch to {
	case Restored:
		s.reach(Recovered, e)
	case Degraded, Quarantined, Shutdown:
		s.lose(Recovered)
	}
}

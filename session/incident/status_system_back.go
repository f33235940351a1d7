package incident

import "time"

// checkDecided refuses a state that rests on something else than decisions that hold. A
// system is retired by one alone.
func (c setSystemState) checkDecided(s *State, a Ask) error {
	if c.To == SystemRetired && len(c.Refs) == 0 {
		return refuse("a system is retired by decision: cite it, /state %s D3 WHY", c.To)
	}
	return checkDecisions(s, a, c.Refs, "/state "+c.To.String()+" D3 WHY")
}

// down reports whether the system is taken off or works less than it should.
func (st *Status) down() bool {
	switch st.System {
	case SystemQuarantined, SystemShutdown:
		return true
	case SystemDegraded:
		return len(st.stateRefs) == 0
	}
	return false
}

// systemBack reports whether the system is back, or stays as it is by a decision that holds.
func (s *State) systemBack(now time.Time) bool {
	return !s.Status.down() && s.stillShow(s.Status.stateRefs, now)
}

// checkSystemBack refuses to go on to the review, or to close, while the system isn't
// back. Nobody can override that.
func checkSystemBack(s *State, now time.Time, what string) error {
	if s.systemBack(now) {
		return nil
	}
	return refuse("the system is %s, and %s waits until it is back, whoever asks: /state restored WHY; or /state %s D3 WHY, by a decision that holds",
		s.Status.System, what, s.Status.staysAs())
}

// staysAs returns the state in which the system may stay by decision.
func (st *Status) staysAs() SystemState {
	if st.System == SystemShutdown {
		return SystemRetired
	}
	return SystemDegraded
}

// SystemKey is the key of the Blocker about the system's state.
const SystemKey = "the system"

// systemLeft returns the system's state as something to be settled before closing.
func (s *State) systemLeft(now time.Time) []Blocker {
	if s.systemBack(now) {
		return nil
	}
	return []Blocker{{What: "the system is " + s.Status.System.String(), Key: SystemKey, Do: "/state restored WHY"}}
}

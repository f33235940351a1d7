package incident

import (
	"fmt"
	"slices"
	"time"
)

// checkDecided refuses a state that rests on something else than decisions that hold. A
// system is retired by one alone.
func (c setSystemState) checkDecided(s *State, a Ask, of statusTarget) error {
	example := s.citesDecision(a, "/state "+of.prefix()+c.To.String()+" D3 WHY")
	if c.To == SystemRetired && len(c.Refs) == 0 {
		return refuse("a system is retired by a decision that holds: %s", example)
	}
	if err := checkDecisions(s, a, c.Refs, example); err != nil {
		return err
	}
	return s.checkSaysYes(c.Refs)
}

// back reports whether a system is back, or stays as it is by a decision that holds.
func (s *State) back(st SystemStatus, now time.Time) bool {
	return !st.isDown() && s.stillShow(st.Refs, now)
}

// notBack returns the systems that aren't back, shown to somebody or not.
func (s *State) notBack(now time.Time) []NamedStatus {
	return slices.DeleteFunc(s.systemStates(), func(n NamedStatus) bool { return s.back(n.SystemStatus, now) })
}

// anyDown reports whether an affected system is taken off or works less than it should.
func (s *State) anyDown() bool { return slices.ContainsFunc(s.systemStates(), NamedStatus.isDown) }

// checkSystemBack refuses to go on to the review, or to close, while an affected system
// isn't back. Nobody can override that.
func checkSystemBack(s *State, a Ask, what string) error {
	v, left := s.For(a.By), s.notBack(a.At)
	var are, do []string
	for _, n := range left {
		if n.opener == 0 || v.Sees(n.opener) {
			are, do = append(are, n.notBack()), append(do, n.prefix())
		}
	}
	switch {
	case len(left) == 0:
		return nil
	case len(are) == 0:
		return refuse("an affected system that you may not see isn't back, and %s waits for it, whoever asks: ask who runs the bridge", what)
	case len(left) == 1:
		return refuse("%s, and %s waits until it is back, whoever asks: /state %srestored WHY; or /state %s%s D3 WHY, by a decision that holds",
			are[0], what, do[0], do[0], left[0].staysAs())
	}
	return refuse("%s: %s waits until each is back, whoever asks: /state %srestored WHY; or degraded or retired D3 WHY, by a decision that holds",
		firstNames(maxNamed, are, len(left)), what, do[0])
}

// notBack says how a system is that isn't back.
func (n NamedStatus) notBack() string {
	is := fmt.Sprintf("%s is %s", n.called(), n.State)
	if !n.isDown() {
		is += " by no decision that holds"
	}
	return is
}

// staysAs returns the state in which the system may stay by decision.
func (n NamedStatus) staysAs() SystemState {
	if n.State == SystemShutdown || n.State == SystemRetired {
		return SystemRetired
	}
	return SystemDegraded
}

// systemsLeft returns the systems that aren't back, as something to be settled before
// closing.
func (s *State) systemsLeft(now time.Time) []Blocker {
	var left []Blocker
	for _, n := range s.notBack(now.Add(outlasts)) {
		what := n.notBack()
		if s.back(n.SystemStatus, now) {
			what = fmt.Sprintf("%s stays %s by %s, which ends within the hour", n.called(), n.State, refList(n.Refs))
		}
		left = append(left, Blocker{What: what, Key: n.called(), System: true, Do: "/state " + n.prefix() + "restored WHY", Seq: n.opener})
	}
	return left
}

package incident

import (
	"fmt"
	"time"
)

// statement is a fact that states what was seen or done, so that its entry can be cited
// as proof.
type statement interface{ states() }

func (factAdded) states()        {}
func (findingAdded) states()     {}
func (noteAdded) states()        {}
func (lineSaid) states()         {}
func (streamEntered) states()    {}
func (reportedBack) states()     {}
func (taskFinished) states()     {}
func (changeMade) states()       {}
func (changeUndone) states()     {}
func (systemStateSet) states()   {}
func (hypothesisJudged) states() {}
func (assetNamed) states()       {}
func (assetsImported) states()   {}
func (assetJudged) states()      {}
func (channelJudged) states()    {}
func (milestoneSet) states()     {}
func (observationMade) states()  {}

// checkShows refuses a reference, to something that exists, that shows nothing now: an
// open task, a decision that doesn't hold, an entry that states nothing.
func checkShows(s *State, now time.Time, r Ref) error {
	switch r.Kind {
	case RefEntry:
		return checkStates(s.Entry(r.N))
	case RefTask:
		return checkDone(s.Task(r.N))
	case RefDecision:
		return checkHolds(itemN(s.Decisions.All, r.N), now)
	case RefChange:
		if c := itemN(s.Decisions.Changes, r.N); !c.Undone.IsZero() {
			return refuse("%s was undone: cite what shows it now", r)
		}
	case RefProposal:
		if p := itemN(s.Decisions.Proposals, r.N); p.State != proposalAccepted {
			return refuse("%s isn't accepted: cite it once it is, or the decision", r)
		}
	case RefHunt:
		if h := itemN(s.Hunts.All, r.N); h.State == HuntOpen || h.State == HuntDropped {
			return refuse("%s is %s: cite it once it is answered", r, h.State)
		}
	case RefHypothesis:
		if h := itemN(s.SizeUp.Hypotheses, r.N); h.Verdict == HypothesisPossible {
			return refuse("%s is only possible: cite it once it is confirmed or ruled out", r)
		}
	}
	return nil
}

func checkStates(e *Entry) error {
	if _, ok := e.Fact.(statement); !ok {
		return refuse("#%d (%s) shows nothing by itself: cite an entry that says it, or write one with /fact", e.Seq, e.Tag())
	}
	return nil
}

func checkDone(t *Task) error {
	switch {
	case t.Open():
		return refuse("A%d isn't done: cite it once it is, /done A%d RESULT", t.N, t.N)
	case t.State == taskDropped:
		return refuse("A%d was dropped: cite what was done", t.N)
	}
	return nil
}

// checkHolds refuses a decision that waits, was withdrawn, has ended, or asks for an act.
func checkHolds(d *Decision, now time.Time) error {
	switch {
	case d.Kind == decisionAct:
		return refuse("D%d asks for an act: cite a decision made with /decide or /tradeoff", d.N)
	case d.State == decisionPending:
		return refuse("D%d %s: cite it once it holds", d.N, d.WaitsFor())
	case d.State == decisionWithdrawn:
		return refuse("D%d was withdrawn: cite a decision that holds", d.N)
	case d.ended(now):
		return refuse("D%d ended at %s: decide again, and cite that", d.N, minute(d.TradeOff.Until))
	}
	return nil
}

// checkDecisions refuses references that aren't decisions which hold. Example shows how the
// line is written.
func checkDecisions(s *State, a Ask, refs []Ref, example string) error {
	if err := checkRefs(s, a.By, refs); err != nil {
		return err
	}
	for _, r := range refs {
		if r.Kind != RefDecision {
			return refuse("%s is no decision: %s", r, example)
		}
		if err := checkShows(s, a.At, r); err != nil {
			return err
		}
	}
	return nil
}

// stillShow reports whether what was cited still shows it. A zero time doesn't end anything.
func (s *State) stillShow(refs []Ref, now time.Time) bool { return s.lapsed(refs, now) == "" }

// lapsed says what of that which was cited shows it no more, "" if all of it does: a decision
// that has ended, a change that was undone, a hunt or a hypothesis that is open again, an
// entry that was struck or says one of these.
func (s *State) lapsed(refs []Ref, now time.Time) string {
	for _, r := range refs {
		if why := s.lapse(r, now); why != "" {
			return why
		}
	}
	return ""
}

func (s *State) lapse(r Ref, now time.Time) string {
	switch r.Kind {
	case RefDecision:
		if d := itemN(s.Decisions.All, r.N); d != nil && checkHolds(d, now) != nil {
			return r.String() + " holds no more"
		}
	case RefChange:
		if c := itemN(s.Decisions.Changes, r.N); c != nil && !c.Undone.IsZero() {
			return r.String() + " was undone"
		}
	case RefHunt:
		if h := itemN(s.Hunts.All, r.N); h != nil && (h.State == HuntOpen || h.State == HuntDropped) {
			return r.String() + " is " + h.State.String() + " again"
		}
	case RefHypothesis:
		if h := itemN(s.SizeUp.Hypotheses, r.N); h != nil && h.Verdict == HypothesisPossible {
			return r.String() + " is only possible again"
		}
	case RefEntry:
		return s.lapsedEntry(s.Entry(r.N))
	}
	return ""
}

// lapsedEntry says why an entry shows nothing any more.
func (s *State) lapsedEntry(e *Entry) string {
	switch {
	case e == nil:
		return ""
	case e.Strike != nil:
		return fmt.Sprintf("#%d was struck", e.Seq)
	}
	switch f := e.Fact.(type) {
	case hypothesisJudged:
		if h := itemN(s.SizeUp.Hypotheses, f.N); h != nil && h.Verdict != f.To {
			return fmt.Sprintf("H%d is %s", f.N, h.Verdict)
		}
	case changeMade:
		if c := itemN(s.Decisions.Changes, f.N); c != nil && !c.Undone.IsZero() {
			return fmt.Sprintf("C%d was undone", c.N)
		}
	}
	return ""
}

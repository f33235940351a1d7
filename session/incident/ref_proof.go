package incident

import "time"

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
		return s.checkStates(s.Entry(r.N))
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

// checkStates refuses an entry that states nothing, or what isn't so any more.
func (s *State) checkStates(e *Entry) error {
	if _, ok := e.Fact.(statement); !ok {
		return refuse("#%d (%s) shows nothing by itself: cite an entry that says it, or write one with /fact", e.Seq, e.Tag())
	}
	if why := s.lapsedEntry(e); why != "" {
		return refuse("#%d shows nothing any more (%s): cite what shows it now", e.Seq, why)
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

// checkAllShow refuses references that name nothing, and what shows nothing yet.
func checkAllShow(s *State, a Ask, refs []Ref) error {
	if err := checkRefs(s, a.By, refs); err != nil {
		return err
	}
	for _, r := range refs {
		if err := checkShows(s, a.At, r); err != nil {
			return err
		}
	}
	return nil
}

// checkSaysYes refuses a decision not to do something, which shows and accepts nothing.
func (s *State) checkSaysYes(refs []Ref) error {
	for _, r := range refs {
		if d := itemN(s.Decisions.All, r.N); r.Kind == RefDecision && d != nil && !d.Go {
			return refuse("D%d is a no, and says only what isn't done: cite a decision for it", d.N)
		}
	}
	return nil
}

// checkDecisions refuses references that aren't decisions which hold. Example shows how the
// line is written.
func checkDecisions(s *State, a Ask, refs []Ref, example string) error {
	for _, r := range refs {
		if r.Kind == RefDecision && !s.For(a.By).Sees(openerOf(s, r)) {
			return refuse("there is no decision %s: %s", r, example)
		}
	}
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

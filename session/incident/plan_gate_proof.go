package incident

import (
	"slices"
	"time"
)

// proofRule says what shows the answer to a question of the gate, beside evidence, a task
// that is done, and an entry that states something.
type proofRule struct {
	shows    string // the answer, as a clause
	decision bool   // a decision shows it, while it holds
	tradeOff bool   // of decisions, one that readjusts a target
	change   bool   // a change of the running system shows it, while it is in effect
	later    bool   // only what was written or done after the response left triage, or a system was taken off
}

// proofRules holds the rule of each question.
var proofRules = map[gateQuestion]proofRule{
	gateRestorePoint:        {shows: "how old the restore point is"},
	gateVulnerabilityClosed: {shows: "that the vulnerability is closed", change: true, later: true},
	gateFailoverTried:       {shows: "that failover and failback were tried", later: true},
	gateTargetsHold:         {shows: "that the targets hold", decision: true, tradeOff: true, later: true},
	gatePrivacyKept:         {shows: "that privacy is kept", decision: true},
}

// checkProof refuses an answer without proof, and proof that shows nothing.
func (c answerGate) checkProof(s *State, a Ask) error {
	if len(c.Refs) == 0 {
		return refuse("%s Cite the evidence, as #112 or A4: /gate %s%s", c.Question.Question(), c.Question.example(), inShell)
	}
	if err := checkRefs(s, a.By, c.Refs); err != nil {
		return err
	}
	for _, r := range c.Refs {
		if err := c.checkRef(s, a.At, r); err != nil {
			return err
		}
	}
	if err := s.checkSaysYes(c.Refs); err != nil {
		return err
	}
	if c.Question == gateTargetsHold {
		return checkMet(s, a)
	}
	return nil
}

// checkMet refuses to say that the targets hold while one is breached.
func checkMet(s *State, a Ask) error {
	const then = "observe it again once it is met, /observe SYSTEM TARGET NUMBER, or have it readjusted by /tradeoff"
	if seen := s.For(a.By).Breaches(a.At); len(seen) > 0 {
		return refuse("the targets don't hold: %s; %s", seen[0], then)
	}
	if len(s.whole().Breaches(a.At)) > 0 {
		return refuse("the targets don't hold: one that you may not see is breached; ask who runs the bridge")
	}
	return nil
}

// checkRef refuses a reference that doesn't show the answer.
func (c answerGate) checkRef(s *State, now time.Time, r Ref) error {
	rule := proofRules[c.Question]
	if other, ok := answeredBy(s, r, c.Question); ok {
		return refuse("%s answers %s already: cite what shows %s", r, other, rule.shows)
	}
	switch {
	case r.Kind == RefDecision && !rule.decision:
		return refuse("a decision doesn't show %s: cite an entry, as #112, or a task that is done, as A4", rule.shows)
	case r.Kind == RefDecision && rule.tradeOff && itemN(s.Decisions.All, r.N).Kind != decisionTradeOff:
		return refuse("%s readjusts no target: cite a trade-off that holds, made with /tradeoff, or an entry that shows %s", r, rule.shows)
	case r.Kind == RefChange && !rule.change:
		return refuse("a change doesn't show %s: cite an entry, as #112, or a task that is done, as A4", rule.shows)
	case r.Kind == RefProposal || r.Kind == RefHypothesis:
		return refuse("%s doesn't show %s: cite an entry, as #112, or a task that is done, as A4", r, rule.shows)
	case rule.later && s.Status.gatedBy == 0:
		return refuse("this is asked once the response has left triage, or a system was quarantined or shut down: then cite what shows %s", rule.shows)
	}
	if err := checkShows(s, now, r); err != nil || !rule.later {
		return err
	}
	return rule.checkLater(s, r)
}

// answeredBy returns the other question that a reference answers, under whatever name it is
// cited.
func answeredBy(s *State, r Ref, asked gateQuestion) (gateQuestion, bool) {
	names := func(cited Ref) bool { return s.thing(cited) == s.thing(r) }
	for _, q := range gateQuestions() {
		if tick := s.Plan.Gate[q]; q != asked && !tick.NotNeeded && slices.ContainsFunc(tick.Refs, names) {
			return q, true
		}
	}
	return 0, false
}

// thing returns the numbered thing that an entry says the end of, as A4 for the entry that
// says it is done; any other reference as it is.
func (s *State) thing(r Ref) Ref {
	e := s.Entry(r.N)
	if r.Kind != RefEntry || e == nil {
		return r
	}
	switch f := e.Fact.(type) {
	case taskFinished:
		return Ref{RefTask, f.N}
	case changeMade:
		return Ref{RefChange, f.N}
	case huntAnswered:
		return Ref{RefHunt, f.N}
	}
	return r
}

// checkLater refuses what was written or done before the response began to act.
// A record of another version may cite what isn't there.
func (p proofRule) checkLater(s *State, r Ref) error {
	if s.Status.gatedBy == 0 || s.Entry(openerOf(s, r)) == nil {
		return nil
	}
	var done time.Time
	switch r.Kind {
	case RefEntry:
		if r.N <= s.Status.gatedBy {
			return refuse("%s was written before the response began to act, at #%d: cite what shows %s now", r, s.Status.gatedBy, p.shows)
		}
		return p.checkSince(s, r)
	case RefTask:
		done = s.Task(r.N).Since
	case RefChange:
		done = itemN(s.Decisions.Changes, r.N).At
	case RefHunt:
		done = itemN(s.Hunts.All, r.N).Answered
	default:
		return nil // a trade-off holds now, whenever it was made
	}
	if done.Before(s.Entry(s.Status.gatedBy).OccurredAt) {
		return refuse("%s was done before the response began to act, at #%d: cite what shows %s now", r, s.Status.gatedBy, p.shows)
	}
	return nil
}

// checkSince refuses an entry about what happened before it all began: when that was said to
// be, or else the declaration. What was done before the phase was moved on may be written
// after it.
func (p proofRule) checkSince(s *State, r Ref) error {
	since, what := s.Declared.At, "the incident was declared"
	if began, said := s.Metrics.Milestones[MilestoneOccurred]; said {
		since, what = began.At, "the compromise began"
	}
	if at := s.Entry(r.N).Happened(); at.Before(since) {
		return refuse("%s happened at %s, before %s: cite what shows %s now; /milestone occurred TIME says when it began", r, minute(at), what, p.shows)
	}
	return nil
}

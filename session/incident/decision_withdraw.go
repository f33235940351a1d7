package incident

import "fmt"

// withdrawItem asks to take back a proposal or a decision.
type withdrawItem struct {
	What Ref
	Why  string
}

// proposalWithdrawn happened when a proposal was withdrawn.
type proposalWithdrawn struct {
	N   uint64 `json:"n"`
	Why string `json:"why"`
}

// pendingDecisionWithdrawn happened when a decision was withdrawn, before it held or after.
type pendingDecisionWithdrawn struct {
	N   uint64 `json:"n"`
	Why string `json:"why"`
}

var withdrawVerb = Verb{
	Name: "withdraw", Args: "P2 [why] | D3 WHY", asks: withdrawItem{},
	Help: "take back a proposal, a decision that waits for a key, or one that you answer for",
	complete: func(s sources, arg int) []string {
		return append(proposals(s, arg), decisions(s, arg)...)
	},
	parse: func(args string) (Command, error) {
		first, why := cutWord(args)
		ref, err := ParseRef(first)
		if err != nil || ref.Kind != RefProposal && ref.Kind != RefDecision {
			return nil, refuse("%q can't be withdrawn: give a proposal as P2, or a decision that waits as D3", quote(first))
		}
		return withdrawItem{What: ref, Why: why}, nil
	},
}

func (withdrawItem) needs() power { return powerRespond }

func (withdrawItem) afterClose() {} // as /confirm

func (c withdrawItem) decide(s *State, a Ask) ([]Fact, error) {
	why, err := checkWhy(c.Why)
	switch {
	case err != nil:
		return nil, err
	case c.What.Kind == RefProposal:
		return withdrawProposal(s, a.By, c.What.N, why)
	case c.What.Kind == RefDecision:
		return withdrawDecision(s, a.By, c.What.N, why)
	}
	return nil, refuse("give a proposal as P2, or a decision that waits as D3")
}

func withdrawProposal(s *State, by Person, n uint64, why string) ([]Fact, error) {
	p, err := s.findProposal(n, by)
	switch {
	case err != nil:
		return nil, err
	case s.Status.Phase == PhaseClosed:
		return nil, refuseClosed(s)
	case p.State != proposalOpen:
		return nil, refuse("P%d is %s already", n, p.State)
	case p.By != by.Name && s.powerOf(by) < powerManage:
		return nil, refuse("P%d is %s's: only they or whoever runs the bridge can withdraw it", n, p.By)
	}
	return []Fact{proposalWithdrawn{N: n, Why: why}}, nil
}

func withdrawDecision(s *State, by Person, n uint64, why string) ([]Fact, error) {
	d, err := s.findDecision(n, by)
	if err != nil {
		return nil, err
	}
	if d.State == decisionHolds && d.Kind != decisionAct {
		return d.takeBack(s, by, why)
	}
	if err := d.checkMayMove(s); err != nil {
		return nil, err
	}
	switch {
	case d.By != by.Name && d.Accountable != by.Name && s.powerOf(by) < powerManage:
		return nil, refuse("D%d can be withdrawn only by its author, the accountable person or whoever runs the bridge", n)
	case why == "":
		return nil, refuse("give a reason to withdraw it: /withdraw D%d WHY", n)
	}
	return append([]Fact{pendingDecisionWithdrawn{N: n, Why: why}}, s.closesLists(d)...), nil
}

// takeBack ends a decision that holds. It is for the person who is accountable for it, or
// who decides now: what it was cited for is asked again.
func (d *Decision) takeBack(s *State, by Person, why string) ([]Fact, error) {
	decides := s.holderOf(answerable(s))
	switch {
	case s.Status.Phase == PhaseClosed:
		return nil, refuseClosed(s)
	case by.Name != d.Accountable && by.Name != decides:
		return nil, refuse("D%d holds, and is taken back by %s, who is accountable for it%s", d.N, d.Accountable, orWho(decides, d.Accountable))
	case why == "":
		return nil, refuse("give a reason to take it back: /withdraw D%d WHY", d.N)
	}
	return []Fact{pendingDecisionWithdrawn{N: d.N, Why: why}}, nil
}

// orWho adds who else may, unless that is nobody or the same person.
func orWho(other, than string) string {
	if other == "" || other == than {
		return ""
	}
	return ", or by " + other + ", who decides here now"
}

func (proposalWithdrawn) kind() string        { return "proposal-withdrawn" }
func (pendingDecisionWithdrawn) kind() string { return "decision-withdrawn" }

func (f proposalWithdrawn) aboutEntry(s *State) uint64 { return openerOf(s, Ref{RefProposal, f.N}) }
func (f pendingDecisionWithdrawn) aboutEntry(s *State) uint64 {
	return openerOf(s, Ref{RefDecision, f.N})
}

func (f proposalWithdrawn) fold(s *State, e *Event) {
	s.changeProposal(f.N, func(p *Proposal) {
		if p.State == proposalOpen {
			p.State, p.Withdrawn = proposalRejected, deedOf(e, f.Why)
		}
	})
}

func (f pendingDecisionWithdrawn) fold(s *State, e *Event) {
	if itemN(s.Decisions.All, f.N) == nil {
		return // numbered by another version: ignore
	}
	s.moveDecision(f.N, func(d *Decision) { d.State, d.TakenBack = decisionWithdrawn, deedOf(e, f.Why) })
}

func (f proposalWithdrawn) line() string { return withReason(fmt.Sprintf("withdraws P%d", f.N), f.Why) }
func (f pendingDecisionWithdrawn) line() string {
	return withReason(fmt.Sprintf("withdraws D%d", f.N), f.Why)
}

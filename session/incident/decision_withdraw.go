package incident

import "fmt"

// withdrawItem asks to take back a proposal or a pending decision.
type withdrawItem struct {
	What Ref
	Why  string
}

// proposalWithdrawn happened when a proposal was withdrawn.
type proposalWithdrawn struct {
	N   uint64 `json:"n"`
	Why string `json:"why"`
}

// pendingDecisionWithdrawn happened when a decision was withdrawn before it held.
type pendingDecisionWithdrawn struct {
	N   uint64 `json:"n"`
	Why string `json:"why"`
}

var withdrawVerb = Verb{
	Name: "withdraw", Args: "P2 [why] | D3 WHY", asks: withdrawItem{},
	Help: "take back a proposal, or a decision that waits for a key",
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

func (proposalWithdrawn) kind() string        { return "proposal-withdrawn" }
func (pendingDecisionWithdrawn) kind() string { return "decision-withdrawn" }

func (f proposalWithdrawn) aboutEntry(s *State) uint64 { return openerOf(s, Ref{RefProposal, f.N}) }
func (f pendingDecisionWithdrawn) aboutEntry(s *State) uint64 {
	return openerOf(s, Ref{RefDecision, f.N})
}

func (f proposalWithdrawn) fold(s *State, _ *Event) {
	s.changeProposal(f.N, func(p *Proposal) {
		if p.State == proposalOpen {
			p.State = proposalRejected
		}
	})
}

func (f pendingDecisionWithdrawn) fold(s *State, _ *Event) {
	s.changeDecision(f.N, func(d *Decision) { d.State = decisionWithdrawn })
}

func (f proposalWithdrawn) line() string { return withReason(fmt.Sprintf("withdraws P%d", f.N), f.Why) }
func (f pendingDecisionWithdrawn) line() string {
	return withReason(fmt.Sprintf("withdraws D%d", f.N), f.Why)
}

package incident

import (
	"fmt"
	"slices"
)

// supportProposal asks to support a proposal. It also takes back the supporter's own
// objection.
type supportProposal struct {
	N   uint64
	Why string
}

// proposalSupported happened when someone supported a proposal.
type proposalSupported struct {
	N   uint64 `json:"n"`
	Why string `json:"why"`
}

var supportVerb = Verb{
	Name: "support", Args: "P2 [why]", asks: supportProposal{},
	Help:     "support a proposal; this takes back your own objection to it",
	complete: proposals,
	parse: func(args string) (Command, error) {
		n, why, err := parseOn(args)
		return supportProposal{N: n, Why: why}, err
	},
}

func (supportProposal) needs() power { return powerRespond }

func (c supportProposal) decide(s *State, a Ask) ([]Fact, error) {
	p, err := s.findProposal(c.N, a.By)
	if err != nil {
		return nil, err
	}
	why, err := checkWhy(c.Why)
	objected := p.objectionOf(a.By.Name) >= 0
	switch {
	case err != nil:
		return nil, err
	case p.State != proposalOpen && !objected:
		return nil, refuse("P%d is %s already: to propose it again, use /propose", c.N, p.State)
	case slices.Contains(p.Supporters, a.By.Name):
		return nil, refuse("you support P%d already", c.N)
	case len(p.Supporters) >= maxVoices && !objected:
		return nil, refuse("%d people support P%d, and no more are counted: decide on it with /decide P%d go", maxVoices, c.N, c.N)
	}
	return []Fact{proposalSupported{N: c.N, Why: why}}, nil
}

func (proposalSupported) kind() string { return "supported" }

func (f proposalSupported) aboutEntry(s *State) uint64 { return openerOf(s, Ref{RefProposal, f.N}) }

func (f proposalSupported) fold(s *State, e *Event) {
	s.changeProposal(f.N, func(p *Proposal) {
		p.answer(e.By, withReason(withdrawn, f.Why), e)
		if !slices.Contains(p.Supporters, e.By) {
			p.Supporters = append(slices.Clip(p.Supporters), e.By)
		}
	})
}

func (f proposalSupported) line() string { return withReason(fmt.Sprintf("for P%d", f.N), f.Why) }

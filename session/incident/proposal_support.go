package incident

import (
	"fmt"
	"slices"
)

// Support asks to support a proposal. It also takes back the supporter's own
// objection.
type Support struct {
	N   uint64
	Why string
}

// Supported happened when someone supported a proposal.
type Supported struct {
	N   uint64 `json:"n"`
	Why string `json:"why"`
}

var supportVerb = Verb{
	Name: "support", Args: "P2 [why]", Power: PowerRespond,
	Help:     "support a proposal; this takes back your own objection to it",
	complete: proposals,
	parse: func(args string) (Command, error) {
		n, why, err := parseOn(args)
		return Support{N: n, Why: why}, err
	},
}

func (Support) needs() Power { return PowerRespond }

func (c Support) decide(s *State, a Ask) ([]Fact, error) {
	p, err := s.findProposal(c.N, a.By)
	if err != nil {
		return nil, err
	}
	why, err := checkWhy(c.Why)
	objected := p.objectionOf(a.By.Name) >= 0
	switch {
	case err != nil:
		return nil, err
	case p.State != ProposalOpen && !objected:
		return nil, refuse("P%d is %s already: to propose it again, use /propose", c.N, p.State)
	case slices.Contains(p.Supporters, a.By.Name):
		return nil, refuse("you support P%d already", c.N)
	case len(p.Supporters) >= maxVoices && !objected:
		return nil, refuse("%d people support P%d, and no more are counted: decide on it with /decide P%d go", maxVoices, c.N, c.N)
	}
	return []Fact{Supported{N: c.N, Why: why}}, nil
}

func (Supported) kind() string { return "supported" }

func (f Supported) regards(s *State) uint64 { return openerOf(s, Ref{RefProposal, f.N}) }

func (f Supported) fold(s *State, e *Event) {
	s.changeProposal(f.N, func(p *Proposal) {
		p.answer(e.By, because(withdrawn, f.Why), e.By)
		if !slices.Contains(p.Supporters, e.By) {
			p.Supporters = append(slices.Clip(p.Supporters), e.By)
		}
	})
}

func (f Supported) line() string { return because(fmt.Sprintf("for P%d", f.N), f.Why) }

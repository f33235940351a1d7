package incident

import (
	"fmt"
	"slices"
	"strings"
)

// Support asks to stand by a proposal. Who objected to it takes that back.
type Support struct {
	N   uint64
	Why string
}

// Supported happened when someone stood by a proposal.
type Supported struct {
	N   uint64 `json:"n"`
	Why string `json:"why"`
}

var supportVerb = Verb{
	Name: "support", Args: "P2 [why]", Power: PowerRespond,
	Help:     "stand by a proposal; your own objection to it is taken back",
	complete: proposals,
	parse: func(args string) (Command, error) {
		n, why, err := parseOn(args)
		return Support{N: n, Why: why}, err
	},
}

// AnswerObjection asks to answer an objection, which then no longer stands out.
type AnswerObjection struct {
	N    uint64
	Who  string // whose; empty: the only one that is open
	Text string
}

// ObjectionAnswered happened when an objection was answered.
type ObjectionAnswered struct {
	N    uint64 `json:"n"`
	Who  string `json:"who"`
	Text string `json:"text"`
}

var answerVerb = Verb{
	Name: "answer", Args: "P2 [@PERSON] TEXT", Power: PowerRespond,
	Help: "answer an objection; name whose it is where there are several",
	complete: func(s view, arg int) []string {
		if arg == 1 {
			return people(s, arg)
		}
		return proposals(s, arg)
	},
	parse: func(args string) (Command, error) {
		n, rest, err := parseOn(args)
		if err != nil || !strings.HasPrefix(rest, "@") {
			return AnswerObjection{N: n, Text: rest}, err
		}
		who, text, err := cutPerson(rest)
		return AnswerObjection{N: n, Who: who, Text: text}, err
	},
}

func (Support) needs() Power         { return PowerRespond }
func (AnswerObjection) needs() Power { return PowerRespond }

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
		return nil, refuse("P%d is %s already: to propose it anew, use /propose", c.N, p.State)
	case slices.Contains(p.Supporters, a.By.Name):
		return nil, refuse("you support P%d already", c.N)
	case len(p.Supporters) >= maxVoices && !objected:
		return nil, refuse("%d people support P%d, and no more are counted: decide on it with /decide P%d go", maxVoices, c.N, c.N)
	}
	return []Fact{Supported{N: c.N, Why: why}}, nil
}

func (c AnswerObjection) decide(s *State, a Ask) ([]Fact, error) {
	p, err := s.findProposal(c.N, a.By)
	if err != nil {
		return nil, err
	}
	if c.Who, err = p.objector(c.Who); err != nil {
		return nil, err
	}
	text, err := checkWhy(c.Text)
	if err != nil {
		return nil, err
	}
	if text == "" {
		return nil, refuse("say what answers %s's objection: /answer P%d @%s TEXT", c.Who, c.N, c.Who)
	}
	return []Fact{ObjectionAnswered{N: c.N, Who: c.Who, Text: text}}, nil
}

// objector is whose open objection is meant: who's, or where nobody is named
// the only one's.
func (p *Proposal) objector(who string) (string, error) {
	open := p.openObjections()
	switch {
	case open == 0:
		return "", refuse("P%d has no open objection", p.N)
	case who == "" && open > 1:
		return "", refuse("P%d has %d open objections: name whose you answer, as /answer P%d @kim TEXT", p.N, open, p.N)
	case who == "":
		i := slices.IndexFunc(p.Objections, func(o Objection) bool { return o.Answer == "" })
		return p.Objections[i].By, nil
	case p.objectionOf(who) < 0:
		return "", refuse("%s has no open objection to P%d", shown(who), p.N)
	}
	return who, nil
}

func (Supported) kind() string         { return "supported" }
func (ObjectionAnswered) kind() string { return "objection-answered" }

func (f Supported) regards(s *State) uint64         { return openerOf(s, Ref{RefProposal, f.N}) }
func (f ObjectionAnswered) regards(s *State) uint64 { return openerOf(s, Ref{RefProposal, f.N}) }

func (f Supported) fold(s *State, e *Event) {
	s.changeProposal(f.N, func(p *Proposal) {
		p.answer(e.By, because(withdrawn, f.Why), e.By)
		if !slices.Contains(p.Supporters, e.By) {
			p.Supporters = append(slices.Clip(p.Supporters), e.By)
		}
	})
}

func (f ObjectionAnswered) fold(s *State, e *Event) {
	s.changeProposal(f.N, func(p *Proposal) { p.answer(f.Who, f.Text, e.By) })
}

func (f Supported) line() string { return because(fmt.Sprintf("for P%d", f.N), f.Why) }

func (f ObjectionAnswered) line() string {
	return fmt.Sprintf("answers %s on P%d: %s", f.Who, f.N, f.Text)
}

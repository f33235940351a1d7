package incident

import (
	"fmt"
	"iter"
	"slices"
	"time"
)

// maxVoices bounds the supporters of a proposal, and its objections.
const maxVoices = 100

// withdrawn is the answer that stands for an objection taken back by its
// author.
const withdrawn = "withdrawn"

// Objection is a strong objection. It is shown until it is answered, even after
// a decision.
type Objection struct {
	By       string
	At       time.Time
	Why      string
	Answer   string // "" until it is answered
	Answered Deed   // by whom
	Seq      uint64
}

// OpenObjection is an unanswered objection and its proposal.
type OpenObjection struct {
	Proposal *Proposal
	Objection
}

// Objections yields the objections to a proposal, oldest first.
func (v View) Objections(p *Proposal) iter.Seq[Objection] {
	return seen(v, slices.All(p.Objections), func(o Objection) uint64 { return o.Seq })
}

// OpenObjections returns the objections that nobody has answered, by proposal and then
// by time.
func (v View) OpenObjections() []OpenObjection {
	var open []OpenObjection
	for _, n := range v.state.Decisions.objected {
		p := v.state.Decisions.Proposals.At(int(n - 1))
		for o := range v.Objections(p) {
			if o.Answer == "" {
				open = append(open, OpenObjection{p, o})
			}
		}
	}
	return open
}

// openObjections counts the unanswered objections.
func (p *Proposal) openObjections() int {
	open := 0
	for _, o := range p.Objections {
		if o.Answer == "" {
			open++
		}
	}
	return open
}

// objectionOf returns the index of who's open objection, -1 if there is none.
func (p *Proposal) objectionOf(who string) int {
	return slices.IndexFunc(p.Objections, func(o Objection) bool { return o.By == who && o.Answer == "" })
}

// answer sets the answer to who's open objection, on a copy of the list.
func (p *Proposal) answer(who, text string, e *Event) {
	i := p.objectionOf(who)
	if i < 0 {
		return
	}
	p.Objections = slices.Clone(p.Objections)
	p.Objections[i].Answer, p.Objections[i].Answered = text, deedOf(e, "")
}

// objectTo asks to object strongly to a proposal, or to the decision on it.
type objectTo struct {
	N   uint64
	Why string
}

// proposalObjectedTo happened when someone objected strongly to a proposal.
type proposalObjectedTo struct {
	N   uint64 `json:"n"`
	Why string `json:"why"`
}

var objectVerb = Verb{
	Name: "object", Args: "P2 WHY", asks: objectTo{},
	Help:     "object strongly to a proposal; it is shown until it is answered, even after a decision",
	complete: proposals,
	parse: func(args string) (Command, error) {
		n, why, err := parseOn(args)
		return objectTo{N: n, Why: why}, err
	},
}

func (objectTo) needs() power { return powerRespond }

func (c objectTo) decide(s *State, a Ask) ([]Fact, error) {
	p, err := s.findProposal(c.N, a.By)
	if err != nil {
		return nil, err
	}
	why, err := checkWhy(c.Why)
	if err != nil {
		return nil, err
	}
	switch {
	case why == "":
		return nil, refuse("give a reason to object: /object P%d WHY", c.N)
	case p.State == proposalRejected:
		return nil, refuse("P%d is rejected: there is nothing left to object to", c.N)
	case p.objectionOf(a.By.Name) >= 0:
		return nil, refuse("your objection to P%d is still open; /support P%d takes it back, then object again", c.N, c.N)
	case len(p.Objections) >= maxVoices:
		return nil, refuse("P%d has %d objections, and no more are taken: decide on it with /decide P%d no", c.N, maxVoices, c.N)
	}
	return []Fact{proposalObjectedTo{N: c.N, Why: why}}, nil
}

func (proposalObjectedTo) kind() string { return "objected" }

func (f proposalObjectedTo) aboutEntry(s *State) uint64 { return openerOf(s, Ref{RefProposal, f.N}) }

func (f proposalObjectedTo) fold(s *State, e *Event) {
	s.changeProposal(f.N, func(p *Proposal) {
		o := Objection{By: e.By, At: e.OccurredAt, Why: f.Why, Seq: e.Seq}
		p.Objections = append(slices.Clip(p.Objections), o)
		p.Supporters = slices.DeleteFunc(slices.Clone(p.Supporters), func(name string) bool { return name == e.By })
	})
}

func (f proposalObjectedTo) line() string { return fmt.Sprintf("against P%d: %s", f.N, f.Why) }

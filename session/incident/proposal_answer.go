package incident

import (
	"fmt"
	"slices"
	"strings"
)

// answerObjection asks to answer an objection, which is then no longer open.
type answerObjection struct {
	N    uint64
	Who  typedPerson // the objector; empty: the only one with an open objection
	Text string
}

// objectionAnswered happened when an objection was answered.
type objectionAnswered struct {
	N    uint64 `json:"n"`
	Who  string `json:"who"`
	Text string `json:"text"`
}

var answerVerb = Verb{
	Name: "answer", Args: "P2 [@PERSON] TEXT", asks: answerObjection{},
	Help: "answer an objection; name the objector if there are several",
	complete: func(s sources, arg int) []string {
		if arg == 1 {
			return people(s, arg)
		}
		return proposals(s, arg)
	},
	parse: func(args string) (Command, error) {
		n, rest, err := parseOn(args)
		if err != nil || !strings.HasPrefix(strings.TrimLeft(rest, openQuotes), "@") {
			return answerObjection{N: n, Text: rest}, err
		}
		who, text, err := cutPerson(rest)
		return answerObjection{N: n, Who: who, Text: text}, err
	},
}

func (c answerObjection) names() []typedPerson { return []typedPerson{c.Who} }

func (answerObjection) needs() power { return powerRespond }

func (c answerObjection) decide(s *State, a Ask) ([]Fact, error) {
	p, err := s.findProposal(c.N, a.By)
	if err != nil {
		return nil, err
	}
	who, err := p.objector(c.Who.Name)
	if err != nil {
		return nil, err
	}
	text, err := checkWhy(c.Text)
	if err != nil {
		return nil, err
	}
	if text == "" {
		return nil, refuse("write the answer to %s's objection: /answer P%d @%s TEXT", who, c.N, who)
	}
	return []Fact{objectionAnswered{N: c.N, Who: who, Text: text}}, nil
}

// objector returns the person whose open objection is meant: who or, if empty,
// the only one.
func (p *Proposal) objector(who string) (string, error) {
	open := p.openObjections()
	switch {
	case open == 0:
		return "", refuse("P%d has no open objection", p.N)
	case who == "" && open > 1:
		return "", refuse("P%d has %d open objections: name the objector, as /answer P%d @kim TEXT", p.N, open, p.N)
	case who == "":
		i := slices.IndexFunc(p.Objections, func(o Objection) bool { return o.Answer == "" })
		return p.Objections[i].By, nil
	case p.objectionOf(who) < 0:
		return "", refuse("%s has no open objection to P%d", quote(who), p.N)
	}
	return who, nil
}

func (objectionAnswered) kind() string { return "objection-answered" }

func (f objectionAnswered) aboutEntry(s *State) uint64 { return openerOf(s, Ref{RefProposal, f.N}) }

func (f objectionAnswered) fold(s *State, e *Event) {
	s.changeProposal(f.N, func(p *Proposal) { p.answer(f.Who, f.Text, e) })
}

func (f objectionAnswered) line() string {
	return fmt.Sprintf("answers %s on P%d: %s", f.Who, f.N, f.Text)
}

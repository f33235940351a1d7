package incident

import (
	"fmt"
	"strings"
)

// setFix asks to record the potential fix of a hypothesis.
type setFix struct {
	N    uint64
	Text string
}

// fixSet happened when the potential fix of a hypothesis was recorded.
type fixSet struct {
	N    uint64 `json:"n"`
	From string `json:"from"`
	To   string `json:"to"`
}

var fixVerb = Verb{
	Name: "fix", Args: "H1 TEXT", asks: setFix{},
	Help:     "name the potential fix of a hypothesis",
	complete: hypothesisNames,
	parse: func(args string) (Command, error) {
		n, text, err := cutRefOf(RefHypothesis, "hypothesis", args)
		return setFix{n, text}, err
	},
}

func (setFix) needs() power { return powerRespond }

func (c setFix) decide(s *State, a Ask) ([]Fact, error) {
	h, err := s.hypothesis(c.N, a.By)
	if err != nil {
		return nil, err
	}
	text, err := checkRemedy(c.Text, h.Fix)
	if err != nil {
		return nil, err
	}
	return []Fact{fixSet{N: c.N, From: h.Fix, To: text}}, nil
}

// checkRemedy cleans a fix or a fallback of one line.
func checkRemedy(s, was string) (string, error) {
	if strings.TrimSpace(CleanLine(s)) == "" {
		return "", refuse("say what to do, after the hypothesis: /fix H1 revoke the token")
	}
	text, err := checkText(CleanLine(s))
	if err == nil && text == was {
		return "", refuse("unchanged: it already says this")
	}
	return text, err
}

func (fixSet) kind() string { return "fix-set" }

func (f fixSet) fold(s *State, _ *Event) {
	s.updateHypothesis(f.N, func(h *Hypothesis) { h.Fix = f.To })
}

func (f fixSet) aboutEntry(s *State) uint64 { return openerOf(s, Ref{RefHypothesis, f.N}) }

func (f fixSet) line() string { return fmt.Sprintf("fix for H%d: %s", f.N, f.To) }

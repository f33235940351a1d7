package incident

import (
	"fmt"
	"strings"
)

// SetFix asks to record the potential fix of a hypothesis.
type SetFix struct {
	N    uint64
	Text string
}

// FixSet happened when the potential fix of a hypothesis was recorded.
type FixSet struct {
	N    uint64 `json:"n"`
	From string `json:"from"`
	To   string `json:"to"`
}

var fixVerb = Verb{
	Name: "fix", Args: "H1 TEXT", Power: PowerRespond,
	Help:     "name the potential fix of a hypothesis",
	complete: hypothesisNames,
	parse: func(args string) (Command, error) {
		n, text, err := oneOf(RefHypothesis, "hypothesis", args)
		return SetFix{n, text}, err
	},
}

func (SetFix) needs() Power { return PowerRespond }

func (c SetFix) decide(s *State, a Ask) ([]Fact, error) {
	h, err := s.hypothesis(c.N, a.By)
	if err != nil {
		return nil, err
	}
	text, err := checkRemedy(c.Text, h.Fix)
	if err != nil {
		return nil, err
	}
	return []Fact{FixSet{N: c.N, From: h.Fix, To: text}}, nil
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

func (FixSet) kind() string { return "fix-set" }

func (f FixSet) fold(s *State, _ *Event) {
	s.reconsider(f.N, func(h *Hypothesis) { h.Fix = f.To })
}

func (f FixSet) regards(s *State) uint64 { return openerOf(s, Ref{RefHypothesis, f.N}) }

func (f FixSet) line() string { return fmt.Sprintf("fix for H%d: %s", f.N, f.To) }

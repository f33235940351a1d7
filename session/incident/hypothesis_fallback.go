package incident

import "fmt"

// SetFallback asks to record an action for the case that the fix of a
// hypothesis fails.
type SetFallback struct {
	N    uint64
	Text string
}

// FallbackSet happened when the fallback of a hypothesis was recorded.
type FallbackSet struct {
	N    uint64 `json:"n"`
	From string `json:"from"`
	To   string `json:"to"`
}

var fallbackVerb = Verb{
	Name: "fallback", Args: "H1 TEXT", Power: PowerRespond,
	Help:     "say what to do if the fix of a hypothesis fails",
	complete: hypothesisNames,
	parse: func(args string) (Command, error) {
		n, text, err := oneOf(RefHypothesis, "hypothesis", args)
		return SetFallback{n, text}, err
	},
}

func (SetFallback) needs() Power { return PowerRespond }

func (c SetFallback) decide(s *State, a Ask) ([]Fact, error) {
	h, err := s.hypothesis(c.N, a.By)
	if err != nil {
		return nil, err
	}
	text, err := checkRemedy(c.Text, h.Fallback)
	if err != nil {
		return nil, err
	}
	return []Fact{FallbackSet{N: c.N, From: h.Fallback, To: text}}, nil
}

func (FallbackSet) kind() string { return "fallback-set" }

func (f FallbackSet) fold(s *State, _ *Event) {
	s.reconsider(f.N, func(h *Hypothesis) { h.Fallback = f.To })
}

func (f FallbackSet) regards(s *State) uint64 { return openerOf(s, Ref{RefHypothesis, f.N}) }

func (f FallbackSet) line() string { return fmt.Sprintf("fallback for H%d: %s", f.N, f.To) }

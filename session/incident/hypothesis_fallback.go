package incident

import "fmt"

// setFallback asks to record an action for the case that the fix of a
// hypothesis fails.
type setFallback struct {
	N    uint64
	Text string
}

// fallbackSet happened when the fallback of a hypothesis was recorded.
type fallbackSet struct {
	N    uint64 `json:"n"`
	From string `json:"from"`
	To   string `json:"to"`
}

var fallbackVerb = Verb{
	Name: "fallback", Args: "H1 TEXT", asks: setFallback{},
	Help:     "say what to do if the fix of a hypothesis fails",
	complete: hypothesisNames,
	parse: func(args string) (Command, error) {
		n, text, err := cutRefOf(RefHypothesis, "hypothesis", args)
		return setFallback{n, text}, err
	},
}

func (setFallback) needs() power { return powerRespond }

func (c setFallback) decide(s *State, a Ask) ([]Fact, error) {
	h, err := s.hypothesis(c.N, a.By)
	if err != nil {
		return nil, err
	}
	text, err := checkRemedy(c.Text)
	switch {
	case err != nil:
		return nil, err
	case text == h.Fallback:
		return nil, refuse("unchanged: it already says this")
	}
	return []Fact{fallbackSet{N: c.N, From: h.Fallback, To: text}}, nil
}

func (fallbackSet) kind() string { return "fallback-set" }

func (f fallbackSet) fold(s *State, _ *Event) {
	s.updateHypothesis(f.N, func(h *Hypothesis) { h.Fallback = f.To })
}

func (f fallbackSet) aboutEntry(s *State) uint64 { return openerOf(s, Ref{RefHypothesis, f.N}) }

func (f fallbackSet) line() string { return fmt.Sprintf("fallback for H%d: %s", f.N, f.To) }

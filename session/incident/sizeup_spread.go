package incident

import (
	"slices"
	"strings"
)

// Spread says how far the incident reaches.
type Spread uint8

// The spreads, each wider than those before it.
const (
	SpreadUnknown   Spread = iota
	SpreadComponent        // one part of one system
	SpreadSystem
	SpreadSeveral
	SpreadHouse  // all of the organisation
	SpreadBeyond // its suppliers or its customers
)

var spreadWords = []string{"unknown", "component", "system", "several", "house", "beyond"}

// SpreadWords returns the words of all spreads; the first is unknown.
func SpreadWords() []string { return slices.Clone(spreadWords) }

func (s Spread) String() string { return enumName(s, spreadWords...) }

// Meaning returns the spread in whole words.
func (s Spread) Meaning() string {
	return enumName(s, "unknown", "one component", "one system", "several systems", "the whole house", "beyond the house")
}

// MarshalText writes the spread's word.
func (s Spread) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText parses the spread's whole word.
func (s *Spread) UnmarshalText(b []byte) error { return parseExact(s, b, spreadWords) }

// setSpread asks to state how far the incident reaches.
type setSpread struct {
	To  Spread
	Why string
}

// spreadSet happened when someone stated how far the incident reaches.
type spreadSet struct {
	From Spread `json:"from"`
	To   Spread `json:"to"`
	Why  string `json:"why"`
	restatement
}

var spreadVerb = Verb{
	Name: "spread", Args: "component | system | several | house | beyond [why]", asks: setSpread{},
	Help:     "say how far it reaches: one component, one system, several, the whole house, or beyond it (suppliers, customers); narrowing needs a reason",
	complete: offerWords(spreadWords...),
	parse: func(args string) (Command, error) {
		first, why := cutWord(args)
		i, err := matchPrefix(first, "spread", spreadWords)
		return setSpread{To: Spread(i), Why: why}, err
	},
}

func (setSpread) needs() power { return powerRespond }

func (c setSpread) decide(s *State, a Ask) ([]Fact, error) {
	from := s.SizeUp.Spread
	if c.To > SpreadBeyond {
		return nil, refuse("use %s", strings.Join(spreadWords, ", "))
	}
	r := restating{verb: spreadVerb.Name, what: "the spread", from: from.String(), to: c.To.String(), why: c.Why, lowers: "narrowing the spread"}
	r.same, r.milder, r.askedMore = c.To == from, c.To < from, s.SizeUp.asked.spread > c.To
	fall, err := r.check(s, a)
	if err != nil {
		return nil, err
	}
	at := s.situation()
	at.spread = c.To
	tasks, lists := s.opens(a, at)
	set := spreadSet{From: from, To: c.To, Why: r.why, restatement: restatement{Asks: len(tasks), CriteriaFall: fall}}
	return slices.Concat([]Fact{set}, tasks, lists), nil
}

func (spreadSet) isTurn() {}

func (spreadSet) kind() string { return "spread-set" }

func (f spreadSet) fold(s *State, e *Event) {
	s.recordStatus(e, "spread", f.From.String(), f.To.String(), f.Why)
	s.SizeUp.Spread = f.To
	if f.CriteriaFall {
		s.recordFall()
	}
	s.restate(e, f.restatement, f.Why, func(asked *situation) { asked.spread = f.To })
}

func (f spreadSet) line() string { return f.tell("spread ", f.From.String(), f.To.String(), f.Why) }

// ProposedSpread returns the spread that the affected systems show, as far as the reader may
// see them: a person states it.
func (v View) ProposedSpread() Spread {
	n := 0
	for range v.Systems() {
		n++
	}
	switch n {
	case 0:
		return SpreadUnknown
	case 1:
		return SpreadSystem
	}
	return SpreadSeveral
}

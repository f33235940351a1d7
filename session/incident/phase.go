package incident

import (
	"fmt"
)

// Phase is where the response stands.
type Phase uint8

// The phases, in the order in which a response goes through them.
const (
	Triage Phase = iota
	Containment
	Eradication
	Recovery
	Review
	Closed
)

var phaseWords = []string{"triage", "containment", "eradication", "recovery", "review", "closed"}

func (p Phase) String() string { return word(p, phaseWords...) }

// MarshalText writes the phase's word.
func (p Phase) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText reads the phase's word, whole.
func (p *Phase) UnmarshalText(b []byte) error { return whole(p, b, phaseWords) }

// ParsePhase reads a phase's word, or as much of it as names only one.
func ParsePhase(s string) (Phase, error) {
	i, err := pick(s, "phase", phaseWords)
	return Phase(i), err
}

// SetPhase asks to move the response to another phase.
type SetPhase struct {
	To  Phase
	Why string
}

// PhaseSet happened when the response moved to another phase.
type PhaseSet struct {
	From Phase  `json:"from"`
	To   Phase  `json:"to"`
	Why  string `json:"why"`
}

var phaseVerb = Verb{
	Name: "phase", Args: "PHASE [why]", Power: PowerManage,
	Help:     "move to triage, containment, eradication, recovery or review",
	complete: words(phaseWords[:Closed]...),
	parse: func(args string) (Command, error) {
		first, why := cut(args)
		to, err := ParsePhase(first)
		return SetPhase{To: to, Why: why}, err
	},
}

func (SetPhase) needs() Power { return PowerManage }

func (c SetPhase) decide(s *State, _ Ask) ([]Fact, error) {
	why, err := checkWhy(c.Why)
	if err != nil {
		return nil, err
	}
	switch {
	case c.To >= Closed:
		return nil, refuse("to close the incident, use /close")
	case c.To == s.Phase:
		return nil, refuse("the phase is %s already", s.Phase)
	case c.To < s.Phase && why == "":
		return nil, refuse("say why the response goes back: /phase %s WHY", c.To)
	}
	return []Fact{PhaseSet{From: s.Phase, To: c.To, Why: why}}, nil
}

func (PhaseSet) kind() string { return "phase-set" }

func (f PhaseSet) fold(s *State, e *Event) { s.enterPhase(e, f.To, f.Why) }

func (f PhaseSet) line() string {
	return because(fmt.Sprintf("%s → %s", f.From, f.To), f.Why)
}

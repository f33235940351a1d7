package incident

import (
	"fmt"
	"strings"
	"time"
)

// SystemState says how the affected system runs.
type SystemState uint8

// The system states.
const (
	SystemRunning SystemState = iota
	SystemDegraded
	SystemQuarantined
	SystemShutdown
	SystemRestored
	SystemRetired // for good, by decision
)

var systemStateWords = []string{"running", "degraded", "quarantined", "shutdown", "restored", "retired"}

func (s SystemState) String() string { return enumName(s, systemStateWords...) }

// MarshalText writes the state's word.
func (s SystemState) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText parses the state's whole word.
func (s *SystemState) UnmarshalText(b []byte) error { return parseExact(s, b, systemStateWords) }

// parseSystemState parses a state's word or an unambiguous beginning of it.
func parseSystemState(s string) (SystemState, error) {
	i, err := matchPrefix(s, "system state", systemStateWords)
	return SystemState(i), err
}

// setSystemState asks to record how the affected system runs.
type setSystemState struct {
	To   SystemState
	Refs []Ref // the decisions that it rests on: degraded and retired
	Why  string
}

// systemStateSet happened when the state of the affected system changed.
type systemStateSet struct {
	From SystemState `json:"from"`
	To   SystemState `json:"to"`
	Why  string      `json:"why"`
	Refs []Ref       `json:"refs,omitempty"` // the decisions that it rests on
}

var systemStateVerb = Verb{
	Name: "state", Args: "STATE [D1] [why]", asks: setSystemState{},
	Help:     "say how the system runs: " + strings.Join(systemStateWords, ", ") + "; a shutdown is a decision, and to stay degraded or retired rests on one",
	complete: offerWords(systemStateWords...),
	parse: func(args string) (Command, error) {
		first, why := cutWord(args)
		to, err := parseSystemState(first)
		c := setSystemState{To: to, Why: why}
		if to == SystemDegraded || to == SystemRetired {
			c.Refs, c.Why = citedRefs(why)
		}
		return c, err
	},
}

func (setSystemState) needs() power { return powerRespond }

func (c setSystemState) decide(s *State, a Ask) ([]Fact, error) {
	why, err := checkWhy(c.Why)
	if err != nil {
		return nil, err
	}
	switch {
	case c.To > SystemRetired:
		return nil, refuse("use %s", strings.Join(systemStateWords, ", "))
	case c.To == s.Status.System && len(c.Refs) == 0:
		return nil, refuse("the system is %s already", s.Status.System)
	case why == "" && (c.To == SystemQuarantined || c.To == SystemShutdown):
		return nil, refuse("say which system: /state %s WHAT", c.To)
	}
	if err := c.checkDecided(s, a); err != nil {
		return nil, err
	}
	facts := []Fact{systemStateSet{From: s.Status.System, To: c.To, Why: why, Refs: c.Refs}}
	if c.To == SystemShutdown {
		facts = append(facts, checklists(s, s.Plan.Playbook, s.SizeUp.Severity, onShutdown)...)
	}
	return facts, nil
}

// guardedAct returns the act of a shutdown, which is a decision and may need two keys.
func (c setSystemState) guardedAct() guardedAct {
	if c.To != SystemShutdown {
		return guardedAct{}
	}
	why := oneLine(c.Why)
	line := replayLine(systemStateVerb.Name, c.To.String(), why)
	return guardedAct{name: "shutdown", line: line, text: withReason("shut down", why), answered: true}
}

func (systemStateSet) isTurn() {}

func (systemStateSet) kind() string { return "system-state-set" }

// fold keeps the time of a shutdown until the system runs again, also through a
// quarantine.
func (f systemStateSet) fold(s *State, e *Event) {
	s.enterSystemState(e, f.To, f.Why)
	s.Status.stateRefs = f.Refs
	if f.To == SystemQuarantined || f.To == SystemShutdown {
		s.Status.gate(e)
	}
	switch f.To {
	case SystemShutdown:
		s.Status.ShutDown = e.OccurredAt
	case SystemRunning, SystemDegraded, SystemRestored, SystemRetired:
		s.Status.ShutDown = time.Time{}
	}
}

func (f systemStateSet) line() string {
	return withReason(citing(fmt.Sprintf("system %s → %s", f.From, f.To), f.Refs), f.Why)
}

package incident

import (
	"fmt"
	"strings"
)

// SystemState says how an affected system runs.
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

// setSystemState asks to record how an affected system runs.
type setSystemState struct {
	System string // "": the only one there is; wholeSystem: what the incident is about, as a whole
	Sure   bool   // the system has that name, though it looks like a slip
	To     SystemState
	For    string   // of a quarantine: for whom the system is kept
	Enter  []string // of a quarantine: the people and roles that may enter
	Refs   []Ref    // the decisions that it rests on: degraded and retired
	Why    string
	Kept   bool // Why is a text, whatever it begins with
}

// systemStateSet happened when the state of an affected system changed.
type systemStateSet struct {
	Named  systemAffected `json:"named,omitzero"`   // of a system that this names as affected
	System string         `json:"system,omitempty"` // "": the incident as a whole
	Seq    uint64         `json:"seq,omitempty"`    // the entry that named the system; 0: this one
	From   SystemState    `json:"from"`
	To     SystemState    `json:"to"`
	For    string         `json:"for,omitempty"`   // of a quarantine: for whom the system is kept
	Enter  []string       `json:"enter,omitempty"` // of a quarantine: who may enter
	Was    keptWas        `json:"was,omitzero"`    // what the two before replace
	Why    string         `json:"why"`
	Refs   []Ref          `json:"refs,omitempty"` // the decisions that it rests on
}

var systemStateVerb = Verb{
	Name: "state", Args: "STATE [D1] [why] | SYSTEM STATE [--for WHOM] [--enter WHO] [D1] [why]", asks: setSystemState{},
	Help:     "say how a system runs: " + strings.Join(systemStateWords, ", ") + "; a shutdown is a decision, and to stay degraded or retired rests on one",
	complete: completeState,
	parse:    parseState,
}

func (setSystemState) needs() power { return powerRespond }

func (c setSystemState) decide(s *State, a Ask) ([]Fact, error) {
	of, err := c.find(s, a)
	if err != nil {
		return nil, err
	}
	why, err := checkWhy(c.Why)
	if err != nil {
		return nil, err
	}
	switch {
	case c.To > SystemRetired:
		return nil, refuse("use %s", strings.Join(systemStateWords, ", "))
	case c.To == of.State && len(c.Refs) == 0 && c.For == "" && len(c.Enter) == 0:
		return nil, refuse("%s is %s already", of.called(), of.State)
	case why == "" && c.To.off() && of.Name == "":
		return nil, refuse("say which system: /state SYSTEM %s WHY", c.To)
	case why == "" && c.To.off():
		return nil, refuse("give a reason: /state %s %s WHY", of.Name, c.To)
	}
	if err := c.checkDecided(s, a, of); err != nil {
		return nil, err
	}
	if err := c.checkKept(s, a); err != nil {
		return nil, err
	}
	if err := c.checkRestored(of); err != nil {
		return nil, err
	}
	if err := c.checkReturn(of, why); err != nil {
		return nil, err
	}
	if err := c.checkRelease(s, a, of); err != nil {
		return nil, err
	}
	whom, enter := c.unmarked()
	f := systemStateSet{
		Named: of.named, System: of.Name, Seq: of.opener, From: of.State, To: c.To, For: whom, Enter: enter, Why: why, Refs: c.Refs,
	}
	f.Was = c.replaced(of.Quarantine, whom, enter)
	opened := f.opens(s, a)
	return append([]Fact{f}, opened...), nil
}

// opens returns what the playbook adds for a shutdown, and for a system that this names.
func (f *systemStateSet) opens(s *State, a Ask) []Fact {
	var on []string
	if f.To == SystemShutdown {
		on = []string{onShutdown}
	}
	if f.names() {
		return f.Named.opens(s, a, on...)
	}
	return checklists(s, s.Plan.Playbook, s.situation(), on...)
}

// names reports whether the system was named as affected by this.
func (f systemStateSet) names() bool { return f.Named.Sheet.Name != "" }

func (systemStateSet) isTurn() {}

func (systemStateSet) kind() string { return "system-state-set" }

// aboutEntry returns the entry that named the system, 0 for none or this one.
func (f systemStateSet) aboutEntry(*State) uint64 { return f.Seq }

func (f systemStateSet) fold(s *State, e *Event) {
	if f.names() {
		f.Named.fold(s, e)
	}
	was := s.statusOf(f.System).isDown()
	s.recordSystem(e, f)
	if f.System == "" {
		s.Status.whole = s.Status.whole.after(f, e)
	} else {
		s.Affected.setStatus(f, e)
	}
	if f.To.off() {
		s.Status.gate(e)
	}
	if f.To == SystemShutdown {
		s.Status.shutBy = e.Seq
	}
	s.measureSystem(e, f, was)
}

func (f systemStateSet) line() string {
	what := "system"
	if f.System != "" {
		what = f.System
	}
	if f.names() && f.Named.Unlisted {
		what += ", which has no sheet,"
	}
	line := fmt.Sprintf("%s %s → %s", what, f.From, f.To) + f.keptLine()
	return withReason(CleanLine(citing(line, f.Refs)), f.Why) + asksMore(f.Named.Asks)
}

package incident

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Phase is the stage of the response.
type Phase uint8

// The phases, in their order.
const (
	PhaseTriage Phase = iota
	PhaseContainment
	PhaseEradication
	PhaseRecovery
	PhaseReview
	PhaseClosed
)

var phaseWords = []string{"triage", "containment", "eradication", "recovery", "review", "closed"}

func (p Phase) String() string { return enumName(p, phaseWords...) }

// MarshalText writes the phase's word.
func (p Phase) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText parses the phase's whole word.
func (p *Phase) UnmarshalText(b []byte) error { return parseExact(p, b, phaseWords) }

// parsePhase parses a phase's word or an unambiguous beginning of it.
func parsePhase(s string) (Phase, error) {
	i, err := matchPrefix(s, "phase", phaseWords)
	return Phase(i), err
}

// setPhase asks to move the response to another phase.
type setPhase struct {
	To       Phase
	Why      string
	Override bool // go on despite unmet exit criteria
}

// phaseSet happened when the response moved to another phase.
type phaseSet struct {
	From     Phase    `json:"from"`
	To       Phase    `json:"to"`
	Why      string   `json:"why"`
	Overrode []string `json:"overrode,omitempty"` // the exit criteria that were overridden
	Asks     int      `json:"asks,omitempty"`     // tasks that the playbook adds now
}

var phaseVerb = Verb{
	Name: "phase", Args: "PHASE [override] [why]", asks: setPhase{},
	Help:     "move to triage, containment, eradication, recovery or review, once the exit criteria are met",
	complete: offerWords(phaseWords[:PhaseClosed]...),
	parse: func(args string) (Command, error) {
		first, why := cutWord(args)
		to, err := parsePhase(first)
		if err != nil {
			return nil, err
		}
		c := setPhase{To: to}
		c.Override, c.Why, err = cutOverride(why)
		return c, err
	},
}

func (c setPhase) needs() power { return overridePower(c.Override) }

func (c setPhase) decide(s *State, a Ask) ([]Fact, error) {
	why, err := checkWhy(c.Why)
	if err != nil {
		return nil, err
	}
	switch {
	case c.To >= PhaseClosed:
		return nil, refuse("to close the incident, use /close")
	case c.To == s.Status.Phase:
		return nil, refuse("the phase is %s already", s.Status.Phase)
	case c.To < s.Status.Phase && why == "":
		return nil, refuse("give a reason to go back: /phase %s WHY", c.To)
	}
	if c.To == PhaseReview {
		if err := checkSystemBack(s, a, "the review"); err != nil {
			return nil, err
		}
	}
	criteria, gate := lackingFor(s, c.To, a.At)
	p := overridable{line: "phase " + c.To.String(), unmet: waiting(s, c.To, criteria, gate, a.At), overrides: c.Override, why: why}
	if err := p.check(s, a); err != nil {
		return nil, err
	}
	set := phaseSet{From: s.Status.Phase, To: c.To, Why: why, Overrode: slices.Concat(criteria, gate)}
	at := s.situation()
	at.phase = c.To
	tasks, lists := s.opens(a, at, passed(s.Status.Phase, c.To)...)
	set.Asks = len(tasks)
	return slices.Concat([]Fact{set}, tasks, lists), nil
}

// passed returns the words of the phases between two: what the playbook asks for in a phase
// is asked of an incident that skips it, too.
func passed(from, to Phase) (words []string) {
	for phase := from + 1; phase < to; phase++ {
		words = append(words, phase.String())
	}
	return words
}

// lackingFor returns what is missing to enter a phase: the unmet exit criteria
// of all phases that are left or passed, those behind that were met and are so no more, and,
// for the review, the open questions of the gate.
func lackingFor(s *State, to Phase, now time.Time) (criteria, gate []string) {
	if to > s.Status.Phase {
		criteria = s.lostBehind(now)
	}
	for phase := s.Status.Phase; phase < to; phase++ {
		criteria = append(criteria, unmet(s, phase, now)...)
	}
	if s.Status.Phase < PhaseReview && to >= PhaseReview {
		gate = gateKeys(unanswered(s, now))
	}
	return criteria, gate
}

// waiting says what a phase waits for, and which commands settle it.
func waiting(s *State, to Phase, criteria, gate []string, now time.Time) string {
	var how []string
	if len(criteria) > 0 {
		how = append(how, "tick a criterion with /check KEY")
	}
	if len(gate) > 0 {
		how = append(how, "answer the gate with /gate QUESTION REF")
	}
	if len(how) == 0 {
		return ""
	}
	names := firstKeys(slices.Concat(s.withReasons(to, criteria, now), gate))
	if fell := s.fallen(); len(criteria) > 0 && len(fell) > 0 {
		names += fmt.Sprintf(" (asked by the worst so far, %s; %s)", fell[0].was, s.letsFall(fell[0].line))
	}
	return fmt.Sprintf("%s waits for %s: %s", to, names, strings.Join(how, ", "))
}

// withReasons puts behind the keys of criteria what made them apply, and why a tick counts no
// more.
func (s *State) withReasons(to Phase, keys []string, now time.Time) []string {
	why := map[string]string{}
	for phase := PhaseTriage; phase < to; phase++ {
		for _, c := range s.criteria(phase, now) {
			why[c.Rule.Key] = becauseOf(c.Because) + lapsedOf(c.Lapsed)
		}
	}
	told := make([]string, len(keys))
	for i, key := range keys {
		told[i] = key + strings.Replace(why[key], ", ", " ", 1)
	}
	return told
}

func (phaseSet) isTurn() {}

func (phaseSet) kind() string { return "phase-set" }

func (f phaseSet) fold(s *State, e *Event) {
	s.enterPhase(e, f.To, f.Why)
	s.recordOverride(f.Overrode)
	s.Plan.pass(e, checkStatusOverridden, f.Why, f.Overrode...)
	if f.To > PhaseTriage {
		s.Status.gate(e)
	}
}

func (f phaseSet) line() string {
	return withReason(fmt.Sprintf("%s → %s%s", f.From, f.To, overriddenNote(f.Overrode)), f.Why) + asksMore(f.Asks)
}

// enterPhase moves the incident to a phase. Going back loses the milestones of
// later phases; closing keeps them.
func (s *State) enterPhase(e *Event, to Phase, why string) {
	s.recordStatus(e, "phase", s.Status.Phase.String(), to.String(), why)
	for _, gate := range phaseGates {
		switch {
		case to == PhaseClosed, s.Status.Phase == PhaseClosed: // closing and reopening change nothing that was reached
		case gate.milestone == MilestoneRecovered && s.anyDown():
		case s.Status.Phase < gate.phase && to >= gate.phase:
			s.setMilestone(gate.milestone, e)
		case to < gate.phase && to < s.Status.Phase:
			s.clearMilestone(gate.milestone)
		}
	}
	s.Status.Phase, s.Status.since = to, e.OccurredAt
	if to == PhaseClosed || to <= s.Status.furthest {
		s.keepAsked() // back and on again, or reopened, is no way past what only the decider lets fall
		return
	}
	s.Status.furthest = to
	listed := s.listedKeys()
	s.askAnew()
	s.passFrom(listed, e, checkStatusNotAsked, "")
}

// phaseGates maps a phase to the milestone that entering it, or a later one,
// reaches.
var phaseGates = [...]struct {
	milestone Milestone
	phase     Phase
}{{MilestoneContained, PhaseEradication}, {MilestoneRecovered, PhaseReview}}

package incident

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Condition says when a rule of the playbook applies: when all that it names matches, and
// Not, if there is one, doesn't, and of Any, if there are some, at least one does. It has an
// answer in every situation. The zero Condition always applies.
type Condition struct {
	Match
	Not *Match  `json:"not,omitempty"`
	Any []Match `json:"any,omitempty"`
}

// Match names what an incident must be like. The zero value of a field asks for nothing.
//
// Severity, spread and scope mean that one or beyond: SEV2 is SEV2 and SEV1. Of each list,
// one is enough. What nobody has stated is unknown, which a list may name; an unknown spread
// is less than any.
type Match struct {
	Severity     Severity  `json:"severity,omitzero"`
	Spread       Spread    `json:"spread,omitzero"`
	Scope        Scope     `json:"scope,omitzero"`
	Kinds        KindSet   `json:"kind,omitzero"`
	PersonalData []Touched `json:"personal_data,omitempty"`
	Phases       []Phase   `json:"phase,omitempty"`
	Drill        *bool     `json:"drill,omitempty"`
	Classes      []string  `json:"classification,omitempty"` // of an affected system, in lower case
}

// situation is what conditions read of an incident.
type situation struct {
	severity Severity
	spread   Spread
	scope    Scope
	kinds    KindSet // KindUnknown where none is named
	personal Touched
	phase    Phase
	drill    bool
	classes  []string // of the affected systems, sorted, in lower case; unknownClass where there is none
}

// UnknownClass is the word for the classification where no affected system has one.
const UnknownClass = "unknown"

// situation returns how things are now.
func (s *State) situation() situation {
	return situation{
		severity: s.SizeUp.Severity, spread: s.SizeUp.Spread, scope: s.Access.Scope, kinds: s.SizeUp.Kinds.orUnknown(),
		personal: s.SizeUp.PersonalData, phase: s.Status.Phase, drill: s.Drill, classes: classesOf(s.Affected.Systems),
	}
}

// asked returns what the criteria of the phase are asked at: the worst since it began,
// unless the decider let that fall.
func (s *State) asked() situation {
	at := s.SizeUp.asked
	at.phase, at.drill = s.Status.Phase, s.Drill
	return at
}

func classesOf(systems []*System) []string {
	var classes []string
	for _, sys := range systems {
		if class := strings.ToLower(sys.Sheet.Classification); class != "" {
			classes = append(classes, class)
		}
	}
	if len(classes) == 0 {
		return []string{UnknownClass}
	}
	slices.Sort(classes)
	return slices.Compact(classes)
}

// worst returns the worst of two situations, one after the other: what a criterion that
// applied at either is asked by. What was unknown until it was stated leaves nothing.
func (at situation) worst(next situation) situation {
	if at.severity == 0 {
		return next
	}
	next.severity, next.spread, next.scope = min(at.severity, next.severity), max(at.spread, next.spread), max(at.scope, next.scope)
	if known := (at.kinds | next.kinds).named(); known != 0 {
		next.kinds = known
	}
	if at.personal == TouchedYes {
		next.personal = at.personal
	}
	classes := slices.DeleteFunc(slices.Concat(at.classes, next.classes), func(c string) bool { return c == UnknownClass })
	if len(classes) > 0 {
		slices.Sort(classes)
		next.classes = slices.Compact(classes)
	}
	return next
}

// applies reports whether a rule with a severity and a condition applies.
func applies(rule Severity, when Condition, at situation) bool {
	return holds(rule, at.severity) && when.holds(at)
}

func (c *Condition) holds(at situation) bool {
	return c.fits(at, false) && (c.Not == nil || !c.Not.fits(at, true)) && (len(c.Any) == 0 || c.chosen(at) != nil)
}

// chosen returns the first of Any that matches, nil for none.
func (c *Condition) chosen(at situation) *Match {
	for i := range c.Any {
		if c.Any[i].fits(at, false) {
			return &c.Any[i]
		}
	}
	return nil
}

// fits reports whether all that m names matches. Where an incident is of several kinds or
// classifications, one that m names is enough or, if only is set, it must name them all:
// what is left out for an outage isn't for an outage that an attacker made.
func (m *Match) fits(at situation, only bool) bool {
	kinds, classes := m.Kinds&at.kinds != 0, slices.ContainsFunc(at.classes, m.names)
	if only {
		kinds, classes = at.kinds&^m.Kinds == 0, !slices.ContainsFunc(at.classes, func(c string) bool { return !m.names(c) })
	}
	return holds(m.Severity, at.severity) && at.spread >= m.Spread && at.scope >= m.Scope &&
		(m.Kinds == 0 || kinds) &&
		(m.PersonalData == nil || slices.Contains(m.PersonalData, at.personal)) &&
		(m.Phases == nil || slices.Contains(m.Phases, at.phase)) &&
		(m.Drill == nil || *m.Drill == at.drill) &&
		(m.Classes == nil || classes)
}

func (m *Match) names(class string) bool { return slices.Contains(m.Classes, class) }

// String tells what the condition asks for: "spread several, kind data or ransom, not: kind
// outage"; "always" for nothing.
func (c Condition) String() string {
	text := c.Match.String()
	if c.Not != nil {
		text = strings.TrimPrefix(text+", not: "+c.Not.String(), ", ")
	}
	for i, m := range c.Any {
		text = strings.TrimPrefix(text+map[bool]string{true: ", one of: ", false: " / "}[i == 0]+m.String(), ", ")
	}
	if text == "" {
		return "always"
	}
	return text
}

// String tells what is named, "" for nothing.
func (m Match) String() string {
	var told []string
	add := func(asked bool, name string, words ...string) {
		if asked {
			told = append(told, name+" "+strings.Join(words, " or "))
		}
	}
	add(m.Severity != 0, "severity", m.Severity.String())
	add(m.Spread != 0, "spread", m.Spread.String())
	add(m.Scope != 0, "scope", m.Scope.String())
	add(m.Kinds != 0, "kind", m.Kinds.Words()...)
	add(m.PersonalData != nil, "personal data", wordsOf(m.PersonalData)...)
	add(m.Phases != nil, "phase", wordsOf(m.Phases)...)
	add(m.Drill != nil, "drill", map[bool]string{true: "yes", false: "no"}[m.Drill != nil && *m.Drill])
	add(m.Classes != nil, "classification", m.Classes...)
	return strings.Join(told, ", ")
}

func wordsOf[T fmt.Stringer](all []T) (words []string) {
	for _, one := range all {
		words = append(words, one.String())
	}
	return words
}

// because says what made the condition apply, as "spread is house and kind is data"; "" for
// nothing but the severity.
func (c *Condition) because(at situation) string {
	m := c.Match
	if one := c.chosen(at); one != nil {
		m = m.beside(*one)
	}
	return m.because(at)
}

// beside returns a match that names all that two name.
func (m Match) beside(other Match) Match {
	m.Spread, m.Scope, m.Kinds = max(m.Spread, other.Spread), max(m.Scope, other.Scope), m.Kinds|other.Kinds
	m.PersonalData, m.Phases = slices.Concat(m.PersonalData, other.PersonalData), slices.Concat(m.Phases, other.Phases)
	m.Classes, m.Drill = slices.Concat(m.Classes, other.Classes), cmp.Or(m.Drill, other.Drill)
	return m
}

func (m *Match) because(at situation) string {
	var why []string
	add := func(asked bool, what string) {
		if asked {
			why = append(why, what)
		}
	}
	add(m.Spread != 0, "spread is "+at.spread.String())
	add(m.Kinds != 0, "kind is "+(m.Kinds&at.kinds).String())
	add(m.PersonalData != nil, "personal data is "+at.personal.String())
	add(m.Scope != 0, "scope is "+at.scope.String())
	add(m.Phases != nil, "phase is "+at.phase.String())
	add(m.Drill != nil, map[bool]string{true: "it is a drill", false: "it is no drill"}[at.drill])
	add(m.Classes != nil, "classification is "+strings.Join(slices.DeleteFunc(slices.Clone(at.classes), func(class string) bool { return !m.names(class) }), ", "))
	return strings.Join(why, " and ")
}

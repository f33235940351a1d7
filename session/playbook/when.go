package playbook

import (
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"warroom/session/incident"
)

// maxClasses bounds the classifications that a condition names.
const maxClasses = 20

// scale returns the keys of a rule that say for which incidents it is.
func (r *reader) scale(severity *incident.Severity, when *incident.Condition) fields {
	return fields{
		"severity": func(n *yaml.Node) {
			if *severity = r.severity(n); when.Severity != 0 {
				r.fault(n, severityTwice)
			}
		},
		"when": func(n *yaml.Node) {
			if *when = r.condition(n); when.Severity != 0 && *severity != 0 {
				r.fault(n, severityTwice)
			}
		},
	}
}

const severityTwice = "the severity stands beside when, and within it too: write it once"

// condition reads when a rule applies.
func (r *reader) condition(n *yaml.Node) incident.Condition {
	var c incident.Condition
	known := r.match(&c.Match)
	known["not"] = func(n *yaml.Node) {
		c.Not = new(incident.Match)
		r.notEmpty(n, "not")
		r.table(n, "not", r.match(c.Not))
	}
	var lines []*yaml.Node // of the alternatives
	known["any"] = func(n *yaml.Node) { c.Any, lines = r.alternatives(n) }
	before := len(r.faults)
	r.notEmpty(n, "when")
	r.table(n, "when", known)
	if len(r.faults) == before {
		r.canHold(n, c, lines)
	}
	return c
}

// canHold makes it a fault that a condition never holds, or that one of its alternatives is
// never the reason.
func (r *reader) canHold(n *yaml.Node, c incident.Condition, lines []*yaml.Node) {
	for i, one := range c.Any {
		if rest := (incident.Condition{Match: c.Match, Not: c.Not}); rest.CanHold() {
			if rest.Any = []incident.Match{one}; !rest.CanHold() {
				r.fault(lines[i], "this line of any never applies: the rest of when rules it out")
				return
			}
		}
	}
	if !c.CanHold() {
		r.fault(n, "this never applies: not takes away all that the rest names")
	}
}

// maxAny bounds the alternatives of a condition.
const maxAny = 10

// alternatives reads what an incident must be like, of which one is enough, and the places
// of the lines.
func (r *reader) alternatives(n *yaml.Node) (all []incident.Match, lines []*yaml.Node) {
	r.list(n, "any", maxAny, func(n *yaml.Node) {
		var m incident.Match
		r.notEmpty(n, "a line of any")
		r.table(n, "a line of any", r.match(&m))
		all, lines = append(all, m), append(lines, n)
	})
	if n.Kind == yaml.SequenceNode && len(n.Content) < 2 || isNull(n) {
		r.fault(n, "any needs at least two lines: write any: [{severity: SEV1}, {kind: ransom}]")
	}
	return all, lines
}

// notEmpty makes a table without keys a fault.
func (r *reader) notEmpty(n *yaml.Node, what string) {
	switch {
	case n.Kind != yaml.MappingNode || len(n.Content) > 0:
	case strings.Contains(what, " "):
		r.fault(n, "%s names nothing: leave it out, or write {kind: outage}", what)
	default:
		r.fault(n, "%s names nothing: leave it out, or write %s: {kind: outage}", what, what)
	}
}

// match returns the keys of what an incident must be like.
func (r *reader) match(m *incident.Match) fields {
	return fields{
		"severity": func(n *yaml.Node) { m.Severity = r.severity(n) },
		"spread":   func(n *yaml.Node) { m.Spread = incident.Spread(r.from(n, "spread", incident.SpreadWords()[1:])) },
		"scope":    func(n *yaml.Node) { m.Scope = incident.Scope(r.from(n, "scope", scopeWords()[1:])) },
		"kind":     func(n *yaml.Node) { m.Kinds = r.kinds(n) },
		"personal_data": func(n *yaml.Node) {
			m.PersonalData = anyOf[incident.Touched](r, n, "personal_data", incident.TouchedWords())
		},
		"phase": func(n *yaml.Node) { m.Phases = anyOf[incident.Phase](r, n, "phase", phaseWords()) },
		"drill": func(n *yaml.Node) {
			drill := r.choice(n, "drill", []string{"no", "yes"}) == 1
			m.Drill = &drill
		},
		"classification": func(n *yaml.Node) { m.Classes = r.classes(n) },
	}
}

// from reads the least of some words that count from 1, 0 where it is none of them.
func (r *reader) from(n *yaml.Node, what string, words []string) int {
	before := len(r.faults)
	i := r.choice(n, what, words)
	if len(r.faults) > before {
		return 0
	}
	return i + 1
}

func scopeWords() (words []string) {
	for s := incident.ScopeOpen; s <= incident.ScopeConfidential; s++ {
		words = append(words, s.String())
	}
	return words
}

// anyOf reads one or several of some words.
func anyOf[T ~uint8](r *reader, n *yaml.Node, what string, words []string) (all []T) {
	texts, lines := r.texts(n, what, len(words), maxName)
	for i, text := range texts {
		one := yaml.Node{Kind: yaml.ScalarNode, Value: text, Line: lines[i]}
		all = append(all, T(r.choice(&one, what, words)))
	}
	if len(all) == 0 {
		r.fault(n, "%s names nothing: use %s", what, strings.Join(words, ", "))
	}
	return all
}

// kinds reads the kinds of which an incident must have one.
func (r *reader) kinds(n *yaml.Node) (all incident.KindSet) {
	for _, i := range anyOf[uint8](r, n, "kind", incident.KindWords()) {
		all |= 1 << i
	}
	return all
}

// classes reads classifications, in lower case as they are compared.
func (r *reader) classes(n *yaml.Node) []string {
	texts, _ := r.texts(n, "classification", maxClasses, maxName)
	if len(texts) == 0 {
		r.fault(n, "classification names nothing: use the words of the sheets, or %s", incident.UnknownClass)
	}
	for i := range texts {
		texts[i] = strings.ToLower(texts[i])
	}
	return texts
}

// inPhase makes it a fault that a rule of one phase applies in others alone.
func (r *reader) inPhase(n *yaml.Node, phase incident.Phase, when incident.Condition) {
	if when.Phases != nil && !slices.Contains(when.Phases, phase) {
		r.fault(n, "this never applies: it stands in %s, and when names other phases", phase)
	}
}

// and returns the keys of two tables.
func (f fields) and(more fields) fields {
	all := maps.Clone(f)
	maps.Copy(all, more)
	return all
}

package incident

import (
	"iter"
	"maps"
	"slices"
)

// Access is the section that says who may read the incident.
type Access struct {
	TLP     TLP
	Scope   Scope
	Members map[string]Membership // by name
	Authors map[string]bool       // by name: wrote an entry that has, or had, a label of its own
}

var accessSection = section{
	verbs: []Verb{tlpVerb, scopeVerb, admitVerb, removeVerb, ejectVerb, breakGlassVerb},
	kinds: map[string]codec{
		"scope-set":     {"scop", inTimeline, into[scopeSet]},
		"guest-expired": {"gone", inTimeline, into[guestExpired]},
		"glass-broken":  {"GLAS", inTimeline, into[glassBroken]},
		"tlp-set":       {"TLP", inTimeline, into[tLPSet]},
		"admitted":      {"admt", inTimeline, into[personAdmitted]},
		"removed":       {"remv", inTimeline, into[personRemoved]},
		"ejected":       {"EJCT", inTimeline, into[personEjected]},
		"joined":        {"join", inRecord, into[personJoined]},
		"left":          {"left", inRecord, into[personLeft]},
	},
}

// begin sets the scope and the label of an incident that was just declared.
func (a *Access) begin(scope Scope, tlp TLP) { a.Scope, a.TLP = scope, tlp }

// addAuthor records that a person wrote an entry with a label of its own.
func (a *Access) addAuthor(name string) {
	if !a.Authors[name] {
		a.Authors = mapWith(a.Authors, name, true)
	}
}

// shutsOut is a fact that takes from people the right to enter. whyOut returns the
// sentence for a person, "" for somebody whom it doesn't concern.
type shutsOut interface {
	whyOut(e *Event, name string) string
}

// WhyOut returns the sentence for a person whom the event shut out, "" where it shut out
// nobody of that name.
func (e *Event) WhyOut(name string) string {
	if f, ok := e.Fact.(shutsOut); ok {
		return f.whyOut(e, name)
	}
	return ""
}

// TLP returns the label of the incident.
func (v View) TLP() TLP { return v.state.Access.TLP }

// Scope returns who may know of the incident at all.
func (v View) Scope() Scope { return v.state.Access.Scope }

// Member returns what the incident knows of a person; false for nothing.
func (v View) Member(name string) (Membership, bool) {
	m, ok := v.state.Access.Members[name]
	return m, ok
}

// Members yields the people that the incident knows something of, by name.
func (v View) Members() iter.Seq2[string, Membership] {
	return func(yield func(string, Membership) bool) {
		for _, name := range slices.Sorted(maps.Keys(v.state.Access.Members)) {
			if !yield(name, v.state.Access.Members[name]) {
				return
			}
		}
	}
}

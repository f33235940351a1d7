package incident

import (
	"fmt"
	"slices"
	"strings"
)

// Scope is how far the incident is known in the house.
type Scope uint8

// The scopes.
const (
	ScopeOpen         Scope = iota // who may come in sees it
	ScopeRestricted                // members, whom a role was given, and keys of rank manager
	ScopeConfidential              // members and whom a role was given, nobody else
)

var scopeWords = []string{"open", "restricted", "confidential"}

func (s Scope) String() string { return word(s, scopeWords...) }

// MarshalText writes the scope's word.
func (s Scope) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads the scope's word, whole.
func (s *Scope) UnmarshalText(b []byte) error { return whole(s, b, scopeWords) }

// ParseScope reads a scope's word, as much of it as names only one.
func ParseScope(s string) (Scope, error) {
	i, err := pick(s, "scope", scopeWords)
	return Scope(i), err
}

// SetScope asks to say how far the incident may be known.
type SetScope struct {
	To  Scope
	Why string
}

// ScopeSet happened when the incident came to be known to others. Who was here
// at that moment became a member, so that nobody in the room was put out, and who
// set it. Whoever was in by a word that was nobody's to give is out.
type ScopeSet struct {
	From    Scope    `json:"from"`
	To      Scope    `json:"to"`
	Why     string   `json:"why"`
	Members []string `json:"members,omitempty"`
	Out     []string `json:"out,omitempty"` // who held a role, or was admitted, unasked
}

var scopeVerb = Verb{
	Name: "scope", Args: "open | restricted | confidential [why]", Power: PowerManage, Outward: true, AfterClose: true,
	Help:     "say who may know of this incident: restricted (members, roles that were given, keys of rank manager), confidential (members and such roles alone); who is here becomes a member",
	complete: words(scopeWords...),
	parse: func(args string) (Command, error) {
		first, why := cut(args)
		to, err := ParseScope(first)
		return SetScope{To: to, Why: why}, err
	},
}

func (SetScope) needs() Power { return PowerManage }

// How far a record may be known is still decided after its incident is closed.
func (SetScope) afterClose() {}

// reachesOut keeps SetScope from guests of one incident: they could shut the house's
// managers out, or let everyone in.
func (SetScope) reachesOut() {}

func (c SetScope) decide(s *State, a Ask) ([]Fact, error) {
	why, err := checkWhy(c.Why)
	switch {
	case err != nil:
		return nil, err
	case c.To > ScopeConfidential:
		return nil, refuse("use %s", strings.Join(scopeWords, ", "))
	case c.To == s.Access.Scope:
		return nil, refuse("this incident is %s already", s.Access.Scope)
	}
	fact := ScopeSet{From: s.Access.Scope, To: c.To, Why: why}
	if c.To == ScopeOpen {
		return []Fact{fact}, nil
	}
	fact.Members = newcomers(s)
	after, by := *s, &Event{By: a.By.Name}
	if fact.fold(&after, by); !after.MayEnter(a.By) { // they wrote from outside
		fact.Members = append(fact.Members, a.By.Name)
		slices.Sort(fact.Members)
		after = *s
		fact.fold(&after, by)
	}
	fact.Out = outsiders(s, &after)
	return []Fact{fact}, nil
}

// newcomers are those who are here on record and no members yet, by name.
func newcomers(s *State) []string {
	var names []string
	for name, m := range s.Access.Members {
		if m.Here() && (m.Status < MemberAdmitted || m.Footing < FootingByRight) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// outsiders are those who have a role or were admitted, and whom only their rank
// showed the incident, as it did before it was narrowed. They are told by name.
func outsiders(before, after *State) []string {
	var names []string
	for name, m := range before.Access.Members {
		p := Person{Name: name, Rank: max(m.Rank, RankResponder)}
		if (m.Status == MemberAdmitted || before.holdsRole(name)) && before.MayEnter(p) && !after.MayEnter(p) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

func (ScopeSet) kind() string { return "scope-set" }

func (f ScopeSet) fold(s *State, e *Event) {
	narrower := f.To > s.Access.Scope
	s.Access.Scope = f.To
	if f.To == ScopeOpen {
		return
	}
	before := *s
	if narrower {
		s.narrow(func(string, Membership) bool { return false })
	}
	for _, name := range f.Members {
		s.admit(name, before.footingOf(e.By, name))
	}
}

func (f ScopeSet) line() string {
	text := because(fmt.Sprintf("scope %s → %s", f.From, f.To), f.Why)
	if len(f.Members) > 0 {
		text += "; members now: " + someNames(f.Members)
	}
	if len(f.Out) > 0 {
		text += "; no longer in, unless admitted: " + someNames(f.Out)
	}
	return text
}

// someNames tells the first of many names, and how many more there are.
func someNames(names []string) string {
	const most = 12
	if more := len(names) - most; more > 0 {
		return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), more)
	}
	return strings.Join(names, ", ")
}

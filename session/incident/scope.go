package incident

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Scope is how far the incident is known in the house.
type Scope uint8

// The scopes.
const (
	ScopeOpen         Scope = iota // who may come in sees it
	ScopeRestricted                // members, holders of roles and keys of rank manager
	ScopeConfidential              // members and holders of roles alone
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
// at that moment became a member, so that nobody in the room was put out.
type ScopeSet struct {
	From    Scope    `json:"from"`
	To      Scope    `json:"to"`
	Why     string   `json:"why"`
	Members []string `json:"members,omitempty"`
}

var scopeVerb = Verb{
	Name: "scope", Args: "open | restricted | confidential [why]", Power: PowerManage,
	Help:     "say who may know of this incident: restricted (members, roles, keys of rank manager), confidential (members and roles alone); who is here becomes a member",
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

func (c SetScope) decide(s *State, a Ask) ([]Fact, error) {
	why, err := checkWhy(c.Why)
	switch {
	case err != nil:
		return nil, err
	case c.To > ScopeConfidential:
		return nil, refuse("use %s", strings.Join(scopeWords, ", "))
	case c.To == s.Scope:
		return nil, refuse("this incident is %s already", s.Scope)
	}
	fact := ScopeSet{From: s.Scope, To: c.To, Why: why}
	if c.To > ScopeOpen {
		fact.Members = newcomers(s)
	}
	after := *s
	fact.fold(&after, nil)
	if !MayEnter(&after, a.By) {
		return nil, refuse("%s would shut you out, who are not on the bridge: /admit @%s first", c.To, a.By.Name)
	}
	return []Fact{fact}, nil
}

// newcomers are those who are here on record and no members yet, by name.
func newcomers(s *State) []string {
	var names []string
	for name, m := range s.Members {
		if m.Here() && m.Standing < Member {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

func (ScopeSet) kind() string { return "scope-set" }

func (f ScopeSet) fold(s *State, _ *Event) {
	s.Scope = f.To
	if len(f.Members) == 0 {
		return
	}
	s.Members = maps.Clone(s.Members)
	if s.Members == nil {
		s.Members = map[string]Membership{}
	}
	for _, name := range f.Members {
		if m := s.Members[name]; m.Standing < Member {
			m.Standing = Member
			s.Members[name] = m
		}
	}
}

func (f ScopeSet) line() string {
	text := because(fmt.Sprintf("scope %s → %s", f.From, f.To), f.Why)
	if len(f.Members) > 0 {
		text += "; members now: " + someNames(f.Members)
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

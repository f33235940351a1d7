package incident

import (
	"fmt"
	"slices"
	"strings"
)

// Scope bounds the people in the organisation who may know of the incident.
type Scope uint8

// The scopes.
const (
	ScopeOpen         Scope = iota // anyone who may use the server
	ScopeRestricted                // members, holders of a given role, and keys of rank manager
	ScopeConfidential              // members and holders of a given role only
)

var scopeWords = []string{"open", "restricted", "confidential"}

func (s Scope) String() string { return enumName(s, scopeWords...) }

// MarshalText writes the scope's word.
func (s Scope) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText parses the scope's whole word.
func (s *Scope) UnmarshalText(b []byte) error { return parseExact(s, b, scopeWords) }

// ParseScope parses a scope's word or an unambiguous beginning of it.
func ParseScope(s string) (Scope, error) {
	i, err := matchPrefix(s, "scope", scopeWords)
	return Scope(i), err
}

// setScope asks to change the scope of the incident.
type setScope struct {
	To  Scope
	Why string
}

// scopeSet happened when the scope changed. The people who were here, and the
// author, became members, so that nobody in the room was removed. People who
// were in without an authorised person's consent are out.
type scopeSet struct {
	From    Scope    `json:"from"`
	To      Scope    `json:"to"`
	Why     string   `json:"why"`
	Members []string `json:"members,omitempty"`
	Out     []string `json:"out,omitempty"`  // who had a role or an admission that no authorised person gave
	Asks    int      `json:"asks,omitempty"` // tasks that the playbook adds now
}

var scopeVerb = Verb{
	Name: "scope", Args: "open | restricted | confidential [why]", asks: setScope{},
	Help:     "set who may know of this incident: restricted (members, given roles, keys of rank manager) or confidential (members and given roles only); people here become members",
	complete: offerWords(scopeWords...),
	parse: func(args string) (Command, error) {
		first, why := cutWord(args)
		to, err := ParseScope(first)
		return setScope{To: to, Why: why}, err
	},
}

func (setScope) needs() power { return powerManage }

// afterClose lets setScope through in a closed incident: its readers can still
// change.
func (setScope) afterClose() {}

// reachesOut refuses setScope to guests of one incident: they could lock out
// the server's managers, or let everyone in.
func (setScope) reachesOut() {}

func (c setScope) decide(s *State, a Ask) ([]Fact, error) {
	why, err := checkWhy(c.Why)
	switch {
	case err != nil:
		return nil, err
	case c.To > ScopeConfidential:
		return nil, refuse("use %s", strings.Join(scopeWords, ", "))
	case c.To == s.Access.Scope:
		return nil, refuse("this incident is %s already", s.Access.Scope)
	}
	at := s.situation()
	at.scope = c.To
	tasks, lists := s.opens(a, at)
	fact := scopeSet{From: s.Access.Scope, To: c.To, Why: why, Asks: len(tasks)}
	if c.To == ScopeOpen {
		return slices.Concat([]Fact{fact}, tasks, lists), nil
	}
	fact.Members = newcomers(s)
	after, by := *s, &Event{By: a.By.Name}
	if fact.fold(&after, by); !after.MayEnter(a.By) { // the asker may be outside of it
		fact.Members = append(fact.Members, a.By.Name)
		slices.Sort(fact.Members)
		after = *s
		fact.fold(&after, by)
	}
	fact.Out = outsiders(s, &after)
	return slices.Concat([]Fact{fact}, tasks, lists), nil
}

// newcomers returns, by name, the people who are here and aren't members by
// right yet.
func newcomers(s *State) []string {
	var names []string
	for name, m := range s.Access.Members {
		if m.Here() && (m.Status < memberAdmitted || m.Footing < footingByRight) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// outsiders returns the names of people who have a role or an admission, could
// enter before the scope was narrowed, and can't after.
func outsiders(before, after *State) []string {
	var names []string
	for name, m := range before.Access.Members {
		p := Person{Name: name, Rank: max(m.Rank, RankResponder)}
		if (m.Status == memberAdmitted || before.holdsRole(name)) && before.MayEnter(p) && !after.MayEnter(p) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

func (f scopeSet) whyOut(e *Event, _ string) string {
	return string(e.Incident) + " is now " + f.To.String() + ", which is not for you"
}

func (scopeSet) kind() string { return "scope-set" }

func (f scopeSet) fold(s *State, e *Event) {
	narrower := f.To > s.Access.Scope
	s.Access.Scope = f.To
	s.changeAllCopies(e.Seq)
	s.keepAsked()
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

func (f scopeSet) line() string {
	text := withReason(fmt.Sprintf("scope %s → %s", f.From, f.To), f.Why)
	if len(f.Members) > 0 {
		text += "; members now: " + someNames(f.Members)
	}
	if len(f.Out) > 0 {
		text += "; no longer in, unless admitted: " + someNames(f.Out)
	}
	return text + asksMore(f.Asks)
}

// someNames joins the first 12 names and counts the rest.
func someNames(names []string) string {
	const most = 12
	if more := len(names) - most; more > 0 {
		return fmt.Sprintf("%s and %d more", strings.Join(names[:most], ", "), more)
	}
	return strings.Join(names, ", ")
}

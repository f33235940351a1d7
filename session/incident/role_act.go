package incident

import (
	"fmt"
	"strings"
	"time"
)

// actInRole asks to act in a role whose holder has left the bridge.
type actInRole struct{ Role Role }

// roleActed happened when a person began to act for an absent holder. It ends
// when the holder returns or writes, the role moves, or the acting person leaves.
type roleActed struct {
	Role Role   `json:"role"`
	For  string `json:"for"`
}

var actVerb = Verb{
	Name: "act", Args: "ROLE", asks: actInRole{},
	Help:     "act in a role whose holder has been gone for long, until they return",
	complete: offerWords(roleWords...),
	parse: func(args string) (Command, error) {
		role, err := parseRole(strings.TrimSpace(args))
		return actInRole{Role: role}, err
	},
}

func (actInRole) needs() power { return powerRespond }

func (c actInRole) decide(s *State, a Ask) ([]Fact, error) {
	holder := s.Team.Roles[c.Role]
	switch {
	case int(c.Role) >= len(roleWords):
		return nil, refuse("use %s", strings.Join(roleWords, ", "))
	case holder == "":
		return nil, refuse("nobody holds %s: /take %s takes it", c.Role, c.Role)
	case holder == a.By.Name:
		return nil, refuse("you are %s already", c.Role)
	case s.Team.Acting[c.Role] == a.By.Name:
		return nil, refuse("you act as %s already", c.Role)
	}
	after := s.Plan.Playbook.AbsentAfter()
	if acts := s.Team.Acting[c.Role]; acts != "" && !s.goneFor(acts, after, a.At) {
		return nil, refuse("%s acts as %s already", acts, c.Role)
	}
	m := s.Access.Members[holder]
	switch {
	case m.Gone.IsZero() && !m.Here():
		return nil, refuse("%s has not been here yet: ask whoever runs the bridge for /role %s @%s", holder, c.Role, a.By.Name)
	case m.Here():
		return nil, refuse("%s is %s, and here: ask %s for /handover @%s %s", holder, c.Role, holder, a.By.Name, c.Role)
	case a.At.Sub(m.Gone) < after:
		return nil, refuse("%s was here until %s: another may act from %s on",
			holder, DayTime(m.Gone, a.At, time.UTC), DayTime(upToMinute(m.Gone.Add(after)), a.At, time.UTC))
	}
	return []Fact{roleActed{Role: c.Role, For: holder}}, nil
}

// goneFor reports whether a person has neither been here nor written for some time.
func (s *State) goneFor(name string, after time.Duration, now time.Time) bool {
	m := s.Access.Members[name]
	return !m.Here() && !m.Gone.IsZero() && now.Sub(m.Gone) >= after
}

func (roleActed) kind() string { return "role-acted" }

func (f roleActed) fold(s *State, e *Event) {
	s.Team.Acting = mapWith(s.Team.Acting, f.Role, e.By)
	s.moveWaiting()
}

func (f roleActed) line() string { return fmt.Sprintf("acts as %s for %s", f.Role, f.For) }

// holderOf returns the person who acts in a role for its absent holder, else its
// holder, else "".
func (s *State) holderOf(r Role) string {
	if name := s.Team.Acting[r]; name != "" {
		return name
	}
	return s.Team.Roles[r]
}

// upToMinute rounds a moment up to the full minute, so that a time shown to
// people is never too early.
func upToMinute(at time.Time) time.Time { return at.Add(time.Minute - 1).Truncate(time.Minute) }

// stopActing ends the acting of a person in all roles.
func (t *Team) stopActing(who string) {
	for r, name := range t.Acting {
		if name == who {
			t.Acting = mapWithout(t.Acting, r)
		}
	}
}

// relieveActors ends the acting of others in the roles of a holder who
// returned.
func (t *Team) relieveActors(holder string) {
	for r, name := range t.Roles {
		if name == holder {
			t.Acting = mapWithout(t.Acting, r)
		}
	}
}

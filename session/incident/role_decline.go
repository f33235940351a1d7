package incident

import (
	"fmt"
	"strings"
)

// declineRole asks to decline a role that was offered to the asker.
type declineRole struct {
	Role  Role
	Named bool // false: the one that was offered
}

// roleDeclined happened when someone declined a role that was offered to them.
type roleDeclined struct {
	Role Role   `json:"role"`
	To   string `json:"to"` // the person who offered it; "" if not known
}

var declineVerb = Verb{
	Name: "decline", Args: "[ROLE]", asks: declineRole{},
	Help:     "decline the role that was offered to you; the person who offered it is told",
	complete: offerWords(roleWords...),
	parse: func(args string) (Command, error) {
		if strings.TrimSpace(args) == "" {
			return declineRole{}, nil
		}
		role, err := parseRole(strings.TrimSpace(args))
		return declineRole{Role: role, Named: true}, err
	},
}

func (declineRole) needs() power { return powerRespond }

func (c declineRole) decide(s *State, a Ask) ([]Fact, error) {
	if !c.Named {
		role, ok := offeredTo(s, a.By.Name)
		if !ok {
			return nil, refuse("no role is offered to you")
		}
		c.Role = role
	}
	switch {
	case int(c.Role) >= len(roleWords):
		return nil, refuse("use %s", strings.Join(roleWords, ", "))
	case s.Team.Offers[c.Role] != a.By.Name:
		return nil, refuse("%s is not offered to you", c.Role)
	}
	return []Fact{roleDeclined{Role: c.Role, To: s.Team.offered[c.Role].by}}, nil
}

// DeclinesOfferOf reports whether the event declined a role that the named
// person offered.
func (e *Event) DeclinesOfferOf(name string) bool {
	f, ok := e.Fact.(roleDeclined)
	return ok && f.To == name
}

func (roleDeclined) kind() string { return "role-declined" }

func (f roleDeclined) fold(s *State, e *Event) {
	if s.Team.Offers[f.Role] == e.By {
		s.Team.Offers, s.Team.offered = mapWithout(s.Team.Offers, f.Role), mapWithout(s.Team.offered, f.Role)
	}
}

func (f roleDeclined) line() string {
	if f.To == "" {
		return fmt.Sprintf("declined %s", f.Role)
	}
	return fmt.Sprintf("declined %s, which %s offered", f.Role, f.To)
}

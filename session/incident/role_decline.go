package incident

import (
	"fmt"
	"strings"
)

// Decline asks to decline a role that was offered to the asker.
type Decline struct {
	Role  Role
	Named bool // false: the one that was offered
}

// RoleDeclined happened when someone declined a role that was offered to them.
type RoleDeclined struct {
	Role Role   `json:"role"`
	To   string `json:"to"` // the person who offered it; "" if not known
}

var declineVerb = Verb{
	Name: "decline", Args: "[ROLE]", Power: PowerRespond,
	Help:     "decline the role that was offered to you; the person who offered it is told",
	complete: words(roleWords...),
	parse: func(args string) (Command, error) {
		if strings.TrimSpace(args) == "" {
			return Decline{}, nil
		}
		role, err := ParseRole(strings.TrimSpace(args))
		return Decline{Role: role, Named: true}, err
	},
}

func (Decline) needs() Power { return PowerRespond }

func (c Decline) decide(s *State, a Ask) ([]Fact, error) {
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
	return []Fact{RoleDeclined{Role: c.Role, To: s.Team.offered[c.Role].by}}, nil
}

func (RoleDeclined) kind() string { return "role-declined" }

func (f RoleDeclined) fold(s *State, e *Event) {
	if s.Team.Offers[f.Role] == e.By {
		s.Team.Offers, s.Team.offered = without(s.Team.Offers, f.Role), without(s.Team.offered, f.Role)
	}
}

func (f RoleDeclined) line() string {
	if f.To == "" {
		return fmt.Sprintf("declined %s", f.Role)
	}
	return fmt.Sprintf("declined %s, which @%s offered", f.Role, f.To)
}

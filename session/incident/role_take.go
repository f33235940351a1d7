package incident

import (
	"fmt"
	"strings"
)

// Take asks to take a role that was offered to the asker, or that nobody holds.
// While there is a manager, only people who run the bridge may take one that
// decides for others.
type Take struct {
	Role  Role
	Named bool // false: the one that was offered
}

// roleTaken happened when a role was taken.
type roleTaken struct {
	Role Role   `json:"role"`
	From string `json:"from"`
	To   string `json:"to"`
}

var takeVerb = Verb{
	Name: "take", Args: "[ROLE]", asks: Take{},
	Help:     "take the role that was offered to you, or one that nobody holds",
	complete: offerWords(roleWords...),
	parse: func(args string) (Command, error) {
		if strings.TrimSpace(args) == "" {
			return Take{}, nil
		}
		role, err := parseRole(strings.TrimSpace(args))
		return Take{Role: role, Named: true}, err
	},
}

func (Take) needs() power { return powerRespond }

func (c Take) decide(s *State, a Ask) ([]Fact, error) {
	if !c.Named {
		role, ok := offeredTo(s, a.By.Name)
		if !ok {
			return nil, refuse("no role is offered to you; to take one that nobody holds, name it: /take ROLE")
		}
		c.Role = role
	}
	holder := s.Team.Roles[c.Role]
	switch {
	case int(c.Role) >= len(roleWords):
		return nil, refuse("use %s", strings.Join(roleWords, ", "))
	case holder == a.By.Name:
		return nil, refuse("you are %s already", c.Role)
	case s.Team.Offers[c.Role] != a.By.Name && holder != "":
		return nil, refuse("%s holds %s: ask for /handover @%s %s", holder, c.Role, a.By.Name, c.Role)
	case s.Team.Offers[c.Role] != a.By.Name && s.checkMoves(a, c.Role) != nil:
		return nil, s.checkMoves(a, c.Role)
	case s.Team.Offers[c.Role] != a.By.Name && c.Role.isCommandRole() && s.powerOf(a.By) < powerManage && s.Team.Roles[RoleManager] != "":
		return nil, refuse("only whoever runs the bridge can assign %s: ask %s for /role %s @%s",
			c.Role, s.Team.Roles[RoleManager], c.Role, a.By.Name)
	}
	return []Fact{roleTaken{Role: c.Role, From: holder, To: a.By.Name}}, nil
}

func (roleTaken) kind() string { return "role-taken" }

func (f roleTaken) fold(s *State, _ *Event) {
	asked := s.Team.Offers[f.Role] == f.To && s.Team.offered[f.Role].right
	runs := s.letIn(f.To) && s.powersOf(f.To).power >= powerManage
	switch s.setRole(f.Role, f.To); {
	case asked:
		s.Team.given = mapWith(s.Team.given, f.Role, true)
	case !runs:
		s.Team.selfAssigned = mapWith(s.Team.selfAssigned, f.Role, true)
	}
}

func (f roleTaken) line() string {
	if f.From == "" {
		return fmt.Sprintf("took %s", f.Role)
	}
	return fmt.Sprintf("took %s from %s", f.Role, f.From)
}

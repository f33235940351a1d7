package incident

import (
	"fmt"
	"strings"
)

// Handover asks to offer one's role to another person. The role moves when
// they take it.
type Handover struct {
	To   string
	Role Role
}

// HandoverOffered happened when a role was offered.
type HandoverOffered struct {
	Role Role   `json:"role"`
	From string `json:"from"`
	To   string `json:"to"`
}

var handoverVerb = Verb{
	Name: "handover", Args: "@PERSON [ROLE]", Power: PowerRespond,
	Help: "offer your role (manager where none is named) to a person, who takes it with /take",
	complete: func(s view, arg int) []string {
		switch arg {
		case 0:
			return doers(s)
		case 1:
			return roleWords
		}
		return nil
	},
	parse: func(args string) (Command, error) {
		to, rest, err := cutPerson(args)
		if err != nil {
			return nil, err
		}
		role, err := roleOr(rest, RoleManager)
		return Handover{To: to, Role: role}, err
	},
}

// Take asks to take a role that was offered to the asker, or that nobody
// holds. One that gives power is there to be taken only when nobody is manager.
type Take struct {
	Role  Role
	Named bool // false: whichever was offered
}

// RoleTaken happened when a role was taken.
type RoleTaken struct {
	Role Role   `json:"role"`
	From string `json:"from"`
	To   string `json:"to"`
}

var takeVerb = Verb{
	Name: "take", Args: "[ROLE]", Power: PowerRespond,
	Help:     "take the role that was offered to you, or one that nobody holds",
	complete: words(roleWords...),
	parse: func(args string) (Command, error) {
		if strings.TrimSpace(args) == "" {
			return Take{}, nil
		}
		role, err := ParseRole(strings.TrimSpace(args))
		return Take{Role: role, Named: true}, err
	},
}

// roleOr reads a role from args, def where args are empty.
func roleOr(args string, def Role) (Role, error) {
	if args = strings.TrimSpace(args); args == "" {
		return def, nil
	}
	return ParseRole(args)
}

func (Handover) needs() Power { return PowerRespond }
func (Take) needs() Power     { return PowerRespond }

func (c Handover) decide(s *State, a Ask) ([]Fact, error) {
	holder := s.Team.Roles[c.Role]
	switch {
	case int(c.Role) >= len(roleWords):
		return nil, refuse("use %s", strings.Join(roleWords, ", "))
	case holder != a.By.Name && PowerOf(s, a.By) < PowerManage:
		return nil, refuse("you don't hold %s, so you can't hand it over", c.Role)
	case holder == c.To:
		return nil, refuse("%s is %s already", c.To, c.Role)
	case s.Team.Offers[c.Role] == c.To:
		return nil, refuse("%s is offered to %s already, who takes it with /take", c.Role, c.To)
	}
	if err := mayActInside(s, c.To, "hold a role"); err != nil {
		return nil, err
	}
	return []Fact{HandoverOffered{Role: c.Role, From: holder, To: c.To}}, nil
}

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
	case s.Team.Offers[c.Role] != a.By.Name && c.Role.decides() && PowerOf(s, a.By) < PowerManage && s.Team.Roles[RoleManager] != "":
		return nil, refuse("%s is given by who runs the bridge: ask %s for /role %s @%s",
			c.Role, s.Team.Roles[RoleManager], c.Role, a.By.Name)
	}
	return []Fact{RoleTaken{Role: c.Role, From: holder, To: a.By.Name}}, nil
}

// offeredTo is the first role that is offered to name.
func offeredTo(s *State, name string) (Role, bool) {
	for _, r := range Roles() {
		if s.Team.Offers[r] == name {
			return r, true
		}
	}
	return 0, false
}

func (HandoverOffered) kind() string { return "handover-offered" }
func (RoleTaken) kind() string       { return "role-taken" }

func (f HandoverOffered) fold(s *State, e *Event) {
	s.Team.Offers = with(s.Team.Offers, f.Role, f.To)
	s.Team.offered = with(s.Team.offered, f.Role, offer{by: e.By, right: s.offersByRight(e.By, f)})
}

// offer is who offered a role, and whether by right: then who takes it was asked.
type offer struct {
	by    string
	right bool
}

// offersByRight reports whether someone hands on a role that was given to them, or
// runs the bridge by right. Whoever helped themselves passes on no more than they
// have, and nobody asks themselves.
func (s *State) offersByRight(by string, f HandoverOffered) bool {
	if s.Team.Roles[f.Role] == by && (s.Team.helped[f.Role] || s.dutyOf(by).power < PowerManage) {
		return by != f.To && !s.Team.helped[f.Role]
	}
	return by != f.To && s.footingOf(by, f.To) == ByRight
}

func (f RoleTaken) fold(s *State, _ *Event) {
	asked := s.Team.Offers[f.Role] == f.To && s.Team.offered[f.Role].right
	runs := s.letIn(f.To) && s.dutyOf(f.To).power >= PowerManage
	switch s.setRole(f.Role, f.To); {
	case asked:
		s.Team.given = with(s.Team.given, f.Role, true)
	case !runs:
		s.Team.helped = with(s.Team.helped, f.Role, true)
	}
}

func (f HandoverOffered) line() string { return fmt.Sprintf("offered %s to %s", f.Role, f.To) }

func (f RoleTaken) line() string {
	if f.From == "" {
		return fmt.Sprintf("took %s", f.Role)
	}
	return fmt.Sprintf("took %s from %s", f.Role, f.From)
}

package incident

import (
	"fmt"
	"strings"
)

// offerHandover asks to offer the asker's role to another person. The role moves
// when they take it.
type offerHandover struct {
	To   typedPerson
	Role Role
}

// handoverOffered happened when a role was offered.
type handoverOffered struct {
	Role Role   `json:"role"`
	From string `json:"from"`
	To   string `json:"to"`
}

var handoverVerb = Verb{
	Name: "handover", Args: "@PERSON [ROLE]", asks: offerHandover{},
	Help: "offer your role (manager if none is named) to a person, who takes it with /take",
	complete: func(s sources, arg int) []string {
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
		return offerHandover{To: to, Role: role}, err
	},
}

// roleOr parses a role, or returns def if args are empty.
func roleOr(args string, def Role) (Role, error) {
	if args = strings.TrimSpace(args); args == "" {
		return def, nil
	}
	return parseRole(args)
}

func (c offerHandover) names() []typedPerson { return []typedPerson{c.To} }

func (offerHandover) needs() power { return powerRespond }

func (c offerHandover) decide(s *State, a Ask) ([]Fact, error) {
	holder := s.Team.Roles[c.Role]
	switch {
	case int(c.Role) >= len(roleWords):
		return nil, refuse("use %s", strings.Join(roleWords, ", "))
	case holder != a.By.Name && s.powerOf(a.By) < powerManage:
		return nil, refuse("you don't hold %s, so you can't hand it over", c.Role)
	case s.checkMoves(a, c.Role) != nil:
		return nil, s.checkMoves(a, c.Role)
	case holder == c.To.Name:
		return nil, refuse("%s is %s already", c.To.Name, c.Role)
	case s.Team.Offers[c.Role] == c.To.Name:
		return nil, refuse("%s is offered to %s already, who takes it with /take", c.Role, c.To.Name)
	}
	if err := checkCanActInside(s, a, c.To.Name, "hold a role"); err != nil {
		return nil, err
	}
	return []Fact{handoverOffered{Role: c.Role, From: holder, To: c.To.Name}}, nil
}

// offeredTo returns the first role that is offered to name.
func offeredTo(s *State, name string) (Role, bool) {
	for _, r := range Roles() {
		if s.Team.Offers[r] == name {
			return r, true
		}
	}
	return 0, false
}

func (handoverOffered) kind() string { return "handover-offered" }

func (f handoverOffered) fold(s *State, e *Event) {
	s.Team.Offers = mapWith(s.Team.Offers, f.Role, f.To)
	s.Team.offered = mapWith(s.Team.offered, f.Role, offer{by: e.By, right: s.offersByRight(e.By, f)})
}

// offer is the person who offered a role, and whether they had the right to: if
// so, the role counts as given.
type offer struct {
	by    string
	right bool
}

// offersByRight reports whether by offers a role that was given to them, or
// runs the bridge by right. A self-taken role stays self-taken when it is
// passed on, and nobody can offer a role to themselves.
func (s *State) offersByRight(by string, f handoverOffered) bool {
	if s.Team.Roles[f.Role] == by && (s.Team.selfAssigned[f.Role] || s.powersOf(by).power < powerManage) {
		return by != f.To && !s.Team.selfAssigned[f.Role]
	}
	return by != f.To && s.footingOf(by, f.To) == footingByRight
}

func (f handoverOffered) line() string { return fmt.Sprintf("offered %s to %s", f.Role, f.To) }

package incident

import (
	"fmt"
	"slices"
	"strings"
)

// Role is a duty in one incident. One person may hold several.
type Role uint8

// The roles, in the order in which screens show them.
const (
	RoleManager Role = iota
	RoleDeputy
	RoleScribe
	RoleSecurity
	RoleLead
	RoleForensics
	RoleCommunications
	RoleLegal
	RoleDecider
)

var roleWords = []string{
	"manager", "deputy", "scribe", "security-officer", "workload-lead",
	"forensics", "communications", "legal", "decider",
}

// named returns the role as a sentence names it: "the decider", "forensics".
func (r Role) named() string {
	switch r {
	case RoleForensics, RoleCommunications, RoleLegal:
		return r.String()
	}
	return "the " + r.String()
}

// Roles returns all roles, in the order in which screens show them.
func Roles() []Role {
	roles := make([]Role, len(roleWords))
	for i := range roles {
		roles[i] = Role(i)
	}
	return roles
}

func (r Role) String() string { return enumName(r, roleWords...) }

// Short returns the role's abbreviation for a header.
func (r Role) Short() string {
	return enumName(r, "IM", "DEP", "SCR", "SEC", "LEAD", "FOR", "COM", "LEG", "DECIDER")
}

// MarshalText writes the role's word.
func (r Role) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText parses the role's whole word.
func (r *Role) UnmarshalText(b []byte) error { return parseExact(r, b, roleWords) }

// parseRole parses a role's abbreviation, its word, or an unambiguous beginning
// of it.
func parseRole(s string) (Role, error) {
	for _, r := range Roles() {
		if strings.EqualFold(s, r.Short()) {
			return r, nil
		}
	}
	i, err := matchPrefix(s, "role", roleWords)
	return Role(i), err
}

// nobody is the word that takes a role from its holder.
const nobody = "none"

var nobodyWords = []string{nobody}

// giveRole asks to give a role to a person, or to take it from its holder.
type giveRole struct {
	Role    Role
	To      typedPerson // empty: take it from its holder
	unnamed bool        // nobody was typed, nor that nobody shall hold it
}

// roleGiven happened when a role was given or taken away.
type roleGiven struct {
	Role Role   `json:"role"`
	From string `json:"from"`
	To   string `json:"to"`
}

var roleVerb = Verb{
	Name: "role", Args: "ROLE @PERSON | none", asks: giveRole{},
	Help: "give a role to a person",
	complete: func(s sources, arg int) []string {
		switch arg {
		case 0:
			return roleWords
		case 1:
			return append(s.rosterFirst(doers(s)), nobody)
		}
		return nil
	},
	parse: func(args string) (Command, error) {
		first, rest := cutWord(args)
		role, err := parseRole(first)
		if err != nil {
			return nil, err
		}
		if strings.EqualFold(strings.TrimSpace(rest), nobody) {
			return giveRole{Role: role}, nil
		}
		if strings.TrimSpace(rest) == "" {
			return giveRole{Role: role, unnamed: true}, nil
		}
		to, err := onePersonOr(nobodyWords, rest)
		return giveRole{Role: role, To: to}, err
	},
}

// rosterFirst puts those in front whom the playbook names for the role that was typed.
func (s sources) rosterFirst(people []string) []string {
	role, err := parseRole(s.words[0])
	if err != nil {
		return people
	}
	var first []string
	for _, name := range s.Playbook().RosterOf(role) {
		if slices.Contains(people, "@"+name) {
			first = append(first, "@"+name)
		}
	}
	return append(first, slices.DeleteFunc(people, func(name string) bool { return slices.Contains(first, name) })...)
}

// Unfinished reports whether a command leaves out what only the incident can help to name.
func Unfinished(c Command) bool {
	g, isRole := c.(giveRole)
	return isRole && g.unnamed
}

// askWho refuses a role for nobody, and says whom the playbook names for it.
func (c giveRole) askWho(s *State) error {
	line := fmt.Sprintf("say who: /role %s @PERSON, or /role %[1]s %s", c.Role, nobody)
	if ask := s.Plan.Playbook.RosterOf(c.Role); len(ask) > 0 {
		return refuse("%s; the playbook says to ask, in this order: %s", line, strings.Join(ask, ", "))
	}
	return refuse("%s", line)
}

func (c giveRole) names() []typedPerson { return []typedPerson{c.To} }

func (giveRole) needs() power { return powerManage }

func (c giveRole) decide(s *State, a Ask) ([]Fact, error) {
	to, holder := c.To.Name, s.Team.Roles[c.Role]
	switch {
	case int(c.Role) >= len(roleWords):
		return nil, refuse("use %s", strings.Join(roleWords, ", "))
	case c.unnamed:
		return nil, c.askWho(s)
	case holder == to && to == "":
		return nil, refuse("nobody holds %s", c.Role)
	case s.checkMoves(a, c.Role) != nil:
		return nil, s.checkMoves(a, c.Role)
	case holder == to && (!s.Team.selfAssigned[c.Role] || s.footingOf(a.By.Name, to) < footingByRight):
		return nil, refuse("%s is %s already", to, c.Role)
	}
	if to != "" { // a role lets its holder in
		if err := checkCanAct(s, a, to, "hold a role"); err != nil {
			return nil, err
		}
	}
	if _, known := s.Access.Members[to]; !known && to != "" && givesUpPower(s, a.By, c.Role) {
		// A misspelt name would leave the bridge with nobody who can correct
		// it.
		return nil, refuse("nobody named %s has been here: offer it instead with /handover @%s %s", to, to, c.Role)
	}
	if to != "" && s.footingOf(a.By.Name, to) < footingByRight {
		if err := checkCanActInside(s, a, to, "hold a role"); err != nil {
			return nil, err // given by a person whose power is self-taken, it grants no access
		}
	}
	return []Fact{roleGiven{Role: c.Role, From: holder, To: to}}, nil
}

// givesUpPower reports whether p runs the bridge only by holding the role.
func givesUpPower(s *State, p Person, r Role) bool {
	return s.Team.Roles[r] == p.Name && duties[r].power > 0 && p.Rank < RankManager
}

func (roleGiven) kind() string { return "role-given" }

func (f roleGiven) fold(s *State, e *Event) {
	asked := s.footingOf(e.By, f.To) == footingByRight
	switch s.setRole(f.Role, f.To); {
	case f.To == "":
	case !asked:
		s.Team.selfAssigned = mapWith(s.Team.selfAssigned, f.Role, true)
	case e.By != f.To:
		s.Team.given = mapWith(s.Team.given, f.Role, true)
	}
}

func (f roleGiven) line() string {
	if f.To == "" {
		return fmt.Sprintf("nobody holds %s now, was %s", f.Role, f.From)
	}
	switch f.From {
	case "":
		return fmt.Sprintf("%s is %s", f.Role, f.To)
	case f.To:
		return fmt.Sprintf("%s is %s, who had taken it", f.Role, f.To)
	}
	return fmt.Sprintf("%s is %s, was %s", f.Role, f.To, f.From)
}

// setRole gives a role, on a copy of the map. It ends an offer of the role and
// the acting in it.
func (s *State) setRole(r Role, to string) {
	s.Team.Roles = mapWith(s.Team.Roles, r, to)
	if to == "" {
		delete(s.Team.Roles, r)
	}
	s.Team.Offers = mapWithout(s.Team.Offers, r)
	s.Team.offered = mapWithout(s.Team.offered, r)
	s.Team.Acting = mapWithout(s.Team.Acting, r)
	s.Team.selfAssigned = mapWithout(s.Team.selfAssigned, r)
	s.Team.given = mapWithout(s.Team.given, r)
	s.moveWaiting()
}

package incident

import "strings"

// rolesResumed happened when the holder of roles in which others acted wrote an entry: they
// are back, with or without a screen, and the acting ends.
type rolesResumed struct {
	Roles []Role   `json:"roles"`
	From  []string `json:"from"` // who acted in each
}

// withReturn appends to what a person writes that they are back in roles in which others act.
func withReturn(s *State, a Ask, facts []Fact) []Fact {
	if len(s.Team.Acting) == 0 || len(facts) == 0 {
		return facts
	}
	switch facts[0].(type) {
	case personLeft, personJoined: // who comes in is back by that
		return facts
	}
	var f rolesResumed
	for _, r := range Roles() {
		if acting := s.Team.Acting[r]; acting != "" && s.Team.Roles[r] == a.By.Name {
			f.Roles, f.From = append(f.Roles, r), append(f.From, acting)
		}
	}
	if len(f.Roles) == 0 {
		return facts
	}
	return append(facts[:len(facts):len(facts)], f)
}

func (rolesResumed) kind() string { return "roles-resumed" }

func (f rolesResumed) fold(s *State, e *Event) {
	s.Team.relieveActors(e.By)
	s.moveWaiting()
}

func (f rolesResumed) line() string {
	var all []string
	for i, r := range f.Roles {
		one := "is back as " + r.String()
		if i < len(f.From) {
			one += ", and " + f.From[i] + " no longer acts"
		}
		all = append(all, one)
	}
	return CleanLine(strings.Join(all, "; "))
}

// onlyActs reports whether p runs the bridge only by acting for somebody who is gone.
func (s *State) onlyActs(p Person) bool {
	if p.Rank >= RankManager || s.powerOf(p) < powerManage {
		return false
	}
	for role, holder := range s.Team.Roles {
		if holder == p.Name && duties[role].power >= powerManage {
			return false
		}
	}
	return true
}

// checkMoves refuses to move a role that decides for others to a person who runs the bridge
// only by acting: with it the acting would be for good.
func (s *State) checkMoves(a Ask, r Role) error {
	if !r.isCommandRole() || s.Team.Roles[r] == a.By.Name || !s.onlyActs(a.By) {
		return nil
	}
	return refuse("you only act for somebody who is gone: a key of rank manager, or a manager or deputy in person, moves %s with /role", r)
}

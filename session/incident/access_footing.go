package incident

import "maps"

// Footing is by whose word someone knows more than their rank alone shows.
type Footing uint8

// The footings, each more than those before it.
const (
	FootingNone    Footing = iota // by nobody's, their own, or that of someone who helped themselves
	FootingInRoom                 // they were here when it was narrowed: until it is narrowed again
	FootingByRight                // by that of another who had the right to let them in
)

// letIn reports whether someone is in by the word of another who had the right:
// as a member, or by a role.
func (s *State) letIn(name string) bool {
	return s.Access.Members[name].Footing == FootingByRight || s.wasAsked(name)
}

// wasAsked reports whether someone has a role that was given to them. Whoever
// helped themselves to one, or acts in it, works in it and is shown no more by it.
func (s *State) wasAsked(name string) bool {
	for role, holder := range s.Team.Roles {
		if holder == name && !s.Team.helped[role] {
			return true
		}
	}
	return false
}

// GivenByAnother reports whether a role's holder has it from somebody else who had
// the right to give it. Whoever runs a bridge may give a role to themselves too.
func (s *State) GivenByAnother(r Role) bool { return s.Team.given[r] }

// footingOf is the footing that by gives who, whom they may let in or give a
// role. Nobody lets themselves in. Whoever helped themselves to the power to let
// others in lets them into what was narrowed already, of which they could not
// know beforehand, and into nothing that is narrowed later.
func (s *State) footingOf(by, who string) Footing {
	switch {
	case s.letIn(by), by != who && !s.helpedThemselves(by):
		return FootingByRight
	case s.narrowed():
		return FootingInRoom
	}
	return FootingNone
}

// helpedThemselves reports whether someone runs the bridge by roles alone that
// nobody gave them. Their rank is the one with which they last came in.
func (s *State) helpedThemselves(name string) bool {
	return s.dutyOf(name).power >= PowerManage && !s.wasAsked(name) && s.Access.Members[name].Rank < RankManager
}

// narrowed reports whether the incident is for fewer than those whose rank would
// show it.
func (s *State) narrowed() bool { return s.Access.Scope > ScopeOpen || s.Access.TLP == TLPRed }

// narrow asks anew who is in the room: those whom this tells keep what they have
// of it, and nobody else who wasn't let in by right.
func (s *State) narrow(inRoom func(name string, m Membership) bool) {
	s.Access.Members = maps.Clone(s.Access.Members)
	for name, m := range s.Access.Members {
		if m.Footing == FootingByRight || m.Status == MemberRemoved {
			continue
		}
		if m.Footing = FootingNone; inRoom(name, m) {
			m.Footing = FootingInRoom
		}
		s.Access.Members[name] = m
	}
}

// admit makes someone a member. They lose no footing by it.
func (s *State) admit(who string, f Footing) {
	m := s.Access.Members[who]
	m.Status, m.Footing = MemberAdmitted, max(m.Footing, f)
	s.Access.Members = with(s.Access.Members, who, m)
}

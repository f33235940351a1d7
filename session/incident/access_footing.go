package incident

import "maps"

// footing is the authority by which a person sees more than their rank allows.
type footing uint8

// The footings, weakest first.
const (
	footingNone    footing = iota // nobody's, their own, or that of a person whose power is self-taken
	footingInRoom                 // they were in the room when access was narrowed: lasts until the next narrowing
	footingByRight                // that of another person who had the right to let them in
)

// letIn reports whether another person who had the right let name in, as a
// member or by giving them a role.
func (s *State) letIn(name string) bool {
	return s.Access.Members[name].Footing == footingByRight || s.wasAssigned(name)
}

// wasNamed reports whether the asker holds a role that counts as given to them.
func (s *State) wasNamed(a Ask, r Role) bool {
	return a.backedBy(s.Team.Roles[r]) && !s.Team.selfAssigned[r]
}

// wasAssigned reports whether someone holds a role that counts as given to them. A
// self-taken role gives its powers but no extra clearance, even if nobody was
// manager when it was taken; nor does acting in a role, whichever it is. hasPrivilege
// has the exception: people who were let in see into closed workstreams while
// they are manager or act as manager.
func (s *State) wasAssigned(name string) bool {
	for role, holder := range s.Team.Roles {
		if holder == name && !s.Team.selfAssigned[role] {
			return true
		}
	}
	return false
}

// GivenByAnother reports whether another person, who had the right, gave the
// role to its holder. People who run a bridge may also give roles to
// themselves.
func (s *State) GivenByAnother(r Role) bool { return s.Team.given[r] }

// footingOf returns the footing that who gets when by admits them or gives them
// a role. Nobody can let themselves in. A person whose power is self-taken can
// let others into what is narrowed already, as they could not foresee that, but
// into nothing that is narrowed later.
func (s *State) footingOf(by, who string) footing {
	switch {
	case s.letIn(by), by != who && !s.runsSelfAssigned(by):
		return footingByRight
	case s.narrowed():
		return footingInRoom
	}
	return footingNone
}

// runsSelfAssigned reports whether someone runs the bridge only by self-taken
// roles or by acting. It uses the rank with which they last joined.
func (s *State) runsSelfAssigned(name string) bool {
	return s.powersOf(name).power >= powerManage && !s.wasAssigned(name) && s.Access.Members[name].Rank < RankManager
}

// narrowed reports whether fewer people may enter than their ranks alone allow.
func (s *State) narrowed() bool { return s.Access.Scope > ScopeOpen || s.Access.TLP == TLPRed }

// narrow decides anew which people count as in the room: members for whom
// inRoom is true. Members let in by right keep their footing; all others lose
// it.
func (s *State) narrow(inRoom func(name string, m Membership) bool) {
	s.Access.Members = maps.Clone(s.Access.Members)
	for name, m := range s.Access.Members {
		if m.Footing == footingByRight || m.Status == memberRemoved {
			continue
		}
		if m.Footing = footingNone; inRoom(name, m) {
			m.Footing = footingInRoom
		}
		s.Access.Members[name] = m
	}
}

// admit makes someone a member. It never lowers their footing.
func (s *State) admit(who string, f footing) {
	m := s.Access.Members[who]
	m.Status, m.Footing = memberAdmitted, max(m.Footing, f)
	s.Access.Members = mapWith(s.Access.Members, who, m)
}

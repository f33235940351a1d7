package incident

// mayAct refuses a duty to someone who can't act here. Someone who has not yet
// come in may have one.
func mayAct(s *State, name, duty string) error {
	if err := checkName(name); err != nil {
		return err
	}
	switch m := s.Access.Members[name]; {
	case m.Rank == RankObserver:
		return refuse("%s is an observer and can't %s", name, duty)
	case m.Status == MemberRemoved:
		return refuse("%s was put out of this incident: /admit @%s first", name, name)
	}
	return nil
}

// mayActInside is mayAct for a duty that lets nobody in by itself: it would be
// news to someone who may not know of the incident.
func mayActInside(s *State, name, duty string) error {
	if err := mayAct(s, name, duty); err != nil {
		return err
	}
	if !s.MayEnter(Person{Name: name, Rank: max(s.Access.Members[name].Rank, RankResponder)}) {
		return refuse("%s may not know of this incident: /admit @%s first", name, name)
	}
	return nil
}

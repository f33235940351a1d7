package incident

// checkCanAct refuses to give a duty to a person who can't act here. A person who
// never joined may get one.
func checkCanAct(s *State, name, duty string) error {
	if err := checkName(name); err != nil {
		return err
	}
	switch m := s.Access.Members[name]; {
	case m.Rank == RankObserver:
		return refuse("%s is an observer and can't %s", name, duty)
	case m.Status == memberRemoved:
		return refuse("%s was removed from this incident: /admit @%s first", name, name)
	}
	return nil
}

// checkCanActInside refuses as checkCanAct does, and refuses a person who may not enter
// the incident too: this duty grants no access.
func checkCanActInside(s *State, name, duty string) error {
	if err := checkCanAct(s, name, duty); err != nil {
		return err
	}
	if !s.MayEnter(Person{Name: name, Rank: max(s.Access.Members[name].Rank, RankResponder)}) {
		return refuse("%s may not enter this incident: /admit @%s first", name, name)
	}
	return nil
}

package incident

// checkCanAct refuses to give a duty to a person who can't act here. A person who
// never joined may get one.
func checkCanAct(s *State, a Ask, name, duty string) error {
	if err := checkName(name); err != nil {
		return err
	}
	switch {
	case s.rankNow(a.directory(), name) == RankObserver:
		return refuse("%s is an observer and can't %s", name, duty)
	case s.Access.Members[name].Status == memberRemoved:
		return refuse("%s was removed from this incident: /admit @%s first", name, name)
	}
	return nil
}

// checkCanActInside refuses as checkCanAct does, and refuses a person who may not enter
// the incident too: this duty grants no access.
func checkCanActInside(s *State, a Ask, name, duty string) error {
	if err := checkCanAct(s, a, name, duty); err != nil {
		return err
	}
	if !s.MayEnter(Person{Name: name, Rank: max(s.highestRank(a, name), RankResponder)}) {
		return refuse("%s may not enter this incident: /admit @%s first", name, name)
	}
	return nil
}

// rankNow returns the rank with which a person acts here, as far as that is known: of
// their keys, or with which they came in last. RankNone is not known.
func (s *State) rankNow(d Directory, name string) Rank {
	m := s.Access.Members[name]
	rank, listed := d.Ranks[name]
	if !listed || m.Here() {
		return max(rank, m.Rank)
	}
	return rank
}

// highestRank returns the highest rank that a person is known to have, or to have had
// here. It guards those who rank above the asker.
func (s *State) highestRank(a Ask, name string) Rank {
	return max(a.directory().Ranks[name], s.Access.Members[name].Rank)
}

package incident

// removePerson asks to remove a person from this incident.
type removePerson struct {
	Who typedPerson
	Why string
}

// personRemoved happened when a person was removed from this incident.
type personRemoved struct {
	Who string `json:"who"`
	Why string `json:"why"`
}

var removeVerb = Verb{
	Name: "remove", Args: "@PERSON [why]", asks: removePerson{},
	Help:     "remove a person from this incident",
	complete: firstPerson,
	parse: func(args string) (Command, error) {
		who, why, err := cutPerson(args)
		return removePerson{Who: who, Why: why}, err
	},
}

func (c removePerson) names() []typedPerson { return []typedPerson{c.Who} }

func (removePerson) needs() power { return powerManage }

// afterClose lets Remove through in a closed incident: its readers can still
// change.
func (removePerson) afterClose() {}

func (c removePerson) decide(s *State, a Ask) ([]Fact, error) {
	why, err := checkPutOut(s, a, c.Who.Name, c.Why)
	if err != nil {
		return nil, err
	}
	if s.Access.Members[c.Who.Name].Status == memberRemoved {
		return nil, refuse("%s is removed already", c.Who.Name)
	}
	return []Fact{personRemoved{Who: c.Who.Name, Why: why}}, nil
}

// checkPutOut refuses to remove oneself or a person who ranks above the asker,
// and returns the reason in clean form. For a name that never was here it needs
// a reason, since the name may be misspelt and the asker would believe that
// person removed. The rank of a person who never joined isn't on record, and
// may be the highest.
func checkPutOut(s *State, a Ask, who, why string) (string, error) {
	if err := checkName(who); err != nil {
		return "", err
	}
	why, err := checkWhy(why)
	if err != nil {
		return "", err
	}
	_, known := s.Access.Members[who]
	rank := s.highestRank(a, who)
	switch {
	case who == a.By.Name:
		return "", refuse("you can't remove yourself; to leave, press q")
	case s.Team.Roles[RoleManager] == who && a.By.Rank < RankManager:
		return "", refuse("%s is the incident manager: only a key of rank manager can remove them", who)
	case rank == RankManager && !a.By.RunsHouse():
		return "", refuse("%s has a key of rank manager: %s can remove them", who, onlyManagers(a.By))
	case rank == RankNone && !a.By.RunsHouse():
		return "", refuse("%s never joined with a screen or watch, so their key's rank is not on record: %s can remove them", who, onlyManagers(a.By))
	case !known && !s.holdsRole(who) && why == "":
		return "", refuse("nobody named %s has been here: check the name, or give a reason to keep them out anyway", who)
	}
	return why, nil
}

func (f personRemoved) whyOut(e *Event, name string) string {
	if f.Who != name {
		return ""
	}
	return withReason(e.By+" removed you from "+string(e.Incident), f.Why)
}

func (personRemoved) removesSomebody() {}

func (personRemoved) kind() string { return "removed" }

func (f personRemoved) fold(s *State, e *Event) { s.putOut(f.Who, e.OccurredAt) }

func (f personRemoved) line() string { return withReason("removed "+f.Who, f.Why) }

package incident

import "time"

// removePerson asks to remove a person from this incident.
type removePerson struct {
	Who typedPerson
	Why string
}

// personRemoved happened when a person was removed from this incident, or only their
// admission was taken back: then their rank alone says whether they may enter.
type personRemoved struct {
	Who       string `json:"who"`
	Why       string `json:"why"`
	Admission bool   `json:"admission,omitempty"`
}

var removeVerb = Verb{
	Name: "remove", Args: "@PERSON [why]", asks: removePerson{},
	Help:     "remove a person from this incident, or take back an admission",
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

// mayAnyway lets whoever admitted a person take that back, until the person comes in or
// holds a role.
func (c removePerson) mayAnyway(s *State, p Person) bool {
	m := s.Access.Members[c.Who.Name]
	return m.Status == memberAdmitted && m.By == p.Name && p.Rank >= RankResponder && !s.CameIn(c.Who.Name) && !s.holdsRole(c.Who.Name)
}

func (c removePerson) decide(s *State, a Ask) ([]Fact, error) {
	why, err := checkPutOut(s, a, c.Who.Name, c.Why)
	if s.Access.Members[c.Who.Name].Status == memberRemoved && err == nil {
		return nil, refuse("%s is removed already", c.Who.Name)
	}
	if (err != nil || s.powerOf(a.By) < powerManage) && c.takesBack(s, a.By) {
		why, err = checkWhy(c.Why)
		return []Fact{personRemoved{Who: c.Who.Name, Why: why, Admission: true}}, err
	}
	return []Fact{personRemoved{Who: c.Who.Name, Why: why}}, err
}

// takesBack reports whether p may take back the admission of a person whom they may not
// remove: of somebody who never came in, whoever admitted them or runs the bridge; of others,
// who runs it by right, as one of the house. The person keeps what their rank gives them.
func (c removePerson) takesBack(s *State, p Person) bool {
	who := c.Who.Name
	if s.Access.Members[who].Status != memberAdmitted || who == p.Name || s.Team.Roles[RoleManager] == who {
		return false
	}
	runs := s.powerOf(p) >= powerManage
	if s.CameIn(who) {
		return runs && p.Only == "" && !s.runsSelfAssigned(p.Name)
	}
	return runs || c.mayAnyway(s, p)
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

func (f personRemoved) fold(s *State, e *Event) {
	if f.Admission {
		s.takeBack(f.Who)
		return
	}
	s.putOut(f.Who, e.OccurredAt)
}

// takeBack ends an admission, and takes the person's duties. A person who never came in is
// unknown again.
func (s *State) takeBack(who string) {
	m := s.Access.Members[who]
	m.Status, m.Footing, m.Until, m.By = memberVisited, footingNone, time.Time{}, ""
	if s.CameIn(who) {
		s.Access.Members = mapWith(s.Access.Members, who, m)
	} else {
		s.Access.Members = mapWithout(s.Access.Members, who)
	}
	s.dropDuties(who)
}

func (f personRemoved) line() string {
	if f.Admission {
		return withReason("took back the admission of "+f.Who, f.Why)
	}
	return withReason("removed "+f.Who, f.Why)
}

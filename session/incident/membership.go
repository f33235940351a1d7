package incident

import (
	"slices"
	"time"
)

// Standing is how a person stands to one incident.
type Standing uint8

// The standings.
const (
	Stranger Standing = iota // has not been here
	Seen                     // has been here
	Member                   // was admitted by name
	Out                      // was removed or ejected
)

// Membership is what an incident knows of a person.
type Membership struct {
	Standing Standing
	Footing  Footing   // by whose word they are in
	Rank     Rank      // as of when they last came in; RankNone for who never did
	Until    time.Time // when a guest's time is over; zero for no guest
	Gone     time.Time // since when they are not on the bridge; zero while they are, and for who has not been here
}

// Here reports whether the person came in on record and hasn't left.
func (m Membership) Here() bool {
	return m.Rank != RankNone && m.Gone.IsZero() && m.Standing != Out
}

// Remove asks to put a person out of this incident.
type Remove struct{ Who, Why string }

// Removed happened when a person was put out of this incident.
type Removed struct {
	Who string `json:"who"`
	Why string `json:"why"`
}

// Eject asks to put a person out of the house: out of this incident, every
// session of theirs ended, and their keys revoked.
type Eject struct{ Who, Why string }

// Ejected happened when a person was put out of the house.
type Ejected struct {
	Who string `json:"who"`
	Why string `json:"why"`
}

var removeVerb = Verb{
	Name: "remove", Args: "@PERSON [why]", Power: PowerManage, AfterClose: true,
	Help:     "put a person out of this incident",
	complete: firstPerson,
	parse: func(args string) (Command, error) {
		who, why, err := cutPerson(args)
		return Remove{Who: who, Why: why}, err
	},
}

var ejectVerb = Verb{
	Name: "eject", Args: "@PERSON [why]", Power: PowerHouse, Outward: true, AfterClose: true,
	Help:     "put a person out of the whole server and revoke their keys; the house may ask for a second person's key first",
	complete: firstPerson,
	parse: func(args string) (Command, error) {
		who, why, err := cutPerson(args)
		return Eject{Who: who, Why: why}, err
	},
}

func (Remove) needs() Power { return PowerManage }
func (Eject) needs() Power  { return PowerHouse }

func (Eject) reachesOut() {}
func (Eject) putsOut()    {}

// Who may see a record must stay in hand after its incident is closed.
func (Remove) afterClose() {}
func (Eject) afterClose()  {}

func (c Remove) decide(s *State, a Ask) ([]Fact, error) {
	why, err := mayPutOut(s, a, c.Who, c.Why)
	if err != nil {
		return nil, err
	}
	if s.Access.Members[c.Who].Standing == Out {
		return nil, refuse("%s is out already", c.Who)
	}
	return []Fact{Removed{Who: c.Who, Why: why}}, nil
}

func (c Eject) decide(s *State, a Ask) ([]Fact, error) {
	why, err := mayPutOut(s, a, c.Who, c.Why)
	if err != nil {
		return nil, err
	}
	return []Fact{Ejected{Who: c.Who, Why: why}}, nil
}

func (c Eject) act() act {
	why := oneLine(c.Why)
	return act{name: "eject", line: askAgain(ejectVerb.Name, "@"+c.Who, why), text: because("eject "+c.Who, why)}
}

// mayPutOut refuses to put out oneself, or who ranks above the asker, and
// returns the reason in clean form. A name that nobody here has borne may be
// misspelt, and who asks would believe that person out: it takes a reason. The
// rank of someone who never came in is not on record, and may be the highest.
func mayPutOut(s *State, a Ask, who, why string) (string, error) {
	if err := checkName(who); err != nil {
		return "", err
	}
	why, err := checkWhy(why)
	if err != nil {
		return "", err
	}
	m, known := s.Access.Members[who]
	switch {
	case who == a.By.Name:
		return "", refuse("you can't put yourself out; to leave, press q")
	case s.Team.Roles[RoleManager] == who && a.By.Rank < Manager:
		return "", refuse("%s is the incident manager: only a key of rank manager can put them out", who)
	case m.Rank == Manager && !a.By.RunsHouse():
		return "", refuse("%s has a key of rank manager: %s can put them out", who, onlyManagers(a.By))
	case m.Rank == RankNone && !a.By.RunsHouse():
		return "", refuse("%s has not come in here with a screen or watch, so the rank of their key is not on record: %s can put them out", who, onlyManagers(a.By))
	case !known && !s.holdsRole(who) && why == "":
		return "", refuse("nobody named %s has been here: check the name, or say why to keep them out all the same", who)
	}
	return why, nil
}

func (Removed) kind() string { return "removed" }
func (Ejected) kind() string { return "ejected" }

func (f Removed) fold(s *State, e *Event) { s.putOut(f.Who, e.OccurredAt) }
func (f Ejected) fold(s *State, e *Event) { s.putOut(f.Who, e.OccurredAt) }

func (f Removed) line() string { return because("removed "+f.Who, f.Why) }
func (f Ejected) line() string { return because("ejected "+f.Who, f.Why) }

// putOut takes a person's standing and duties.
func (s *State) putOut(who string, at time.Time) {
	m := s.Access.Members[who]
	m.Standing, m.Footing, m.Gone, m.Until = Out, Unasked, at, time.Time{}
	s.Access.Members = with(s.Access.Members, who, m)
	s.dropDuties(who)
}

// dropDuties takes a person's roles, offers, streams and place in the chain.
func (s *State) dropDuties(who string) {
	for _, r := range Roles() {
		if s.Team.Roles[r] == who || s.Team.Offers[r] == who {
			holder := s.Team.Roles[r]
			if holder == who {
				holder = ""
			}
			s.setRole(r, holder)
		}
	}
	s.stopActing(who)
	for _, st := range s.Team.Streams {
		if slices.Contains(st.Members, who) {
			s.leaveStream(st.Name, who)
		}
	}
	s.Team.Reports = without(s.Team.Reports, who)
	for name, to := range s.Team.Reports {
		if to == who {
			s.Team.Reports = without(s.Team.Reports, name)
		}
	}
}

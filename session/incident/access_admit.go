package incident

import (
	"fmt"
	"time"
)

// admitPerson asks to let a person in, despite the label and the scope, or to let
// them back in. With a time, they come in as a guest.
type admitPerson struct {
	Who   typedPerson
	Until typedEnd
}

// personAdmitted happened when a person was let in by name.
type personAdmitted struct {
	Who   string    `json:"who"`
	Until time.Time `json:"until,omitzero"`
}

var admitVerb = Verb{
	Name: "admit", Args: "@PERSON [2h | until TIME]", asks: admitPerson{},
	Help:     "let a person into this incident, for good, or as a guest until a time",
	complete: firstPerson,
	parse: func(args string) (Command, error) {
		who, rest, err := cutPerson(args)
		if err != nil {
			return nil, err
		}
		until, err := cutUntil(rest)
		return admitPerson{Who: who, Until: until}, err
	},
}

func (c admitPerson) names() []typedPerson { return []typedPerson{c.Who} }

func (admitPerson) needs() power { return powerManage }

// afterClose lets Admit through in a closed incident: its readers can still
// change.
func (admitPerson) afterClose() {}

func (c admitPerson) decide(s *State, a Ask) ([]Fact, error) {
	who := c.Who.Name
	if err := checkName(who); err != nil {
		return nil, err
	}
	until, err := c.Until.resolve(a)
	if err != nil {
		return nil, err
	}
	m, rank := s.Access.Members[who], s.highestRank(a, who)
	switch {
	case m.Status == memberAdmitted && m.Until.Equal(until) && m.Footing >= s.footingOf(a.By.Name, who):
		return nil, refuse("%s is admitted already", who)
	case who == a.By.Name && !s.letIn(who):
		return nil, refuse("you can't admit yourself: ask another person who runs the bridge")
	case until.IsZero():
	case who == a.By.Name:
		return nil, refuse("you can't set an end to your own stay")
	case rank == RankManager && !a.By.RunsHouse(), s.Team.Roles[RoleManager] == who && a.By.Rank < RankManager:
		return nil, refuse("%s can set an end to %s's stay", onlyManagers(a.By), who)
	case rank == RankNone && m.Status == memberAdmitted && (m.Until.IsZero() || until.Before(m.Until)) && !a.By.RunsHouse():
		return nil, refuse("%s is a member but never joined with a screen or watch, so their key's rank is not on record: %s can set an end to their stay", who, onlyManagers(a.By))
	}
	return []Fact{personAdmitted{Who: who, Until: until}}, nil
}

func (personAdmitted) kind() string { return "admitted" }

func (f personAdmitted) fold(s *State, e *Event) {
	s.admit(f.Who, s.footingOf(e.By, f.Who))
	s.setStay(f.Who, f.Until.UTC(), e.By)
}

// setStay sets until when a member may stay, and who admitted them by name; the zero time
// is for good.
func (s *State) setStay(who string, until time.Time, by string) {
	m := s.Access.Members[who]
	m.Until, m.By = until, by
	s.Access.Members = mapWith(s.Access.Members, who, m)
}

func (f personAdmitted) line() string {
	if f.Until.IsZero() {
		return "admitted " + f.Who
	}
	return fmt.Sprintf("admitted %s until %s", f.Who, f.Until.UTC().Format("2006-01-02 15:04Z"))
}

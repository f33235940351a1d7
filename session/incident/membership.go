package incident

import "fmt"

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
	Rank     Rank // as of when they last came in
}

// Admit asks to let a person in, whatever the TLP label, or in again.
type Admit struct{ Who string }

// Admitted happened when a person was let in by name.
type Admitted struct {
	Who string `json:"who"`
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

var admitVerb = Verb{
	Name: "admit", Args: "@PERSON", Power: PowerManage,
	Help:     "let a person into this incident",
	complete: firstPerson,
	parse: func(args string) (Command, error) {
		who, err := onePerson(args)
		return Admit{Who: who}, err
	},
}

var removeVerb = Verb{
	Name: "remove", Args: "@PERSON [why]", Power: PowerManage,
	Help:     "put a person out of this incident",
	complete: firstPerson,
	parse: func(args string) (Command, error) {
		who, why, err := cutPerson(args)
		return Remove{Who: who, Why: why}, err
	},
}

var ejectVerb = Verb{
	Name: "eject", Args: "@PERSON [why]", Power: PowerHouse,
	Help:     "put a person out of the whole server and revoke their keys, at once",
	complete: firstPerson,
	parse: func(args string) (Command, error) {
		who, why, err := cutPerson(args)
		return Eject{Who: who, Why: why}, err
	},
}

func (Admit) needs() Power  { return PowerManage }
func (Remove) needs() Power { return PowerManage }
func (Eject) needs() Power  { return PowerHouse }

// Who may see a record must stay in hand after its incident is closed.
func (Admit) afterClose()  {}
func (Remove) afterClose() {}
func (Eject) afterClose()  {}

func (c Admit) decide(s *State, _ Ask) ([]Fact, error) {
	if err := checkName(c.Who); err != nil {
		return nil, err
	}
	if s.Members[c.Who].Standing == Member {
		return nil, refuse("%s is admitted already", c.Who)
	}
	return []Fact{Admitted{Who: c.Who}}, nil
}

func (c Remove) decide(s *State, a Ask) ([]Fact, error) {
	why, err := mayPutOut(s, a, c.Who, c.Why)
	if err != nil {
		return nil, err
	}
	if s.Members[c.Who].Standing == Out {
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
// misspelt, and who asks would believe that person out: it takes a reason.
func mayPutOut(s *State, a Ask, who, why string) (string, error) {
	if err := checkName(who); err != nil {
		return "", err
	}
	why, err := checkWhy(why)
	if err != nil {
		return "", err
	}
	m, known := s.Members[who]
	switch {
	case who == a.By.Name:
		return "", refuse("you can't put yourself out; to leave, press q")
	case s.Roles[RoleManager] == who && a.By.Rank < Manager:
		return "", refuse("%s is the incident manager: only a key of rank manager can put them out", who)
	case m.Rank == Manager && a.By.Rank < Manager:
		return "", refuse("%s has a key of rank manager: only another such key can put them out", who)
	case !known && !s.holdsRole(who) && why == "":
		return "", refuse("nobody named %s has been here: check the name, or say why to keep them out all the same", who)
	}
	return why, nil
}

func (Admitted) kind() string { return "admitted" }
func (Removed) kind() string  { return "removed" }
func (Ejected) kind() string  { return "ejected" }

func (f Admitted) fold(s *State, _ *Event) { s.setStanding(f.Who, Member) }
func (f Removed) fold(s *State, _ *Event)  { s.putOut(f.Who) }
func (f Ejected) fold(s *State, _ *Event)  { s.putOut(f.Who) }

func (f Admitted) line() string { return "admitted " + f.Who }
func (f Removed) line() string  { return because("removed "+f.Who, f.Why) }
func (f Ejected) line() string  { return because("ejected "+f.Who, f.Why) }

func (s *State) setStanding(who string, to Standing) {
	m := s.Members[who]
	m.Standing = to
	s.Members = with(s.Members, who, m)
}

// putOut takes a person's standing and roles.
func (s *State) putOut(who string) {
	s.setStanding(who, Out)
	for _, r := range Roles() {
		if s.Roles[r] == who || s.Offers[r] == who {
			holder := s.Roles[r]
			if holder == who {
				holder = ""
			}
			s.setRole(r, holder)
		}
	}
}

// Join asks to note that the asker came in.
type Join struct{}

// Joined happened when a person came in.
type Joined struct {
	Rank Rank `json:"rank"`
}

// Leave asks to note that the asker left.
type Leave struct{}

// Left happened when a person's last screen here closed, or stopped answering.
type Left struct{}

func (Join) needs() Power  { return PowerWatch }
func (Leave) needs() Power { return PowerWatch }

func (Join) afterClose()  {}
func (Leave) afterClose() {}

func (Join) decide(_ *State, a Ask) ([]Fact, error)  { return []Fact{Joined{Rank: a.By.Rank}}, nil }
func (Leave) decide(_ *State, _ Ask) ([]Fact, error) { return []Fact{Left{}}, nil }

func (Joined) kind() string { return "joined" }
func (Left) kind() string   { return "left" }

func (f Joined) fold(s *State, e *Event) {
	m := s.Members[e.By]
	next := Membership{Standing: max(m.Standing, Seen), Rank: f.Rank}
	if next != m {
		s.Members = with(s.Members, e.By, next)
	}
}

func (Left) fold(*State, *Event) {}

func (f Joined) line() string { return fmt.Sprintf("joined as %s", f.Rank) }
func (Left) line() string     { return "left" }

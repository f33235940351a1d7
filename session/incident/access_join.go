package incident

import "fmt"

// Join asks to record that the asker came in.
type Join struct{}

// Joined happened when a person came in.
type Joined struct {
	Rank Rank `json:"rank"`
}

// Leave asks to record that the asker left.
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
	m := s.Access.Members[e.By]
	next := Membership{Status: max(m.Status, MemberVisited), Footing: m.Footing, Rank: f.Rank, Until: m.Until}
	if s.Access.TLP == TLPRed {
		next.Footing = max(next.Footing, FootingInRoom)
	}
	if next != m {
		s.Access.Members = with(s.Access.Members, e.By, next)
	}
	s.Team.relieveActors(e.By)
}

func (Left) fold(s *State, e *Event) {
	m := s.Access.Members[e.By]
	m.Gone = e.OccurredAt
	s.Access.Members = with(s.Access.Members, e.By, m)
	s.Team.stopActing(e.By)
}

func (f Joined) line() string { return fmt.Sprintf("joined as %s", f.Rank) }
func (Left) line() string     { return "left" }

// recordVisit records that the author of e was here, with or without a screen.
func (s *State) recordVisit(e *Event) {
	m := s.Access.Members[e.By]
	if m.Rank != RankNone || !m.Gone.IsZero() || e.By == House {
		return
	}
	m.Status, m.Gone = max(m.Status, MemberVisited), e.Written()
	s.Access.Members = with(s.Access.Members, e.By, m)
}

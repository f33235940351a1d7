package incident

import (
	"fmt"
	"time"
)

// Join asks to record that the asker came in.
type Join struct{}

// personJoined happened when a person came in.
type personJoined struct {
	Rank Rank `json:"rank"`
}

// Leave asks to record that the asker left.
type Leave struct{}

// personLeft happened when a person's last screen here closed, or stopped answering.
type personLeft struct{}

func (Join) needs() power  { return powerWatch }
func (Leave) needs() power { return powerWatch }

func (Join) afterClose()  {}
func (Leave) afterClose() {}

func (Join) decide(_ *State, a Ask) ([]Fact, error) {
	return []Fact{personJoined{Rank: a.By.Rank}}, nil
}
func (Leave) decide(_ *State, _ Ask) ([]Fact, error) { return []Fact{personLeft{}}, nil }

// Joins reports whether its author came in by the event.
func (e *Event) Joins() bool {
	_, ok := e.Fact.(personJoined)
	return ok
}

// Leaves reports whether its author left by the event.
func (e *Event) Leaves() bool {
	_, ok := e.Fact.(personLeft)
	return ok
}

func (personJoined) kind() string { return "joined" }
func (personLeft) kind() string   { return "left" }

func (f personJoined) fold(s *State, e *Event) {
	m := s.Access.Members[e.By]
	next := Membership{Status: max(m.Status, memberVisited), Footing: m.Footing, Rank: f.Rank, Until: m.Until, By: m.By}
	if s.Access.TLP == TLPRed {
		next.Footing = max(next.Footing, footingInRoom)
	}
	if next != m {
		s.Access.Members = mapWith(s.Access.Members, e.By, next)
	}
	s.Team.relieveActors(e.By)
	s.moveWaiting()
}

func (personLeft) fold(s *State, e *Event) {
	m := s.Access.Members[e.By]
	m.Gone = e.OccurredAt
	s.Access.Members = mapWith(s.Access.Members, e.By, m)
	s.Team.stopActing(e.By)
	s.moveWaiting()
}

func (f personJoined) line() string { return fmt.Sprintf("joined as %s", f.Rank) }
func (personLeft) line() string     { return "left" }

// recordVisit records that the author of e was here, with or without a screen. Of who writes
// without one it keeps the minute, so that a flood of entries costs no more than a few.
func (s *State) recordVisit(e *Event) {
	m := s.Access.Members[e.By]
	switch {
	case e.By == House, m.Status == memberRemoved, m.Here():
		return
	case m.Gone.IsZero():
	case e.Written().Sub(m.Gone) < time.Minute:
		return
	}
	m.Status, m.Gone = max(m.Status, memberVisited), e.Written()
	s.Access.Members = mapWith(s.Access.Members, e.By, m)
}

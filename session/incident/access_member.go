package incident

import (
	"time"
)

// MemberStatus is how a person stands to one incident.
type MemberStatus uint8

// The standings.
const (
	MemberNone     MemberStatus = iota // has not been here
	MemberVisited                      // has been here
	MemberAdmitted                     // was admitted by name
	MemberRemoved                      // was removed or ejected
)

// Membership is what an incident knows of a person.
type Membership struct {
	Status  MemberStatus
	Footing Footing   // by whose word they are in
	Rank    Rank      // as of when they last came in; RankNone for who never did
	Until   time.Time // when a guest's time is over; zero for no guest
	Gone    time.Time // since when they are not on the bridge; zero while they are, and for who has not been here
}

// Here reports whether the person came in on record and hasn't left.
func (m Membership) Here() bool {
	return m.Rank != RankNone && m.Gone.IsZero() && m.Status != MemberRemoved
}

// putOut takes a person's standing and duties.
func (s *State) putOut(who string, at time.Time) {
	m := s.Access.Members[who]
	m.Status, m.Footing, m.Gone, m.Until = MemberRemoved, FootingNone, at, time.Time{}
	s.Access.Members = with(s.Access.Members, who, m)
	s.dropDuties(who)
}

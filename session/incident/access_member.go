package incident

import (
	"time"
)

// MemberStatus is a person's relation to one incident.
type MemberStatus uint8

// The standings.
const (
	MemberNone     MemberStatus = iota // has not been here
	MemberVisited                      // has been here
	MemberAdmitted                     // was admitted by name
	MemberRemoved                      // was removed or ejected
)

// Membership holds what an incident knows of a person.
type Membership struct {
	Status  MemberStatus
	Footing Footing   // on whose authority they are in
	Rank    Rank      // when they last joined; RankNone if they never did
	Until   time.Time // when a guest's time is over; zero if they aren't a guest
	Gone    time.Time // when they left; zero while they are here, and if they never were
}

// Here reports whether the person came in on record and hasn't left.
func (m Membership) Here() bool {
	return m.Rank != RankNone && m.Gone.IsZero() && m.Status != MemberRemoved
}

// putOut sets a person's standing to Out and takes their duties.
func (s *State) putOut(who string, at time.Time) {
	m := s.Access.Members[who]
	m.Status, m.Footing, m.Gone, m.Until = MemberRemoved, FootingNone, at, time.Time{}
	s.Access.Members = with(s.Access.Members, who, m)
	s.dropDuties(who)
}

package incident

import (
	"time"
)

// memberStatus is a person's relation to one incident.
type memberStatus uint8

// The standings.
const (
	memberNone     memberStatus = iota // has not been here
	memberVisited                      // has been here
	memberAdmitted                     // was admitted by name
	memberRemoved                      // was removed or ejected
)

// Membership holds what an incident knows of a person.
type Membership struct {
	Status  memberStatus
	Footing footing   // on whose authority they are in
	Rank    Rank      // when they last joined; RankNone if they never did
	Until   time.Time // when a guest's time is over; zero if they aren't a guest
	Gone    time.Time // when they left, or wrote last without a screen, to a minute; zero while they are here, and if they never were
	By      string    // who admitted them by name last; "" for nobody
}

// LetIn reports whether the person was admitted by name, by somebody who had the right.
func (m Membership) LetIn() bool { return m.Status == memberAdmitted && m.Footing > footingNone }

// StayOver reports whether a guest's time is over.
func (m Membership) StayOver(now time.Time) bool {
	return m.Status == memberAdmitted && !m.Until.IsZero() && !now.Before(m.Until)
}

// Here reports whether the person came in on record and hasn't left.
func (m Membership) Here() bool {
	return m.Rank != RankNone && m.Gone.IsZero() && m.Status != memberRemoved
}

// putOut sets a person's standing to Out and takes their duties.
func (s *State) putOut(who string, at time.Time) {
	m := s.Access.Members[who]
	m.Status, m.Footing, m.Gone, m.Until, m.By = memberRemoved, footingNone, at, time.Time{}, ""
	s.Access.Members = mapWith(s.Access.Members, who, m)
	s.dropDuties(who)
}

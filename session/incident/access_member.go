package incident

import (
	"time"
)

// Standing is a person's relation to one incident.
type Standing uint8

// The standings.
const (
	Stranger Standing = iota // has not been here
	Seen                     // has been here
	Member                   // was admitted by name
	Out                      // was removed or ejected
)

// Membership holds what an incident knows of a person.
type Membership struct {
	Standing Standing
	Footing  Footing   // on whose authority they are in
	Rank     Rank      // when they last joined; RankNone if they never did
	Until    time.Time // when a guest's time is over; zero if they aren't a guest
	Gone     time.Time // when they left; zero while they are here, and if they never were
}

// Here reports whether the person came in on record and hasn't left.
func (m Membership) Here() bool {
	return m.Rank != RankNone && m.Gone.IsZero() && m.Standing != Out
}

// putOut sets a person's standing to Out and takes their duties.
func (s *State) putOut(who string, at time.Time) {
	m := s.Access.Members[who]
	m.Standing, m.Footing, m.Gone, m.Until = Out, Unasked, at, time.Time{}
	s.Access.Members = with(s.Access.Members, who, m)
	s.dropDuties(who)
}

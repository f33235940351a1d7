package incident

import (
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

// putOut takes a person's standing and duties.
func (s *State) putOut(who string, at time.Time) {
	m := s.Access.Members[who]
	m.Standing, m.Footing, m.Gone, m.Until = Out, Unasked, at, time.Time{}
	s.Access.Members = with(s.Access.Members, who, m)
	s.dropDuties(who)
}

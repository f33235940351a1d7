package session

import (
	"cmp"
	"slices"
	"time"

	"warroom/session/incident"
)

// Status says whether a person on a bridge can be reached.
type Status uint8

// The statuses. A person who is gone isn't listed.
const (
	StatusHere Status = iota
	StatusAway        // no key for a while, or the link doesn't answer
)

func (s Status) String() string {
	if s == StatusAway {
		return "away"
	}
	return "here"
}

// Presence is one person on a bridge, with one screen or several.
type Presence struct {
	Name   string
	Rank   incident.Rank
	Status Status
	Since  time.Time // when they came in
}

// present lists the people at the bridge, by name: here if any of their seats is, and
// with the highest rank of the keys that they came with.
func present(seats map[*Seat]struct{}, now time.Time, away time.Duration) []Presence {
	byName := make(map[string]Presence)
	for s := range seats {
		if s.kind == SeatSilent {
			continue
		}
		p, known := byName[s.person.Name]
		status := s.status(now, away)
		if !known {
			p = Presence{s.person.Name, s.person.Rank, status, s.since}
		}
		p.Rank = max(p.Rank, s.person.Rank)
		p.Status = min(p.Status, status)
		if s.since.Before(p.Since) {
			p.Since = s.since
		}
		byName[p.Name] = p
	}
	all := make([]Presence, 0, len(byName))
	for _, p := range byName {
		all = append(all, p)
	}
	slices.SortFunc(all, func(a, b Presence) int { return cmp.Compare(a.Name, b.Name) })
	return all
}

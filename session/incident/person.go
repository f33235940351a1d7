package incident

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Rank is what the holder of a key may ever do. The zero Rank may do nothing.
type Rank uint8

// The ranks, each able to do what those before it can.
const (
	RankNone Rank = iota
	Observer
	Responder
	Manager
)

var rankWords = []string{"none", "observer", "responder", "manager"}

func (r Rank) String() string { return word(r, rankWords...) }

// MarshalText writes the rank's word.
func (r Rank) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads the rank's word, whole.
func (r *Rank) UnmarshalText(b []byte) error { return whole(r, b, rankWords) }

// ParseRank reads a rank by its word.
func ParseRank(s string) (Rank, error) {
	for r := Observer; r <= Manager; r++ {
		if strings.EqualFold(s, r.String()) {
			return r, nil
		}
	}
	return RankNone, refuse("%q is no rank: use manager, responder or observer", shown(s))
}

// Person is someone whom a door has let in: a person, or a machine that acts
// as one.
type Person struct {
	Name  string
	Rank  Rank
	Key   string    // fingerprint of the key that was proved, "SHA256:…"
	Proof string    // how: "keys file", "enrolled key", "certificate"
	Only  ID        // the one incident that a guest may see; empty for all
	Until time.Time // when the key expires; zero for never
}

// Power is what a command needs, from least to most.
type Power uint8

// The powers, each with those before it.
const (
	PowerNone    Power = iota
	PowerWatch         // read, join and leave
	PowerRespond       // write entries, size up
	PowerManage        // run the bridge: phases, roles, membership, closing
	PowerHouse         // act on people beyond this one incident
)

// rankPower is what each rank may do in every incident it may see.
var rankPower = [...]Power{
	RankNone:  PowerNone,
	Observer:  PowerWatch,
	Responder: PowerRespond,
	Manager:   PowerHouse,
}

// PowerOf is what p may do in the incident of s. A role adds power to a
// responder and ends with the role; an observer stays an observer.
func PowerOf(s *State, p Person) Power {
	if p.Rank > Manager {
		return PowerNone
	}
	power := rankPower[p.Rank]
	if power != PowerRespond {
		return power
	}
	return max(power, s.dutyOf(p.Name).power)
}

// refusePower says who may do what needs power.
func refusePower(p Person, needs Power) error {
	switch {
	case p.Rank <= Observer:
		return refuse("observers can read, not write")
	case needs == PowerHouse:
		return refuse("only a key of rank manager can do this")
	}
	return refuse("only the incident manager, the deputy or a key of rank manager can do this")
}

// word is the name of a small enumerated value, "?" where it has none.
func word[T ~uint8](v T, names ...string) string {
	if int(v) < len(names) {
		return names[v]
	}
	return "?"
}

// whole sets v to what the wire calls by one of these names. It takes no
// shorter form: what a newer program wrote is not guessed at.
func whole[T ~uint8](v *T, b []byte, names []string) error {
	i := slices.Index(names, string(b))
	if i < 0 {
		return fmt.Errorf("%q is none of %s", b, strings.Join(names, ", "))
	}
	*v = T(i)
	return nil
}

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
	RankObserver
	RankResponder
	RankManager
)

var rankWords = []string{"none", "observer", "responder", "manager"}

func (r Rank) String() string { return word(r, rankWords...) }

// MarshalText writes the rank's word.
func (r Rank) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads the rank's word, whole.
func (r *Rank) UnmarshalText(b []byte) error { return whole(r, b, rankWords) }

// ParseRank reads a rank by its word.
func ParseRank(s string) (Rank, error) {
	for r := RankObserver; r <= RankManager; r++ {
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

// RunsHouse reports whether p has a key of rank manager that isn't bound to one
// incident.
func (p Person) RunsHouse() bool { return p.Rank == RankManager && p.Only == "" }

// Power is what a command needs, from least to most.
type Power uint8

// The powers, each with those before it.
const (
	PowerNone    Power = iota
	PowerWatch         // read, join and leave
	PowerRespond       // write entries, size up
	PowerManage        // run the bridge: phases, roles, membership, closing
	PowerHouse         // act on people beyond this one incident: nobody's who was invited for it alone
)

// rankPower is what each rank may do in every incident it may see.
var rankPower = [...]Power{
	RankNone:      PowerNone,
	RankObserver:  PowerWatch,
	RankResponder: PowerRespond,
	RankManager:   PowerHouse,
}

// PowerOf is what p may do in the incident of s. A role adds power to a
// responder and ends with the role; an observer stays an observer. Whoever was
// invited for one incident runs that one at most, and has no power elsewhere.
func (v View) PowerOf(p Person) Power { return v.state.powerOf(p) }

func (s *State) powerOf(p Person) Power {
	if p.Rank > RankManager || p.Only != "" && p.Only != s.ID {
		return PowerNone
	}
	power := rankPower[p.Rank]
	switch {
	case power == PowerRespond:
		return max(power, s.dutyOf(p.Name).power)
	case power == PowerHouse && p.Only != "":
		return PowerManage
	}
	return power
}

// outward is a command that reaches past its incident: it acts on the house, or
// on another incident.
type outward interface{ reachesOut() }

func reachesOut(c Command) bool {
	_, ok := c.(outward)
	return ok
}

// checkReach refuses what reaches past the one incident that p was invited for.
func checkReach(p Person, c Command) error {
	if p.Only == "" || !reachesOut(c) {
		return nil
	}
	return refuse("you were invited for %s alone, and this reaches past it: ask someone of the house", p.Only)
}

// onlyManagers names the keys that may act on keys of rank manager, to p.
func onlyManagers(p Person) string {
	if p.Only != "" {
		return "only a key of rank manager for the whole house"
	}
	return "only a key of rank manager"
}

// refusePower says who may do what needs power.
func refusePower(p Person, needs Power) error {
	switch {
	case p.Rank <= RankObserver:
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

package incident

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Rank bounds what the holder of a key may ever do. The zero Rank may do
// nothing.
type Rank uint8

// The ranks, each with the rights of those before it.
const (
	RankNone Rank = iota
	RankObserver
	RankResponder
	RankManager
)

var rankWords = []string{"none", "observer", "responder", "manager"}

func (r Rank) String() string { return enumName(r, rankWords...) }

// MarshalText writes the rank's word.
func (r Rank) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText parses the rank's whole word.
func (r *Rank) UnmarshalText(b []byte) error { return parseExact(r, b, rankWords) }

// ParseRank parses a rank's word.
func ParseRank(s string) (Rank, error) {
	for r := RankObserver; r <= RankManager; r++ {
		if strings.EqualFold(s, r.String()) {
			return r, nil
		}
	}
	return RankNone, refuse("%q isn't a rank: use manager, responder or observer", quote(s))
}

// Person is a person whom a door has let in, or a machine that acts as one.
type Person struct {
	Name  string
	Rank  Rank
	Key   string    // fingerprint of the key that was proved, "SHA256:…"
	Proof string    // by what: "keys file", "enrolled key", "certificate"
	Only  ID        // the one incident that a guest may see; empty for all
	Until time.Time // when the key expires; zero for never
}

// RunsHouse reports whether p has a key of rank manager for the whole server.
func (p Person) RunsHouse() bool { return p.Rank == RankManager && p.Only == "" }

// power is what a command needs, from least to most.
type power uint8

// The powers, each with those before it.
const (
	powerNone    power = iota
	powerWatch         // read, join and leave
	powerRespond       // write entries, size up
	powerManage        // run the bridge: phases, roles, membership, closing
	powerHouse         // act on people beyond this one incident; never for guests of one incident
)

// rankPower holds the power of each rank in every incident that it may see.
var rankPower = [...]power{
	RankNone:      powerNone,
	RankObserver:  powerWatch,
	RankResponder: powerRespond,
	RankManager:   powerHouse,
}

// powerOf returns the power of p in the incident. A role adds power to a responder and
// ends with the role; it adds none to an observer. A guest of one incident has power in
// that one only, and never powerHouse.
func (s *State) powerOf(p Person) power {
	if p.Rank > RankManager || p.Only != "" && p.Only != s.ID {
		return powerNone
	}
	power := rankPower[p.Rank]
	switch {
	case power == powerRespond:
		return max(power, s.powersOf(p.Name).power)
	case power == powerHouse && p.Only != "":
		return powerManage
	}
	return power
}

// outward marks a command that reaches past its incident: it acts on the server
// or on another incident.
type outward interface{ reachesOut() }

func reachesOut(c Command) bool {
	_, ok := c.(outward)
	return ok
}

// checkReach refuses a command that reaches past the one incident that p is a
// guest of.
func checkReach(p Person, c Command) error {
	if p.Only == "" || !reachesOut(c) {
		return nil
	}
	return refuse("you are a guest of %s only, and this reaches past it: ask someone of the organisation", p.Only)
}

// onlyManagers says, to p, which keys may act on keys of rank manager.
func onlyManagers(p Person) string {
	if p.Only != "" {
		return "only a key of rank manager for the whole server"
	}
	return "only a key of rank manager"
}

// refusePower says who has the needed power and, to who may enter, who that is now and how
// they are told.
func (s *State) refusePower(p Person, needs power) error {
	switch {
	case p.Rank <= RankObserver:
		return refuse("observers can read, not write")
	case needs == powerHouse:
		return refuse("only a key of rank manager can do this")
	}
	const who = "only the incident manager, the deputy or a key of rank manager can do this"
	if !s.MayEnter(p) {
		return refuse(who)
	}
	switch manager, deputy := s.holderOf(RoleManager), s.holderOf(RoleDeputy); {
	case manager == "" && deputy == "":
		return refuse(who + ", and nobody is manager: /take manager")
	case manager == "" || deputy == "" || manager == deputy:
		return refuse(who+": ask %s with /say, or /propose TEXT", cmp.Or(manager, deputy))
	default:
		return refuse(who+": ask %s or %s with /say, or /propose TEXT", manager, deputy)
	}
}

// enumName returns the name of a small enumerated value, "?" if it has none.
func enumName[T ~uint8](v T, names ...string) string {
	if int(v) < len(names) {
		return names[v]
	}
	return "?"
}

// parseExact sets v to the value with one of these wire names. It accepts no shorter
// form: a name that a newer program wrote must not be guessed.
func parseExact[T ~uint8](v *T, b []byte, names []string) error {
	i := slices.Index(names, string(b))
	if i < 0 {
		return fmt.Errorf("%q isn't one of %s", b, strings.Join(names, ", "))
	}
	*v = T(i)
	return nil
}

// MayWrite reports whether p may write entries.
func (v View) MayWrite(p Person) bool { return v.state.powerOf(p) >= powerRespond }

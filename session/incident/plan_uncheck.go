package incident

import (
	"maps"
	"slices"
	"strings"
)

// Uncheck asks to take back a tick.
type Uncheck struct{ Key, Why string }

// Unchecked happened when a tick was taken back.
type Unchecked struct {
	Key string `json:"key"`
	Why string `json:"why"`
}

var uncheckVerb = Verb{
	Name: "uncheck", Args: "KEY WHY", Power: PowerRespond,
	Help: "take a tick back, with a reason",
	complete: func(s sources, arg int) []string {
		return words(slices.Sorted(maps.Keys(s.state.Plan.Ticks))...)(s, arg)
	},
	parse: func(args string) (Command, error) {
		key, why := cut(args)
		return Uncheck{Key: strings.ToLower(key), Why: why}, nil
	},
}

func (Uncheck) needs() Power { return PowerRespond }

func (c Uncheck) decide(s *State, _ Ask) ([]Fact, error) {
	if err := checkKey(s, c.Key); err != nil {
		return nil, err
	}
	if _, ok := s.Plan.Ticks[c.Key]; !ok {
		return nil, refuse("%s isn't checked", shown(c.Key))
	}
	why, err := checkWhy(c.Why)
	if err == nil && why == "" {
		err = refuse("give a reason to take the tick back: /uncheck %s WHY", shown(c.Key))
	}
	return []Fact{Unchecked{Key: c.Key, Why: why}}, err
}

func (Unchecked) kind() string { return "unchecked" }

func (f Unchecked) fold(s *State, _ *Event) { s.Plan.Ticks = without(s.Plan.Ticks, f.Key) }

func (f Unchecked) line() string { return because("unchecked "+f.Key, f.Why) }

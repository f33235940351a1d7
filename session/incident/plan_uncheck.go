package incident

import (
	"maps"
	"slices"
	"strings"
)

// untickItem asks to take back a tick.
type untickItem struct{ Key, Why string }

// itemUnticked happened when a tick was taken back.
type itemUnticked struct {
	Key string `json:"key"`
	Why string `json:"why"`
}

var uncheckVerb = Verb{
	Name: "uncheck", Args: "KEY WHY", asks: untickItem{},
	Help: "take a tick back, with a reason",
	complete: func(s sources, arg int) []string {
		return offerWords(slices.Sorted(maps.Keys(s.state.Plan.Ticks))...)(s, arg)
	},
	parse: func(args string) (Command, error) {
		key, why := cutWord(args)
		return untickItem{Key: strings.ToLower(key), Why: why}, nil
	},
}

func (untickItem) needs() power { return powerRespond }

func (c untickItem) decide(s *State, _ Ask) ([]Fact, error) {
	if err := checkKey(s, c.Key, checkKeys(s)); err != nil {
		return nil, err
	}
	if _, ok := s.Plan.Ticks[c.Key]; !ok {
		return nil, refuse("%s isn't checked", quote(c.Key))
	}
	why, err := checkWhy(c.Why)
	if err == nil && why == "" {
		err = refuse("give a reason to take the tick back: /uncheck %s WHY", quote(c.Key))
	}
	return []Fact{itemUnticked{Key: c.Key, Why: why}}, err
}

func (itemUnticked) kind() string { return "unchecked" }

func (f itemUnticked) fold(s *State, e *Event) {
	s.Plan.Ticks = mapWithout(s.Plan.Ticks, f.Key)
	s.Plan.pass(e, checkStatusTakenBack, f.Why, f.Key)
}

func (f itemUnticked) line() string { return withReason("unchecked "+f.Key, f.Why) }

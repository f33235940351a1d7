package incident

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"testing"
)

func TestWhenARuleApplies(t *testing.T) {
	yes := true
	for _, c := range []struct {
		name string
		when Condition
		at   situation
		want bool
	}{
		{"nothing is asked for", Condition{}, situation{}, true},
		{"worse than the severity", Condition{Match: Match{Severity: SEV2}}, situation{severity: SEV1}, true},
		{"milder than the severity", Condition{Match: Match{Severity: SEV2}}, situation{severity: SEV3}, false},
		{"wider than the spread", Condition{Match: Match{Spread: SpreadSeveral}}, situation{spread: SpreadHouse}, true},
		{"a spread that nobody stated is less than any", Condition{Match: Match{Spread: SpreadComponent}}, situation{}, false},
		{"narrower than the scope", Condition{Match: Match{Scope: ScopeRestricted}}, situation{scope: ScopeConfidential}, true},
		{"one kind of several", Condition{Match: Match{Kinds: KindData | KindRansom}}, situation{kinds: KindOutage | KindData}, true},
		{"another kind", Condition{Match: Match{Kinds: KindData}}, situation{kinds: KindOutage}, false},
		{"a kind that nobody named", Condition{Match: Match{Kinds: KindSecurity | KindUnknown}}, situation{kinds: KindUnknown}, true},
		{"not for an outage", Condition{Not: &Match{Kinds: KindOutage}}, situation{kinds: KindOutage}, false},
		{"not for an outage, but an attacker made it", Condition{Not: &Match{Kinds: KindOutage}}, situation{kinds: KindOutage | KindSecurity}, true},
		{"not for an outage, and nobody knows", Condition{Not: &Match{Kinds: KindOutage}}, situation{kinds: KindUnknown}, true},
		{"personal data, maybe", Condition{Match: Match{PersonalData: []Touched{TouchedYes, TouchedUnknown}}}, situation{}, true},
		{"personal data, no", Condition{Match: Match{PersonalData: []Touched{TouchedYes, TouchedUnknown}}}, situation{personal: TouchedNo}, false},
		{"a drill", Condition{Match: Match{Drill: &yes}}, situation{drill: true}, true},
		{"no drill", Condition{Not: &Match{Drill: &yes}}, situation{drill: true}, false},
		{"a system's classification", Condition{Match: Match{Classes: []string{"secret"}}}, situation{classes: []string{"public", "secret"}}, true},
		{"nothing but public systems", Condition{Not: &Match{Classes: []string{"public"}}}, situation{classes: []string{"public", "secret"}}, true},
		{"only the milder ones", Condition{Not: &Match{Severity: SEV3}}, situation{severity: SEV4}, true},
		{"both must fit", Condition{Match: Match{Severity: SEV2, Kinds: KindRansom}}, situation{severity: SEV3, kinds: KindRansom}, false},
		{"the first of several", Condition{Any: []Match{{Severity: SEV1}, {Kinds: KindRansom}}}, situation{severity: SEV1}, true},
		{"another of several", Condition{Any: []Match{{Severity: SEV1}, {Kinds: KindRansom}}}, situation{severity: SEV3, kinds: KindRansom}, true},
		{"none of several", Condition{Any: []Match{{Severity: SEV1}, {Kinds: KindRansom}}}, situation{severity: SEV3, kinds: KindData}, false},
		{"one of several, but not the rest", Condition{Match: Match{Scope: ScopeRestricted}, Any: []Match{{Severity: SEV1}, {Kinds: KindRansom}}}, situation{severity: SEV1}, false},
		{"one of several, but it is left out", Condition{Not: &Match{Kinds: KindOutage}, Any: []Match{{Severity: SEV1}, {Kinds: KindRansom}}}, situation{severity: SEV1, kinds: KindOutage}, false},
		{"what is left out must fit as a whole", Condition{Not: &Match{Kinds: KindOutage, Severity: SEV2}}, situation{severity: SEV3, kinds: KindOutage}, true},
	} {
		if got := c.when.holds(c.at); got != c.want {
			t.Errorf("%s: applies %v", c.name, got)
		}
	}
}

func TestTheFirstLineThatFitsSaysWhyARuleApplies(t *testing.T) {
	when := Condition{Match: Match{Kinds: KindData | KindRansom}, Any: []Match{{Severity: SEV1}, {Kinds: KindData, Phases: []Phase{PhaseContainment}}}}
	for want, at := range map[string]situation{
		"kind is data":                                  {severity: SEV1, kinds: KindData},
		"kind is data and phase is containment":         {severity: SEV2, kinds: KindData, phase: PhaseContainment},
		"kind is data, ransom and phase is containment": {severity: SEV2, kinds: KindData | KindRansom, phase: PhaseContainment},
	} {
		if got := when.because(at); got != want {
			t.Errorf("%+v: %q, want %q", at, got, want)
		}
	}
}

// TestAConditionIsTheSameAfterwards writes conditions and reads them back, and asks each of
// them in all sorts of situations.
func TestAConditionIsTheSameAfterwards(t *testing.T) {
	c := rand.New(rand.NewPCG(7, 7))
	for range 2000 {
		when := Condition{Match: anyMatch(c)}
		if c.IntN(2) == 0 {
			not := anyMatch(c)
			when.Not = &not
		}
		when.Any = someMatches(c)
		b, err := json.Marshal(when)
		if err != nil {
			t.Fatal(err)
		}
		var back Condition
		if err := json.Unmarshal(b, &back); err != nil {
			t.Fatalf("%s: %v", b, err)
		}
		at := anySituation(c)
		if when.holds(at) != back.holds(at) || when.because(at) != back.because(at) {
			t.Fatalf("%s applies otherwise after a replay at %+v", b, at)
		}
	}
}

// TestWhatAppliedOnceIsAskedAtTheWorst: no statement in between takes a criterion away that
// applied before it.
func TestWhatAppliedOnceIsAskedAtTheWorst(t *testing.T) {
	c := rand.New(rand.NewPCG(8, 8))
	for range 5000 {
		m := anyMatch(c)
		m.PersonalData, m.Phases, m.Drill = []Touched{TouchedYes}, nil, nil
		m.Kinds, m.Classes = m.Kinds.named(), nil
		first, then := anySituation(c), anySituation(c)
		when := Condition{Match: m}
		if when.holds(first) && !when.holds(first.worst(then)) {
			t.Fatalf("%+v is asked at %+v, and no longer once it is %+v", m, first, then)
		}
		not := Condition{Not: &Match{Kinds: KindOutage}}
		if first.kinds != KindUnknown && not.holds(first) && !not.holds(first.worst(then)) {
			t.Fatalf("what is left out for an outage is asked at %s, and no longer once it is %s", first.kinds, then.kinds)
		}
	}
}

func TestAConditionThatNeverHoldsIsKnown(t *testing.T) {
	yes, no := true, false
	for text, c := range map[string]struct {
		when Condition
		can  bool
	}{
		"nothing":                       {Condition{}, true},
		"nothing, not anything":         {Condition{Not: &Match{}}, false},
		"the same severity":             {Condition{Match: Match{Severity: SEV2}, Not: &Match{Severity: SEV2}}, false},
		"SEV2, not SEV1":                {Condition{Match: Match{Severity: SEV2}, Not: &Match{Severity: SEV1}}, true},
		"not any severity":              {Condition{Not: &Match{Severity: SEV5}}, false},
		"several, not house":            {Condition{Match: Match{Spread: SpreadSeveral}, Not: &Match{Spread: SpreadHouse}}, true},
		"house, not several":            {Condition{Match: Match{Spread: SpreadHouse}, Not: &Match{Spread: SpreadSeveral}}, false},
		"outage, not outage alone":      {Condition{Match: Match{Kinds: KindOutage}, Not: &Match{Kinds: KindOutage}}, true},
		"unknown, not unknown":          {Condition{Match: Match{Kinds: KindUnknown}, Not: &Match{Kinds: KindUnknown}}, false},
		"data, not any kind":            {Condition{Match: Match{Kinds: KindData}, Not: &Match{Kinds: KindUnknown - 1}}, false},
		"personal data, and not":        {Condition{Match: Match{PersonalData: []Touched{TouchedYes}}, Not: &Match{PersonalData: []Touched{TouchedYes}}}, false},
		"no drill, not a drill":         {Condition{Match: Match{Drill: &no}, Not: &Match{Drill: &yes}}, true},
		"a drill, not a drill":          {Condition{Match: Match{Drill: &yes}, Not: &Match{Drill: &yes}}, false},
		"SEV1 or a drill, not a drill":  {Condition{Not: &Match{Drill: &yes}, Any: []Match{{Severity: SEV1}, {Drill: &yes}}}, true},
		"a drill, not a drill, or not":  {Condition{Not: &Match{Drill: &yes}, Any: []Match{{Drill: &yes}}}, false},
		"no drill, and one or one":      {Condition{Match: Match{Drill: &no}, Any: []Match{{Drill: &yes}, {Drill: &yes, Severity: SEV1}}}, false},
		"unknown, and data":             {Condition{Match: Match{Kinds: KindUnknown}, Any: []Match{{Kinds: KindData}}}, false},
		"data, and ransom":              {Condition{Match: Match{Kinds: KindData}, Any: []Match{{Kinds: KindRansom}}}, true},
		"a class, and another":          {Condition{Match: Match{Classes: []string{"secret"}}, Any: []Match{{Classes: []string{"public"}}}}, true},
		"a class, and none":             {Condition{Match: Match{Classes: []string{"secret"}}, Any: []Match{{Classes: []string{UnknownClass}}}}, false},
		"in a phase, not in that phase": {Condition{Match: Match{Phases: []Phase{PhaseReview}}, Not: &Match{Phases: []Phase{PhaseReview}}}, false},
	} {
		if c.when.CanHold() != c.can {
			t.Errorf("%s: can hold %v", text, !c.can)
		}
	}
	c := rand.New(rand.NewPCG(9, 9))
	held := 0
	for range 50_000 {
		not := anyMatch(c)
		when := Condition{Match: anyMatch(c), Not: &not, Any: someMatches(c)}
		if when.holds(anySituation(c)) {
			if held++; !when.CanHold() {
				t.Fatalf("%s holds", when)
			}
		}
	}
	if held < 100 {
		t.Errorf("%d of the conditions held", held)
	}
}

func anyMatch(c *rand.Rand) Match {
	m := Match{Severity: Severity(c.IntN(6)), Spread: Spread(c.IntN(6)), Scope: Scope(c.IntN(3)), Kinds: KindSet(c.IntN(256))}
	for range c.IntN(3) {
		m.PersonalData, m.Phases = append(m.PersonalData, Touched(c.IntN(3))), append(m.Phases, Phase(c.IntN(5)))
		m.Classes = append(m.Classes, fmt.Sprint("class", c.IntN(3)))
	}
	if drill := c.IntN(2) == 0; c.IntN(2) == 0 {
		m.Drill = &drill
	}
	return m
}

// someMatches returns alternatives, often none.
func someMatches(c *rand.Rand) (all []Match) {
	for range max(0, c.IntN(6)-3) {
		all = append(all, anyMatch(c))
	}
	return all
}

func anySituation(c *rand.Rand) situation {
	return situation{
		severity: Severity(1 + c.IntN(5)), spread: Spread(c.IntN(6)), scope: Scope(c.IntN(3)), kinds: KindSet(c.IntN(128)).orUnknown(),
		personal: Touched(c.IntN(3)), phase: Phase(c.IntN(5)), drill: c.IntN(2) == 0,
		classes: classesOf([]*System{{Sheet: &Sheet{Classification: fmt.Sprint("class", c.IntN(3))}}}),
	}
}

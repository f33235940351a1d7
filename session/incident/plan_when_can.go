package incident

import "slices"

// CanHold reports whether there is a situation in which the condition holds.
func (c Condition) CanHold() bool {
	if len(c.Any) == 0 {
		return c.canHoldWith(Match{}, c.Not)
	}
	return slices.ContainsFunc(c.Any, func(one Match) bool { return c.canHoldWith(one, c.Not) })
}

// canHoldWith reports whether there is a situation that fits two matches, and not a third: in
// each aspect, a value that fits both, and in one of them a value that the third doesn't fit.
// The aspects don't depend on each other.
func (m Match) canHoldWith(other Match, not *Match) bool {
	differs := not == nil
	for i, values := range aspects(m, other, not) {
		fit, differ := false, false
		for _, at := range values {
			if !m.aspect(i).fits(at, false) || !other.aspect(i).fits(at, false) {
				continue
			}
			fit, differ = true, differ || not != nil && !not.aspect(i).fits(at, true)
		}
		if !fit {
			return false
		}
		differs = differs || differ
	}
	return differs
}

// aspect returns what the match asks of one aspect, and nothing else.
func (m *Match) aspect(i int) *Match {
	all := [...]Match{
		{Severity: m.Severity}, {Spread: m.Spread}, {Scope: m.Scope}, {Kinds: m.Kinds},
		{PersonalData: m.PersonalData}, {Phases: m.Phases}, {Drill: m.Drill}, {Classes: m.Classes},
	}
	return &all[i]
}

// aspects returns, by aspect, the situations that differ in it: all there are but for
// classifications, of which those count that are unknown, and all that some matches name beside
// one that none does.
func aspects(m, other Match, not *Match) [8][]situation {
	var all [8][]situation
	add := func(i int, at situation) { all[i] = append(all[i], at) }
	for s := SEV1; s <= SEV5; s++ {
		add(0, situation{severity: s})
	}
	for s := SpreadUnknown; s <= SpreadBeyond; s++ {
		add(1, situation{spread: s})
	}
	for s := ScopeOpen; s <= ScopeConfidential; s++ {
		add(2, situation{scope: s})
	}
	for k := KindSet(0); k < KindUnknown; k++ {
		add(3, situation{kinds: k.orUnknown()})
	}
	for t := TouchedUnknown; t <= TouchedYes; t++ {
		add(4, situation{personal: t})
	}
	for p := PhaseTriage; p < PhaseClosed; p++ {
		add(5, situation{phase: p})
	}
	add(6, situation{drill: true})
	add(6, situation{})
	classes := slices.Concat(m.Classes, other.Classes, []string{"\x00"})
	if not != nil {
		classes = append(classes, not.Classes...)
	}
	classes = slices.DeleteFunc(classes, func(class string) bool { return class == UnknownClass })
	add(7, situation{classes: []string{UnknownClass}})
	add(7, situation{classes: classes})
	return all
}

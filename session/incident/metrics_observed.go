package incident

import (
	"slices"
	"strings"
	"time"
)

// observedTarget names a target of a system.
type observedTarget struct{ system, target string }

// observation is the newest that was seen of a target.
type observation struct {
	value float64
	unit  string
	Stamp
}

// Observed is the newest observation of a target of an affected system, against what holds
// now.
type Observed struct {
	System     string
	Target     ServiceTarget // as it is in force: that of the sheet, or readjusted
	Waived     bool          // a decision that holds says that nobody is held to it
	Readjusted uint64        // the number of the trade-off that set or waived it, 0 for none
	Value      float64       // in the target's unit
	Stamp
}

// Breached reports whether the target isn't met, and is held to.
func (o Observed) Breached() bool { return !o.Waived && !o.Target.meets(o.Value) }

// String tells what was seen of the target: "payments-api availability 99.2 %, BREACHED:
// >= 99.5 %".
func (o Observed) String() string {
	seen, limit := o.System+" "+o.Target.Name+" "+quantity(o.Value, o.Target.Unit), o.Target.limit()
	if o.Readjusted > 0 {
		limit += " by " + Ref{RefDecision, o.Readjusted}.String()
	}
	switch {
	case o.Waived:
		return seen + ", nobody is held to it by " + Ref{RefDecision, o.Readjusted}.String()
	case o.Breached():
		return seen + ", BREACHED: " + limit
	}
	return seen + ", meets " + limit
}

// Observations returns the newest observation of each target of the affected systems, in
// the order of the systems and of their sheets, against the targets as they hold now.
func (v View) Observations(now time.Time) []Observed {
	var all []Observed
	if len(v.state.Metrics.Observed) == 0 {
		return nil
	}
	for sys := range v.Systems() {
		if sys.Sheet == nil {
			continue
		}
		all = append(all, slices.DeleteFunc(v.observedOf(sys.Sheet, now), func(o Observed) bool { return !v.Sees(o.Seq) })...)
	}
	return all
}

// observedOf returns the newest observation of each target of a sheet, in sight or not.
func (v View) observedOf(sheet *Sheet, now time.Time) (all []Observed) {
	for _, t := range sheet.Targets {
		o, ok := v.state.Metrics.Observed[observedTarget{sheet.Name, t.Name}]
		if !ok {
			continue
		}
		value, ok := convert(o.value, o.unit, t.Unit)
		if !ok { // the sheet measures something else by now
			continue
		}
		one := Observed{System: sheet.Name, Value: value, Stamp: o.Stamp}
		one.Target, one.Readjusted, one.Waived = v.inForce(sheet.Name, t, now)
		all = append(all, one)
	}
	return all
}

// Breaches returns the observations that don't meet their targets as they hold now.
func (v View) Breaches(now time.Time) []Observed {
	return slices.DeleteFunc(v.Observations(now), func(o Observed) bool { return !o.Breached() })
}

// inForce returns a target as it holds at a moment: that of the sheet, or with the value
// that the last trade-off sets which is in sight, holds, and names it.
func (v View) inForce(system string, t ServiceTarget, now time.Time) (_ ServiceTarget, by uint64, waived bool) {
	d := v.readjusted(system, t.Name, now)
	if d == nil {
		return t, 0, false
	}
	value, waived, err := readReadjusted(t, d.TradeOff.New)
	if err != nil {
		return t, 0, false // the sheet has changed since
	}
	if !waived {
		t.Value = value
	}
	return t, d.N, waived
}

// waiver is the new value of a trade-off by which nobody is held to a target.
const waiver = "none"

// readReadjusted parses the new value that a trade-off sets for a target: a number in its
// unit, with its sign before it or not, or "none".
func readReadjusted(t ServiceTarget, text string) (value float64, waived bool, err error) {
	if strings.EqualFold(text, waiver) {
		return 0, true, nil
	}
	value, word, err := parseQuantity(strings.TrimPrefix(strings.TrimSpace(text), t.Direction.String()))
	if err != nil {
		return 0, false, err
	}
	if word == "" {
		word = t.Unit
	}
	converted, ok := convert(value, word, t.Unit)
	if !ok {
		return 0, false, refuse("%q counts something else than %s", quote(text), t)
	}
	return converted, false, nil
}

// checkReadjusts refuses a trade-off of a target that an affected system has, if its new
// value says nothing of that target.
func checkReadjusts(s *State, by Person, terms Terms) error {
	for sys := range s.For(by).Systems() {
		if sys.Sheet == nil || !names(terms.Target, sys.Sheet.Name) {
			continue
		}
		for _, t := range sys.Sheet.Targets {
			if !names(terms.Target, t.Name) {
				continue
			}
			if _, _, err := readReadjusted(t, terms.New); err != nil {
				return refuse("the sheet of %s has %s: write its new value as a number, as %s, or as %s where nobody is held to it", sys.Sheet.Name, t, quantity(t.Value, t.Unit), waiver)
			}
		}
	}
	return nil
}

package incident

import (
	"slices"
	"strings"
)

// makeObservation asks to record what a system does against one of its targets.
type makeObservation struct {
	System, Target string
	Value          float64
	Unit           string // "": the target's
	When           typedTime
}

// observationMade happened when someone observed a system against one of its targets. It
// holds the target as it was in force then.
type observationMade struct {
	Seq    uint64        `json:"seq"` // the entry that named the system
	System string        `json:"system"`
	Target ServiceTarget `json:"target"`
	By     uint64        `json:"readjusted_by,omitempty"` // the number of the trade-off that set its value
	Waived bool          `json:"waived,omitempty"`        // that trade-off holds nobody to it
	Value  float64       `json:"value"`                   // in the target's unit
}

const observeExample = "/observe payments-api availability 99.2"

var observeVerb = Verb{
	Name: "observe", Args: "SYSTEM TARGET NUMBER [UNIT] [at TIME]", asks: makeObservation{},
	Help: "record what an affected system does against a target of its sheet, as " + observeExample + " at 14:05",
	complete: func(s sources, arg int) []string {
		switch arg {
		case 0:
			return s.targetedSystems()
		case 1:
			return s.targetNames()
		}
		return nil
	},
	parse: parseObservation,
}

// targetedSystems returns the affected systems that have targets.
func (s sources) targetedSystems() (names []string) {
	for sys := range s.Systems() {
		if len(sys.Sheet.Targets) > 0 {
			names = append(names, sys.Sheet.Name)
		}
	}
	slices.Sort(names)
	return names
}

// targetNames returns the names of all targets of the affected systems.
func (s sources) targetNames() (names []string) {
	for sys := range s.Systems() {
		for _, t := range sys.Sheet.Targets {
			names = append(names, t.Name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func parseObservation(args string) (Command, error) {
	c := makeObservation{}
	c.System, args = cutWord(args)
	c.Target, args = cutWord(args)
	value, at := cutAt(args, "at")
	if value == "" {
		return nil, refuse("name a system, a target of its sheet and the number that you see, as %s", observeExample)
	}
	var err error
	if c.Value, c.Unit, err = parseQuantity(value); err != nil {
		return nil, err
	}
	if value == strings.TrimRight(args, blanks) { // no "at"
		return c, nil
	}
	if at == "" {
		return nil, refuse("write the time behind at, as %s at 14:05", observeExample)
	}
	c.When, err = parseMoment(at)
	if err == nil && c.When.about {
		err = refuse("%q is near a moment, and an exact one is needed: write it without the sign, as 14:05", quote(at))
	}
	return c, err
}

func (makeObservation) needs() power { return powerRespond }

func (c makeObservation) decide(s *State, a Ask) ([]Fact, error) {
	sys, err := c.system(s, a)
	if err != nil {
		return nil, err
	}
	target, err := sys.target(c.Target)
	if err != nil {
		return nil, err
	}
	value, err := c.valueFor(sys.Sheet.Name, target)
	if err != nil {
		return nil, err
	}
	f := observationMade{Seq: sys.Seq, System: sys.Sheet.Name, Value: value}
	f.Target, f.By, f.Waived = s.For(a.By).inForce(sys.Sheet.Name, target, a.At)
	return backdate(c.When, a, f)
}

// system returns the affected system that the command names.
func (c makeObservation) system(s *State, a Ask) (*System, error) {
	name, err := checkSystem(c.System)
	if err != nil {
		return nil, err
	}
	if sys := s.system(name, a.By); sys != nil {
		return sys, nil
	}
	if a.rules().sheet(name) != nil {
		return nil, refuse("%s is not among the affected systems: /affects %s names it", name, name)
	}
	others := slices.DeleteFunc(systemNames(sources{View: s.For(a.By)}), func(other string) bool { return numberSiblings(name, other) })
	if near := Nearest(name, others); near != "" {
		return nil, refuse("%s is not among the affected systems: did you mean %s?", name, near)
	}
	return nil, a.rules().refuseSheet(name, "a target is observed of an affected system that has one; what you see else, write with /fact")
}

// target returns the target with a name.
func (sys *System) target(typed string) (ServiceTarget, error) {
	name, system, all := strings.ToLower(typed), sys.Sheet.Name, sys.Sheet.Targets
	names := make([]string, len(all))
	for i, t := range all {
		if names[i] = t.Name; t.Name == name {
			return t, nil
		}
	}
	near := Nearest(name, names)
	switch {
	case sys.Unlisted:
		return ServiceTarget{}, refuse("%s has no sheet, and so no targets: write what you see with /fact", system)
	case len(all) == 0:
		return ServiceTarget{}, refuse("the sheet of %s names no targets: write what you see with /fact", system)
	case near != "":
		return ServiceTarget{}, refuse("%s has no target %q: did you mean %s?", system, quote(typed), near)
	}
	return ServiceTarget{}, refuse("%s has no target %q: its sheet has %s", system, quote(typed), strings.Join(names, ", "))
}

// valueFor returns the value in the unit of a target.
func (c makeObservation) valueFor(system string, target ServiceTarget) (float64, error) {
	unit := c.Unit
	if unit == "" {
		unit = target.Unit
	}
	value, ok := convert(c.Value, unit, target.Unit)
	example := "/observe " + system + " " + target.Name + " " + quantity(target.Value, target.Unit)
	switch {
	case !ok && target.Unit == "":
		return 0, refuse("%s of %s is a count, without a unit: write it as %s", target.Name, system, example)
	case !ok:
		return 0, refuse("%s of %s is measured in %s, not in %s: write it as %s", target.Name, system, target.Unit, quote(unit), example)
	case target.Unit == "%" && target.Direction == directionLeast && target.Value <= 100 && value > 100:
		return 0, refuse("%s of %s can't be over 100 %%: check the point in %s", target.Name, system, quantity(value, ""))
	}
	return value, nil
}

func (observationMade) kind() string { return "observation-made" }

// fold keeps the newest observation of each target, by the time of observing.
func (f observationMade) fold(s *State, e *Event) {
	of := observedTarget{f.System, f.Target.Name}
	if last, ok := s.Metrics.Observed[of]; ok && last.At.After(e.OccurredAt) {
		return
	}
	s.Metrics.Observed = mapWith(s.Metrics.Observed, of, observation{f.Value, f.Target.Unit, Stamp{e.OccurredAt, e.By, e.Seq}})
}

// aboutEntry returns the entry that named the system.
func (f observationMade) aboutEntry(*State) uint64 { return f.Seq }

func (f observationMade) line() string {
	o := Observed{System: f.System, Target: f.Target, Waived: f.Waived, Readjusted: f.By, Value: f.Value}
	return CleanLine(o.String())
}

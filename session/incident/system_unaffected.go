package incident

import "slices"

// clearSystem asks to remove a system from the affected ones.
type clearSystem struct{ Name, Why string }

// systemCleared happened when a system was found not to be affected, or no
// longer.
type systemCleared struct {
	Seq  uint64 `json:"seq"` // the entry that named it
	Name string `json:"name"`
	Why  string `json:"why"`
}

var unaffectedVerb = Verb{
	Name: "unaffected", Args: "SYSTEM WHY", asks: clearSystem{},
	Help: "record that a system is not affected, or no longer, with a reason",
	complete: func(s sources, arg int) []string {
		if arg != 0 {
			return nil
		}
		return systemNames(s)
	},
	parse: func(args string) (Command, error) {
		name, why := cutWord(args)
		return clearSystem{Name: name, Why: why}, nil
	},
}

func systemNames(s sources) []string {
	var names []string
	for sys := range s.Systems() {
		names = append(names, sys.Sheet.Name)
	}
	slices.Sort(names)
	return names
}

func (clearSystem) needs() power { return powerRespond }

func (c clearSystem) decide(s *State, a Ask) ([]Fact, error) {
	name, err := checkSystem(c.Name)
	if err != nil {
		return nil, err
	}
	why, err := checkWhy(c.Why)
	known := s.system(name, a.By)
	switch {
	case err != nil:
		return nil, err
	case known == nil:
		return nil, refuse("%s is not among the affected systems", name)
	case why == "":
		return nil, refuse("give a reason why %s is not affected: /unaffected %s WHY", name, name)
	}
	if err := checkUnharmed(s, a, known); err != nil {
		return nil, err
	}
	return []Fact{systemCleared{Seq: known.Seq, Name: name, Why: why}}, nil
}

// checkUnharmed refuses to clear a system that isn't back, by itself or with all, or that
// misses a target.
func checkUnharmed(s *State, a Ask, sys *System) error {
	name := sys.Sheet.Name
	for _, n := range []NamedStatus{{Name: name, SystemStatus: sys.Status}, {SystemStatus: s.Status.whole}} {
		if n.impaired() {
			return refuse("%s is %s: say first that it is back, or never was: /state %s running WHY", n.called(), n.State, n.typed())
		}
	}
	for _, o := range s.For(a.By).observedOf(sys.Sheet, a.At) {
		switch {
		case !o.Breached():
		case !s.For(a.By).Sees(o.Seq):
			return refuse("%s misses a target, in an entry that you may not see: ask the manager", name)
		default:
			return refuse("%s: observe it anew once it is met, /observe %s %s NUMBER, or readjust it, /tradeoff %s %s: %s -> NEW because WHY", o, name, o.Target.Name, o.Target.Name, name, quantity(o.Target.Value, o.Target.Unit))
		}
	}
	return nil
}

func (systemCleared) kind() string { return "system-cleared" }

func (f systemCleared) fold(s *State, _ *Event) {
	s.Affected.Systems = slices.DeleteFunc(slices.Clone(s.Affected.Systems), isNamed(f.Name))
}

func (f systemCleared) aboutEntry(*State) uint64 { return f.Seq }

func (f systemCleared) line() string { return withReason(f.Name+" is not affected", f.Why) }

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
	case !s.back(known.Status, a.At):
		return nil, refuse("%s is %s: say first that it is back, or never was: /state %s running WHY", name, known.Status.State, name)
	}
	return []Fact{systemCleared{Seq: known.Seq, Name: name, Why: why}}, nil
}

func (systemCleared) kind() string { return "system-cleared" }

func (f systemCleared) fold(s *State, _ *Event) {
	s.Affected.Systems = slices.DeleteFunc(slices.Clone(s.Affected.Systems), isNamed(f.Name))
}

func (f systemCleared) aboutEntry(*State) uint64 { return f.Seq }

func (f systemCleared) line() string { return withReason(f.Name+" is not affected", f.Why) }

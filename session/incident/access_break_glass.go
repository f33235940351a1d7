package incident

import "time"

// BreakGlass asks to become a member of an incident that the asker may not
// enter. It takes a key of rank manager, and rings on every screen of the
// bridge.
type BreakGlass struct{ Why string }

// glassBroken happened when a person let themselves in.
type glassBroken struct {
	Why string `json:"why"`
}

var breakGlassVerb = Verb{
	Name: "break-glass", Args: "WHY", asks: BreakGlass{},
	Help:  "let yourself into an incident that you may not enter; it rings on every screen there and stays on record",
	parse: func(args string) (Command, error) { return BreakGlass{Why: args}, nil },
}

// mayBeAsked lets those ask who may break the glass. They learn of the incident by it.
func (c BreakGlass) mayBeAsked(s *State, a Ask) bool {
	return s.MayBreakGlass(a.By) && c.Check() == nil
}

func (BreakGlass) needs() power { return powerHouse }

func (BreakGlass) reachesOut() {}

func (BreakGlass) afterClose() {}

// MayBreakGlass reports whether p may let themselves into the incident of s.
// Anyone else is told that there is no such incident.
func (s *State) MayBreakGlass(p Person) bool {
	return s.Last > 0 && p.RunsHouse() && s.Access.Members[p.Name].Status != memberRemoved
}

// Check refuses an empty reason. It runs before any incident is looked up, so
// that an asker without a reason learns of none.
func (c BreakGlass) Check() error {
	why, err := checkWhy(c.Why)
	if err == nil && why == "" {
		return refuse("give a reason to break the glass: /break-glass WHY")
	}
	return err
}

func (c BreakGlass) decide(s *State, a Ask) ([]Fact, error) {
	why, err := checkWhy(c.Why)
	switch {
	case err != nil:
		return nil, err
	case mayEnterAt(s, a.By, a.At):
		return nil, refuse("you may enter %s already: there is no glass to break", s.ID)
	}
	return []Fact{glassBroken{Why: why}}, nil
}

func (glassBroken) kind() string { return "glass-broken" }

func (glassBroken) fold(s *State, e *Event) {
	s.admit(e.By, footingByRight)
	s.setStay(e.By, time.Time{}, "")
}

func (f glassBroken) line() string { return withReason("broke the glass to come in", f.Why) }

// Rings reports whether e rings on every screen of the bridge, whatever its
// text.
func (e *Event) Rings() bool {
	_, broken := e.Fact.(glassBroken)
	return broken
}

package incident

// Close asks to close the incident; then nothing more can be written to it.
type Close struct {
	Why      string
	Override bool // close despite outstanding things
}

// ClosedUp happened when the incident was closed.
type ClosedUp struct {
	From Phase    `json:"from"`
	Why  string   `json:"why"`
	Left []string `json:"left,omitempty"` // what was outstanding
}

var closeVerb = Verb{
	Name: "close", Args: "[override] [why]", Power: PowerManage,
	Help: "close the incident, once nothing is outstanding; it can be read and reopened",
	parse: func(args string) (Command, error) {
		overrides, why := cutOverride(args)
		return Close{Why: why, Override: overrides}, nil
	},
}

func (c Close) needs() Power { return overridePower(c.Override) }

func (c Close) decide(s *State, a Ask) ([]Fact, error) {
	why, err := checkWhy(c.Why)
	if err != nil {
		return nil, err
	}
	left := OutstandingFor(s, a.By)
	p := passage{line: "close", overrides: c.Override, why: why}
	if len(left) > 0 {
		p.lacks = outstandingFor(s, a.By, left)
	}
	if err := p.check(s, a); err != nil {
		return nil, err
	}
	return []Fact{ClosedUp{From: s.Status.Phase, Why: why, Left: leftFor(s, a.By, left)}}, nil
}

func (c Close) act() act {
	words, text := []string{closeVerb.Name}, "close the incident"
	if c.Override {
		words, text = append(words, override), text+", overriding what is outstanding"
	}
	why := oneLine(c.Why)
	return act{name: "close", line: askAgain(append(words, why)...), text: because(text, why)}
}

func (ClosedUp) kind() string { return "closed" }

func (f ClosedUp) fold(s *State, e *Event) {
	s.enterPhase(e, Closed, f.Why)
	s.Status.closedFrom = f.From
	s.pause(e, f.line())
	for _, d := range Pending(s) {
		if d.Closes() { // it asked to close what is closed now, not what may be reopened later
			s.changeDecision(d.N, func(d *Decision) { d.State = DecisionWithdrawn })
		}
	}
}

func (f ClosedUp) line() string { return because("closed"+over(f.Left), f.Why) }

package incident

// closeIncident asks to close the incident; then nothing more can be written to it.
type closeIncident struct {
	Why      string
	Override bool // close despite outstanding things
}

// incidentClosed happened when the incident was closed.
type incidentClosed struct {
	From Phase    `json:"from"`
	Why  string   `json:"why"`
	Left []string `json:"left,omitempty"` // what was outstanding
}

var closeVerb = Verb{
	Name: "close", Args: "[override] [why]", asks: closeIncident{},
	Help: "close the incident, once nothing is outstanding; it can be read and reopened",
	parse: func(args string) (Command, error) {
		overrides, why, err := cutOverride(args)
		return closeIncident{Why: why, Override: overrides}, err
	},
}

func (c closeIncident) needs() power { return overridePower(c.Override) }

func (c closeIncident) decide(s *State, a Ask) ([]Fact, error) {
	why, err := checkWhy(c.Why)
	if err != nil {
		return nil, err
	}
	if err := checkSystemBack(s, a.At, "closing"); err != nil {
		return nil, err
	}
	shown, hidden := s.For(a.By).CloseBlockers(a.At)
	p := overridable{line: "close", overrides: c.Override, why: why}
	if len(shown)+hidden > 0 {
		p.unmet = refuseOutstanding(s.ID, shown, hidden)
	}
	if err := p.check(s, a); err != nil {
		return nil, err
	}
	return []Fact{incidentClosed{From: s.Status.Phase, Why: why, Left: leftOver(shown, hidden)}}, nil
}

func (c closeIncident) guardedAct() guardedAct {
	words, text := []string{closeVerb.Name}, "close the incident"
	if c.Override {
		words, text = append(words, override), text+", overriding what is outstanding"
	}
	why := oneLine(c.Why)
	return guardedAct{name: "close", line: replayLine(append(words, why)...), text: withReason(text, why)}
}

func (incidentClosed) isTurn() {}

func (incidentClosed) kind() string { return "closed" }

func (f incidentClosed) fold(s *State, e *Event) {
	s.enterPhase(e, PhaseClosed, f.Why)
	s.Status.closedFrom = f.From
	s.pause(e, f.line())
	for _, d := range s.pendingDecisions() {
		if d.Closes() { // it asked to close what is closed now, not what may be reopened later
			s.changeDecision(d.N, func(d *Decision) { d.State = decisionWithdrawn })
		}
	}
}

func (f incidentClosed) line() string { return withReason("closed"+overriddenNote(f.Left), f.Why) }

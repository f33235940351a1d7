package incident

// closeIncident asks to close the incident; then nothing more can be written to it.
type closeIncident struct {
	Verdict  Verdict
	Result   string // in one line; where Override, it says why too
	Override bool   // close despite outstanding things
}

// incidentClosed happened when the incident was closed.
type incidentClosed struct {
	From    Phase    `json:"from"`
	Why     string   `json:"why"`               // the result
	Verdict Verdict  `json:"verdict,omitempty"` // none in old records
	Left    []string `json:"left,omitempty"`    // what was outstanding
}

var closeVerb = Verb{
	Name: "close", Args: "[VERDICT [override] RESULT]", asks: closeIncident{},
	Help: "close the incident, once nothing is outstanding, with what it was and what came of it; it can be read and reopened",
	complete: func(s sources, arg int) []string {
		if arg != 0 {
			return nil
		}
		return s.Verdicts()
	},
	parse: parseClose,
}

// parseClose takes the word override before the verdict, too. A line without a verdict is
// left for decide to refuse, since the words depend on the incident.
func parseClose(args string) (Command, error) {
	overrides, rest, err := cutOverride(args)
	if err != nil {
		return nil, err
	}
	c := closeIncident{Override: overrides}
	if c.Verdict, c.Result = cutVerdict(rest); c.Verdict == VerdictNone || overrides {
		return c, nil
	}
	c.Override, c.Result, err = cutOverride(c.Result)
	return c, err
}

// readBy refuses a line without a verdict, so that no hint calls it a result.
func (c closeIncident) readBy(s *State) (Command, error) {
	if c.Verdict == VerdictNone {
		return c, c.checkVerdict(s)
	}
	return c, nil
}

func (c closeIncident) needs() power { return overridePower(c.Override) }

func (c closeIncident) decide(s *State, a Ask) ([]Fact, error) {
	result, err := checkWhy(c.Result)
	if err != nil {
		return nil, err
	}
	c.Result = result
	if err := checkSystemBack(s, a, "closing"); err != nil {
		return nil, err
	}
	verdict := c.checkVerdict(s)
	if c.Override && verdict != nil {
		return nil, verdict
	}
	shown, hidden := s.For(a.By).CloseBlockers(a.At)
	p := overridable{line: "close " + c.verdictWord(), overrides: c.Override, why: result}
	if len(shown)+hidden > 0 {
		p.unmet = refuseOutstanding(s.ID, shown, hidden)
	}
	if err := p.check(s, a); err != nil {
		return nil, err
	}
	if verdict != nil { // after what is outstanding: "/close" alone asks for that
		return nil, verdict
	}
	return []Fact{incidentClosed{From: s.Status.Phase, Why: result, Verdict: c.Verdict, Left: leftOver(shown, hidden)}}, nil
}

// verdictWord returns the verdict as a line gives it, or the place where it stands.
func (c closeIncident) verdictWord() string {
	if c.Verdict == VerdictNone {
		return "VERDICT"
	}
	return c.Verdict.String()
}

func (c closeIncident) guardedAct() guardedAct {
	words, text := []string{closeVerb.Name, c.Verdict.String()}, "close the incident as "+c.Verdict.Plain()
	if c.Override {
		words, text = append(words, override), text+", overriding what is outstanding"
	}
	result := oneLine(c.Result)
	return guardedAct{name: "close", line: replayLine(append(words, result)...), text: withReason(text, result)}
}

func (incidentClosed) isTurn() {}

func (incidentClosed) kind() string { return "closed" }

func (f incidentClosed) fold(s *State, e *Event) {
	s.enterPhase(e, PhaseClosed, f.reason())
	s.Status.closedFrom = f.From
	s.recordClosing(e, f)
	s.pause(e, f.line())
	for _, d := range s.pendingDecisions() {
		if d.Closes() { // it asked to close what is closed now, not what may be reopened later
			s.changeDecision(d.N, func(d *Decision) { d.State = decisionWithdrawn })
		}
	}
}

// reason returns the verdict, if there is one, with the result.
func (f incidentClosed) reason() string {
	if f.Verdict == VerdictNone {
		return f.Why
	}
	return Closing{Verdict: f.Verdict, Result: f.Why}.String()
}

func (f incidentClosed) line() string {
	line := "closed"
	if f.Verdict != VerdictNone {
		line += " as " + f.Verdict.Plain()
	}
	return withReason(line+overriddenNote(f.Left), f.Why)
}

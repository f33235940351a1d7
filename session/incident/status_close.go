package incident

import "fmt"

// closeIncident asks to close the incident; then nothing more can be written to it.
type closeIncident struct {
	Verdict  Verdict
	Result   string // in one line; where Override, it says why too
	Override bool   // close despite outstanding things
	Other    ID     // by VerdictDuplicate: the incident that goes on; "" for the linked one
	Drop     bool   // by VerdictDuplicate: the open tasks are dropped, in place of carried
}

// incidentClosed happened when the incident was closed.
type incidentClosed struct {
	From    Phase    `json:"from"`
	Why     string   `json:"why"`               // the result
	Verdict Verdict  `json:"verdict,omitempty"` // none in old records
	Left    []string `json:"left,omitempty"`    // what was outstanding

	// Of a duplicate:
	Duplicate ID            `json:"duplicate,omitempty"` // the incident that goes on
	Tasks     []carriedTask `json:"tasks,omitempty"`     // those open here, which it takes over
	Dropped   bool          `json:"dropped,omitempty"`   // they were dropped in place of that
}

var closeVerb = Verb{
	Name: "close", Args: "[VERDICT [override] RESULT | duplicate INC-N [drop] RESULT]", asks: closeIncident{},
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
	c.Verdict, c.Result = cutVerdict(rest)
	switch {
	case c.Verdict == VerdictDuplicate:
		return c.cutDuplicate()
	case c.Verdict == VerdictNone, overrides:
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

func (closeIncident) closes() {}

func (c closeIncident) decide(s *State, a Ask) ([]Fact, error) {
	result, err := checkWhy(c.Result)
	if err != nil {
		return nil, err
	}
	c.Result = result
	if c.Verdict == VerdictDuplicate {
		return c.decideDuplicate(s, a)
	}
	if err := checkSystemBack(s, a, "closing"); err != nil {
		return nil, err
	}
	verdict := c.checkVerdict(s)
	if c.Override && verdict != nil {
		return nil, verdict
	}
	shown, hidden := s.For(a.By).CloseBlockers(a.At)
	p := overridable{line: "close " + c.verdictWord(), overrides: c.Override, why: result}
	switch {
	case len(shown)+hidden > 0:
		p.unmet = refuseOutstanding(s.ID, shown, hidden)
	case verdict == nil:
		p.unmet = c.tooEarly(s)
	}
	if err := p.check(s, a); err != nil {
		return nil, err
	}
	if verdict != nil { // after what is outstanding: "/close" alone asks for that
		return nil, verdict
	}
	return []Fact{incidentClosed{From: s.Status.Phase, Why: result, Verdict: c.Verdict, Left: leftOver(shown, hidden)}}, nil
}

// tooEarly says why a verdict can't be given yet, "" if it can: what was moderate or worse
// and turned out so goes through its phases first, as does what was major and stayed unclear.
func (c closeIncident) tooEarly(s *State) string {
	asked := s.asked().severity
	early := c.Verdict == VerdictTruePositive && asked <= SEV3 || c.Verdict == VerdictUndetermined && asked.Major()
	if !early || s.Drill || s.Status.Phase >= PhaseReview {
		return ""
	}
	return fmt.Sprintf("as %s, a %s is closed from the review, after its phases, and this is %s: go on with /phase %s",
		c.Verdict.Plain(), asked, s.Status.Phase, s.Status.Phase+1)
}

// verdictWord returns the verdict as a line gives it, or the place where it stands.
func (c closeIncident) verdictWord() string {
	if c.Verdict == VerdictNone {
		return "VERDICT"
	}
	return c.Verdict.String()
}

func (c closeIncident) guardedAct() guardedAct {
	words, text := []string{closeVerb.Name, c.Verdict.String(), string(c.Other)}, "close the incident as "+c.Verdict.Plain()
	if c.Other != "" {
		text += " of " + string(c.Other)
	}
	switch {
	case c.Override:
		words, text = append(words, override), text+", overriding what is outstanding"
	case c.Drop:
		words, text = append(words, dropWords[0]), text+", dropping its tasks"
	}
	result := oneLine(c.Result)
	return guardedAct{name: "close", line: replayLine(append(words, result)...), text: withReason(text, result)}
}

func (incidentClosed) isTurn() {}

func (incidentClosed) kind() string { return "closed" }

func (f incidentClosed) fold(s *State, e *Event) {
	s.passOpen(e, f)
	s.enterPhase(e, PhaseClosed, f.reason())
	if f.Duplicate == "" {
		s.recordOverride(f.Left)
	}
	s.Status.closedFrom = f.From
	s.recordClosing(e, f)
	if f.Duplicate != "" {
		s.setLink(Link{linkDuplicate, f.Duplicate, e.By, e.OccurredAt})
		f.endTasks(s, e)
		s.copyTasks(e, f)
	}
	s.pause(e, f.line())
	for _, d := range s.pendingDecisions() {
		if d.Closes() { // it asked to close what is closed now, not what may be reopened later
			s.changeDecision(d.N, func(d *Decision) { d.State = decisionWithdrawn })
		}
	}
}

// passOpen records how the closing left what wasn't settled. A duplicate is asked for none
// of it.
func (s *State) passOpen(e *Event, f incidentClosed) {
	if f.Duplicate != "" {
		s.Plan.pass(e, checkStatusLeft, f.Why, append(unticked(s, e.OccurredAt), gateKeys(s.gateOpen(e.OccurredAt))...)...)
		return
	}
	s.Plan.pass(e, checkStatusOverridden, f.Why, f.Left...)
}

// reason returns the verdict, if there is one, with the result.
func (f incidentClosed) reason() string {
	if f.Verdict == VerdictNone {
		return f.Why
	}
	return Closing{Verdict: f.Verdict, Result: f.Why, Duplicate: f.Duplicate}.String()
}

func (f incidentClosed) line() string {
	line := "closed"
	if f.Verdict != VerdictNone {
		line += " as " + f.Verdict.Plain()
	}
	if f.Duplicate != "" {
		line += " of " + string(f.Duplicate) + f.tasksNote()
		if len(f.Left) > 0 {
			line += ", leaving " + firstKeys(f.Left)
		}
		return withReason(line, f.Why)
	}
	return withReason(line+overriddenNote(f.Left), f.Why)
}

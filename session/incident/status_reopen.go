package incident

// reopenIncident asks to open a closed incident again.
type reopenIncident struct{ Why string }

// incidentReopened happened when a closed incident was opened again.
type incidentReopened struct {
	To  Phase  `json:"to"`
	Why string `json:"why"`
}

var reopenVerb = Verb{
	Name: "reopen", Args: "WHY", asks: reopenIncident{},
	Help:  "reopen a closed incident",
	parse: func(args string) (Command, error) { return reopenIncident{Why: args}, nil },
}

func (reopenIncident) needs() power { return powerManage }

func (reopenIncident) afterClose() {}

func (c reopenIncident) decide(s *State, _ Ask) ([]Fact, error) {
	why, err := checkWhy(c.Why)
	if err != nil {
		return nil, err
	}
	switch {
	case s.Status.Phase != PhaseClosed:
		return nil, refuse("%s is open: to move it, use /phase", s.ID)
	case why == "":
		return nil, refuse("give a reason to reopen it: /reopen WHY")
	}
	return []Fact{incidentReopened{To: s.Status.closedFrom, Why: why}}, nil
}

func (incidentReopened) isTurn() {}

func (incidentReopened) kind() string { return "reopened" }

func (f incidentReopened) fold(s *State, e *Event) {
	s.enterPhase(e, f.To, f.Why)
	s.endClosing(e, f.Why)
	s.resume(e)
}

func (f incidentReopened) line() string { return withReason("reopened in "+f.To.String(), f.Why) }

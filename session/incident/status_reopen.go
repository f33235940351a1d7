package incident

// Reopen asks to open a closed incident again.
type Reopen struct{ Why string }

// Reopened happened when a closed incident was opened again.
type Reopened struct {
	To  Phase  `json:"to"`
	Why string `json:"why"`
}

var reopenVerb = Verb{
	Name: "reopen", Args: "WHY", Power: PowerManage, AfterClose: true,
	Help:  "reopen a closed incident",
	parse: func(args string) (Command, error) { return Reopen{Why: args}, nil },
}

func (Reopen) needs() Power { return PowerManage }

func (Reopen) afterClose() {}

func (c Reopen) decide(s *State, _ Ask) ([]Fact, error) {
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
	return []Fact{Reopened{To: s.Status.closedFrom, Why: why}}, nil
}

func (Reopened) kind() string { return "reopened" }

func (f Reopened) fold(s *State, e *Event) {
	s.enterPhase(e, f.To, f.Why)
	s.lose(MilestoneRecovered)
	s.resume(e)
}

func (f Reopened) line() string { return because("reopened in "+f.To.String(), f.Why) }

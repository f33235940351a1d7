package incident

// ResumeWork asks to let the recovery clocks run again.
type ResumeWork struct{ Why string }

// Resumed happened when work went on.
type Resumed struct {
	Why string `json:"why"`
}

var resumeVerb = Verb{
	Name: "resume", Args: "[why]", Power: PowerManage,
	Help:  "let the recovery clocks run again",
	parse: func(args string) (Command, error) { return ResumeWork{Why: args}, nil },
}

func (ResumeWork) needs() Power { return PowerManage }

func (c ResumeWork) decide(s *State, _ Ask) ([]Fact, error) {
	why, err := checkWhy(c.Why)
	if err != nil {
		return nil, err
	}
	if _, paused := s.paused(); !paused {
		return nil, refuse("work isn't paused: /pause WHY stops the recovery clocks")
	}
	return []Fact{Resumed{Why: why}}, nil
}

// resume ends the present pause.
func (s *State) resume(e *Event) {
	if p, paused := s.paused(); paused {
		p.To = e.OccurredAt
		s.Metrics.Pauses = s.Metrics.Pauses.Set(s.Metrics.Pauses.Len()-1, p)
	}
}

func (Resumed) kind() string { return "resumed" }

func (Resumed) fold(s *State, e *Event) { s.resume(e) }

func (f Resumed) line() string { return because("work goes on", f.Why) }

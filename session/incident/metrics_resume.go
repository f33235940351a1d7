package incident

// resumeWork asks to let the recovery clocks run again.
type resumeWork struct{ Why string }

// workResumed happened when work went on.
type workResumed struct {
	Why string `json:"why"`
}

var resumeVerb = Verb{
	Name: "resume", Args: "[why]", asks: resumeWork{},
	Help:  "let the recovery clocks run again",
	parse: func(args string) (Command, error) { return resumeWork{Why: args}, nil },
}

func (resumeWork) needs() power { return powerManage }

func (c resumeWork) decide(s *State, _ Ask) ([]Fact, error) {
	why, err := checkWhy(c.Why)
	if err != nil {
		return nil, err
	}
	if _, paused := s.paused(); !paused {
		return nil, refuse("work isn't paused: /pause WHY stops the recovery clocks")
	}
	return []Fact{workResumed{Why: why}}, nil
}

// resume ends the present pause.
func (s *State) resume(e *Event) {
	if p, paused := s.paused(); paused {
		p.To = e.OccurredAt
		s.Metrics.Pauses = s.Metrics.Pauses.Set(s.Metrics.Pauses.Len()-1, p)
	}
}

func (workResumed) kind() string { return "resumed" }

func (workResumed) fold(s *State, e *Event) { s.resume(e) }

func (f workResumed) line() string { return withReason("work goes on", f.Why) }

package incident

import "time"

// Pause is a time that doesn't count into the times to contain and recover:
// work waited, or the incident was closed.
type Pause struct {
	From, To time.Time // To is zero while it lasts
	Why      string
	Seq      uint64
}

// PauseWork asks to stop the clocks of recovery while work waits. Nothing else
// is held up.
type PauseWork struct{ Why string }

// Paused happened when work began to wait.
type Paused struct {
	Why string `json:"why"`
}

// ResumeWork asks to let the clocks of recovery run again.
type ResumeWork struct{ Why string }

// Resumed happened when work went on.
type Resumed struct {
	Why string `json:"why"`
}

var pauseVerb = Verb{
	Name: "pause", Args: "WHY", Power: PowerManage,
	Help:  "stop the clocks of recovery while work waits; nothing else is held up",
	parse: func(args string) (Command, error) { return PauseWork{Why: args}, nil },
}

var resumeVerb = Verb{
	Name: "resume", Args: "[why]", Power: PowerManage,
	Help:  "let the clocks of recovery run again",
	parse: func(args string) (Command, error) { return ResumeWork{Why: args}, nil },
}

func (PauseWork) needs() Power  { return PowerManage }
func (ResumeWork) needs() Power { return PowerManage }

func (c PauseWork) decide(s *State, a Ask) ([]Fact, error) {
	why, err := checkWhy(c.Why)
	if err != nil {
		return nil, err
	}
	if p, paused := s.Paused(); paused {
		return nil, refuse("work is paused already, since %s: /resume lets it go on", a.reads(p.From))
	}
	if why == "" {
		return nil, refuse("say what is waited for: /pause WHY")
	}
	return []Fact{Paused{Why: why}}, nil
}

func (c ResumeWork) decide(s *State, _ Ask) ([]Fact, error) {
	why, err := checkWhy(c.Why)
	if err != nil {
		return nil, err
	}
	if _, paused := s.Paused(); !paused {
		return nil, refuse("work isn't paused: /pause WHY stops the clocks of recovery")
	}
	return []Fact{Resumed{Why: why}}, nil
}

// Paused is the pause that lasts, and whether one does. A closed incident is
// paused.
func (s *State) Paused() (Pause, bool) {
	if s.Metrics.Pauses.Len() == 0 {
		return Pause{}, false
	}
	p := s.Metrics.Pauses.At(s.Metrics.Pauses.Len() - 1)
	return p, p.To.IsZero()
}

// pause begins a pause, and ends the one that lasts.
func (s *State) pause(e *Event, why string) {
	s.resume(e)
	s.Metrics.Pauses = s.Metrics.Pauses.append(Pause{From: e.OccurredAt, Why: why, Seq: e.Seq})
}

// resume ends the pause that lasts.
func (s *State) resume(e *Event) {
	if p, paused := s.Paused(); paused {
		p.To = e.OccurredAt
		s.Metrics.Pauses = s.Metrics.Pauses.set(s.Metrics.Pauses.Len()-1, p)
	}
}

func (Paused) kind() string  { return "paused" }
func (Resumed) kind() string { return "resumed" }

func (f Paused) fold(s *State, e *Event) { s.pause(e, f.Why) }
func (Resumed) fold(s *State, e *Event)  { s.resume(e) }

func (f Paused) line() string  { return because("work waits", f.Why) }
func (f Resumed) line() string { return because("work goes on", f.Why) }

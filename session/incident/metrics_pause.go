package incident

import (
	"time"
	"warroom/session/incident/immutable"
)

// Pause is a time that doesn't count into the times to contain and recover,
// because work waited or the incident was closed.
type Pause struct {
	From, To time.Time // To is zero while it lasts
	Why      string
	Seq      uint64
}

// pauseWork asks to stop the recovery clocks while work waits. It stops nothing
// else.
type pauseWork struct{ Why string }

// workPaused happened when work began to wait.
type workPaused struct {
	Why string `json:"why"`
}

var pauseVerb = Verb{
	Name: "pause", Args: "WHY", asks: pauseWork{},
	Help:  "stop the recovery clocks while work waits; it stops nothing else",
	parse: func(args string) (Command, error) { return pauseWork{Why: args}, nil },
}

func (pauseWork) needs() power { return powerManage }

func (c pauseWork) decide(s *State, a Ask) ([]Fact, error) {
	why, err := checkWhy(c.Why)
	if err != nil {
		return nil, err
	}
	if p, paused := s.paused(); paused {
		return nil, refuse("work is paused already, since %s: /resume continues it", a.reads(p.From))
	}
	if why == "" {
		return nil, refuse("give a reason to pause: /pause WHY")
	}
	return []Fact{workPaused{Why: why}}, nil
}

// Paused returns the present pause, and whether there is one. A closed incident is
// paused.
func (v View) Paused() (Pause, bool) { return v.state.paused() }

// Pauses returns the pauses, oldest first. The last may be open.
func (v View) Pauses() immutable.List[Pause] { return v.state.Metrics.Pauses }

func (s *State) paused() (Pause, bool) {
	if s.Metrics.Pauses.Len() == 0 {
		return Pause{}, false
	}
	p := s.Metrics.Pauses.At(s.Metrics.Pauses.Len() - 1)
	return p, p.To.IsZero()
}

// pause begins a pause, and ends the present one.
func (s *State) pause(e *Event, why string) {
	s.resume(e)
	s.Metrics.Pauses = s.Metrics.Pauses.Append(Pause{From: e.OccurredAt, Why: why, Seq: e.Seq})
}

func (workPaused) kind() string { return "paused" }

func (f workPaused) fold(s *State, e *Event) { s.pause(e, f.Why) }

func (f workPaused) line() string { return withReason("work waits", f.Why) }

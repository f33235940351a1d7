package incident

import (
	"time"
	"warroom/session/incident/immutable"
)

// Metrics is the section of when the incident reached its milestones.
type Metrics struct {
	Milestones map[Milestone]Occasion // those that were entered
	Derived    map[Milestone]Occasion // from the log, of those that nobody entered
	Pauses     immutable.List[Pause]  // oldest first; the last may be open
}

var metricsSection = section{
	verbs: []Verb{milestoneVerb, pauseVerb, resumeVerb},
	kinds: map[string]codec{
		"milestone-set": {"mile", inTimeline, into[MilestoneSet]},
		"paused":        {"paus", inTimeline, into[Paused]},
		"resumed":       {"resm", inTimeline, into[Resumed]},
	},
}

// Measures are the milestones of an incident and the times between them, as
// recovery is measured.
type Measures struct {
	Milestones [Recovered + 1]Reached // in their order
	TTD        Span                   // occurred to detected
	TTA        Span                   // detected to acknowledged
	TTC        Span                   // detected to contained, without the pauses
	TTR        Span                   // detected to recovered, without the pauses
}

// Reached is a milestone and when it was reached, as entered, or as the log
// tells where nobody entered it.
type Reached struct {
	Occasion
	Milestone Milestone
	Known     bool // false: not reached yet, or nobody said when
	Entered   bool // by the person named; else that person's act tells
}

// Span is how long it took from one milestone to another, where both are known.
type Span struct {
	Took  time.Duration
	Known bool
}

// Measures returns the milestones of the incident and the times between them.
func (v View) Measures() Measures {
	s := v.state
	var m Measures
	for i := range m.Milestones {
		m.Milestones[i] = reached(s, Milestone(i))
	}
	all := &m.Milestones
	m.TTD = span(all[Occurred], all[Detected])
	m.TTA = span(all[Detected], all[Acknowledged])
	m.TTC = worked(s, span(all[Detected], all[Contained]), all[Detected].At)
	m.TTR = worked(s, span(all[Detected], all[Recovered]), all[Detected].At)
	return m
}

// RunningFor returns how long a milestone after the detection has been waited for
// until now; false where it was reached. A pause doesn't count towards containment or
// recovery.
func (v View) RunningFor(m Milestone, now time.Time) (time.Duration, bool) {
	s := v.state
	detected := reached(s, Detected)
	if m <= Detected || m > Recovered || reached(s, m).Known || !detected.Known {
		return 0, false
	}
	if now.Before(detected.At) { // a screen's clock counts in minutes
		now = detected.At
	}
	ran := span(detected, Reached{Occasion: Occasion{At: now}, Known: true})
	if m >= Contained {
		ran = worked(s, ran, detected.At)
	}
	return ran.Took, ran.Known
}

// reached is a milestone as entered, else as derived.
func reached(s *State, m Milestone) Reached {
	if o, ok := s.Metrics.Milestones[m]; ok {
		return Reached{Occasion: o, Milestone: m, Known: true, Entered: true}
	}
	o, ok := s.Metrics.Derived[m]
	return Reached{Occasion: o, Milestone: m, Known: ok}
}

// span is the time between two milestones. What another program wrote in the
// wrong order has none.
func span(from, to Reached) Span {
	took := to.At.Sub(from.At)
	if !from.Known || !to.Known || took < 0 {
		return Span{}
	}
	return Span{took, true}
}

// worked is a span from a moment on without the pauses in it.
func worked(s *State, whole Span, from time.Time) Span {
	if !whole.Known {
		return whole
	}
	to := from.Add(whole.Took)
	for _, p := range s.Metrics.Pauses.All() {
		start, end := p.From, p.To
		if start.Before(from) {
			start = from
		}
		if end.IsZero() || end.After(to) {
			end = to
		}
		whole.Took -= max(0, end.Sub(start))
	}
	return whole
}

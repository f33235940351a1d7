package incident

import (
	"time"
	"warroom/session/incident/immutable"
)

// Metrics is the section of the milestones and the pauses.
type Metrics struct {
	Milestones map[Milestone]Stamp            // those that were entered
	Derived    map[Milestone]Stamp            // from the log, of those that nobody entered
	Pauses     immutable.List[Pause]          // oldest first; the last may be open
	Observed   map[observedTarget]observation // the newest of each target
}

var metricsSection = section{
	verbs: []Verb{milestoneVerb, pauseVerb, resumeVerb, observeVerb},
	kinds: map[string]codec{
		"milestone-set":    {"mile", inTimeline, into[milestoneSet]},
		"paused":           {"paus", inTimeline, into[workPaused]},
		"resumed":          {"resm", inTimeline, into[workResumed]},
		"observation-made": {"obsv", inTimeline, into[observationMade]},
	},
}

// Measures holds the milestones of an incident and the times between them.
type Measures struct {
	Milestones [MilestoneRecovered + 1]MilestoneTime // in their order
	TTD        Elapsed                               // occurred to detected
	TTA        Elapsed                               // detected to acknowledged
	TTC        Elapsed                               // detected to contained, without the pauses
	TTR        Elapsed                               // detected to recovered, without the pauses
}

// MilestoneTime is a milestone with the time at which it was reached: as entered, else as
// derived from the log.
type MilestoneTime struct {
	Stamp
	Milestone Milestone
	Known     bool // false: not reached yet, or nobody said when
	Entered   bool // by the person named; else that person's act tells
}

// Elapsed is the time from one milestone to another, if both are known.
type Elapsed struct {
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
	m.TTD = span(all[MilestoneOccurred], all[MilestoneDetected])
	m.TTA = span(all[MilestoneDetected], all[MilestoneAcknowledged])
	m.TTC = worked(s, span(all[MilestoneDetected], all[MilestoneContained]), all[MilestoneDetected].At)
	m.TTR = worked(s, span(all[MilestoneDetected], all[MilestoneRecovered]), all[MilestoneDetected].At)
	return m
}

// RunningFor returns how long a milestone after the detection has been waited for
// until now; false where it was reached. A pause doesn't count towards containment or
// recovery.
func (v View) RunningFor(m Milestone, now time.Time) (time.Duration, bool) {
	s := v.state
	detected := reached(s, MilestoneDetected)
	if m <= MilestoneDetected || m > MilestoneRecovered || reached(s, m).Known || !detected.Known {
		return 0, false
	}
	if now.Before(detected.At) { // a screen's clock counts in minutes
		now = detected.At
	}
	ran := span(detected, MilestoneTime{Stamp: Stamp{At: now}, Known: true})
	if m >= MilestoneContained {
		ran = worked(s, ran, detected.At)
	}
	return ran.Took, ran.Known
}

// reached returns a milestone as entered, else as derived.
func reached(s *State, m Milestone) MilestoneTime {
	if o, ok := s.Metrics.Milestones[m]; ok {
		return MilestoneTime{Stamp: o, Milestone: m, Known: true, Entered: true}
	}
	o, ok := s.Metrics.Derived[m]
	return MilestoneTime{Stamp: o, Milestone: m, Known: ok}
}

// span returns the time between two milestones. It isn't known if another program wrote
// them in the wrong order.
func span(from, to MilestoneTime) Elapsed {
	took := to.At.Sub(from.At)
	if !from.Known || !to.Known || took < 0 {
		return Elapsed{}
	}
	return Elapsed{took, true}
}

// worked returns a span that begins at a moment, without the pauses in it.
func worked(s *State, whole Elapsed, from time.Time) Elapsed {
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

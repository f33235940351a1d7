package incident

import (
	"iter"
	"strings"
	"time"
)

// Estimate says when the incident is expected to have recovered.
type Estimate struct {
	To  time.Time // zero: there is no estimate any more
	Why string
	By  string
	At  time.Time
	Seq uint64
}

// setEstimate asks to estimate the recovery, or to take the estimate away.
type setEstimate struct {
	To   typedEnd
	None bool
	Why  string
}

// estimateSet happened when the recovery was estimated, or the estimate was taken away.
type estimateSet struct {
	From time.Time `json:"from,omitzero"`
	To   time.Time `json:"to,omitzero"` // zero: taken away
	Why  string    `json:"why"`
}

var etaVerb = Verb{
	Name: "eta", Args: "TIME [why] | none WHY", asks: setEstimate{},
	Help:     "estimate when it will have recovered; moving the estimate, or taking it away, needs a reason",
	complete: offerWords(noEstimate),
	parse: func(args string) (Command, error) {
		first, rest := cutWord(args)
		if strings.EqualFold(trimMarks(first), noEstimate) {
			return setEstimate{None: true, Why: rest}, nil
		}
		to, why, err := cutDeadline(args)
		if err == nil && to == (typedEnd{}) {
			err = refuse("%q isn't a future time: write it as %s, and the reason behind it", quote(first), deadlineForms)
			if misspelt(first, []string{noEstimate}) != "" {
				err = refuse("%q may be a slip: did you mean %s? Then write /eta %[2]s WHY", quote(first), noEstimate)
			}
		}
		return setEstimate{To: to, Why: why}, err
	},
}

// noEstimate is the word that takes the estimate away.
const noEstimate = "none"

func (setEstimate) needs() power { return powerRespond }

func (c setEstimate) decide(s *State, a Ask) ([]Fact, error) {
	if !mayEstimate(s, a) {
		return nil, refuse("the estimate is for the manager, the deputy or the workload lead: tell them with /say")
	}
	why, err := checkWhy(c.Why)
	if err != nil {
		return nil, err
	}
	to, err := c.To.resolveAsked(a)
	if err != nil {
		return nil, err
	}
	from := s.estimated()
	switch recovered := reached(s, MilestoneRecovered); {
	case c.None && from.IsZero():
		return nil, refuse("there is no estimate to take away: /eta 16:30 WHY gives one")
	case c.None && why == "":
		return nil, refuse("give a reason to take the estimate away: /eta none WHY")
	case !c.None && to.IsZero():
		return nil, refuse("say when: /eta 16:30 WHY")
	case !c.None && recovered.Known:
		return nil, refuse("it has recovered, at %s: there is nothing to estimate", minute(recovered.At))
	case !c.None && to.Equal(from):
		return nil, refuse("unchanged: the estimate is %s already", minute(to))
	case !from.IsZero() && why == "":
		return nil, refuse("the estimate is %s: give a reason to move it, /eta TIME WHY", minute(from))
	}
	return []Fact{estimateSet{From: from, To: to, Why: why}}, nil
}

// mayEstimate reports whether the asker may estimate the recovery: people outside rely on it.
func mayEstimate(s *State, a Ask) bool {
	return s.powerOf(a.By) >= powerManage || a.backedBy(s.holderOf(RoleLead))
}

// estimated returns the present estimate, reached or not; zero for none.
func (s *State) estimated() time.Time {
	if n := s.Course.Estimates.Len(); n > 0 {
		return s.Course.Estimates.At(n - 1).To
	}
	return time.Time{}
}

func (estimateSet) kind() string { return "eta-set" }

func (f estimateSet) fold(s *State, e *Event) {
	s.Course.Estimates = s.Course.Estimates.Append(&Estimate{To: f.To, Why: f.Why, By: e.By, At: e.OccurredAt, Seq: e.Seq})
}

func (f estimateSet) line() string {
	line := "recovery expected at " + minute(f.To)
	switch {
	case f.To.IsZero():
		line = "no estimate of the recovery any more, was " + minute(f.From)
	case !f.From.IsZero():
		line += ", was " + minute(f.From)
	}
	return withReason(line, f.Why)
}

// Late reports whether the estimate has passed: a new one is asked.
func (t *Estimate) Late(now time.Time) bool { return !t.To.IsZero() && !now.Before(t.To) }

// Estimate returns the present estimate of the recovery, nil where there is none, once it
// has recovered, and in a closed incident.
func (v View) Estimate() *Estimate {
	if v.state.estimated().IsZero() || v.Phase() == PhaseClosed || reached(v.state, MilestoneRecovered).Known {
		return nil
	}
	return v.state.Course.Estimates.At(v.state.Course.Estimates.Len() - 1)
}

// Estimates yields all estimates and their ends, the newest first.
func (v View) Estimates() iter.Seq[*Estimate] {
	return seen(v, v.state.Course.Estimates.Backward(), func(t *Estimate) uint64 { return t.Seq })
}

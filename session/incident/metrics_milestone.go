package incident

import (
	"strings"
	"time"
)

// Milestone is a moment that recovery is measured by.
type Milestone uint8

// The milestones, in their usual order.
const (
	MilestoneOccurred Milestone = iota
	MilestoneDetected
	MilestoneAcknowledged
	MilestoneContained
	MilestoneRecovered
)

var milestoneWords = []string{"occurred", "detected", "acknowledged", "contained", "recovered"}

func (m Milestone) String() string { return enumName(m, milestoneWords...) }

// MarshalText writes the milestone's word.
func (m Milestone) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalText parses the milestone's whole word.
func (m *Milestone) UnmarshalText(b []byte) error { return parseExact(m, b, milestoneWords) }

// parseMilestone parses a milestone's word or an unambiguous beginning of it.
func parseMilestone(s string) (Milestone, error) {
	i, err := matchPrefix(s, "milestone", milestoneWords)
	return Milestone(i), err
}

// Stamp is the time at which a milestone was reached, and the source of it.
type Stamp struct {
	At  time.Time
	By  string
	Seq uint64
}

// setMilestone asks to record, or correct, when a milestone was reached.
type setMilestone struct {
	Milestone Milestone
	When      typedTime
	Why       string
}

// milestoneSet happened when a milestone was reached; it is recorded as of
// then.
type milestoneSet struct {
	Milestone Milestone `json:"milestone"`
	From      time.Time `json:"from,omitzero"` // the time that was known before
	Why       string    `json:"why"`
}

var milestoneVerb = Verb{
	Name: "milestone", Args: "MILESTONE [TIME] [why]", asks: setMilestone{},
	Help:     "record or correct a moment that recovery is measured by: " + strings.Join(milestoneWords, ", "),
	complete: offerWords(milestoneWords...),
	parse: func(args string) (Command, error) {
		first, rest := cutWord(args)
		m, err := parseMilestone(first)
		if err != nil {
			return nil, err
		}
		when, why, err := cutMoment(rest)
		if _, kept := cutKept(rest); err == nil && when.form == formNow && !kept {
			err = askTimeHere(rest)
		}
		return setMilestone{Milestone: m, When: when, Why: why}, err
	},
}

func (setMilestone) needs() power { return powerRespond }

func (c setMilestone) decide(s *State, a Ask) ([]Fact, error) {
	why, err := checkWhy(c.Why)
	if err != nil {
		return nil, err
	}
	if c.Milestone > MilestoneRecovered {
		return nil, refuse("use %s", strings.Join(milestoneWords, ", "))
	}
	if c.Milestone == MilestoneRecovered {
		if err := checkSystemBack(s, a, "the milestone recovered"); err != nil {
			return nil, err
		}
	}
	at, err := c.When.resolve(a)
	if err != nil {
		return nil, err
	}
	if entered, ok := s.Metrics.Milestones[c.Milestone]; ok && entered.At.Equal(at) {
		return nil, refuse("%s is recorded for %s already", c.Milestone, a.reads(at))
	}
	if err := c.inOrder(s, a, at); err != nil {
		return nil, err
	}
	f := milestoneSet{Milestone: c.Milestone, From: reached(s, c.Milestone).At, Why: c.When.mark(why)}
	return backdate(c.When, a, f)
}

// milestonePairs holds pairs of milestones, the first of which can't be later
// than the second. Acknowledged isn't before contained: a machine may contain
// first.
var milestonePairs = [...][2]Milestone{
	{MilestoneOccurred, MilestoneDetected}, {MilestoneDetected, MilestoneAcknowledged}, {MilestoneDetected, MilestoneContained}, {MilestoneDetected, MilestoneRecovered}, {MilestoneContained, MilestoneRecovered},
}

// inOrder refuses a time that contradicts another milestone.
func (c setMilestone) inOrder(s *State, a Ask, at time.Time) error {
	for _, pair := range milestonePairs {
		first, then := reached(s, pair[0]), reached(s, pair[1])
		switch {
		case c.Milestone == first.Milestone && then.Known && at.After(then.At):
			return refuse("%s can't be after %s, at %s: correct that first with /milestone %s", pair[0], pair[1], a.reads(then.At), pair[1])
		case c.Milestone == then.Milestone && first.Known && at.Before(first.At):
			return refuse("%s can't be before %s, at %s: correct that first with /milestone %s", pair[1], pair[0], a.reads(first.At), pair[0])
		}
	}
	return nil
}

// reads formats a moment in the asker's zone.
func (a Ask) reads(at time.Time) string {
	zone := a.Zone
	if zone == nil {
		zone = time.UTC
	}
	return DayTime(at, a.At, zone)
}

func (milestoneSet) kind() string { return "milestone-set" }

func (f milestoneSet) fold(s *State, e *Event) {
	s.Metrics.Milestones = mapWith(s.Metrics.Milestones, f.Milestone, Stamp{e.OccurredAt, e.By, e.Seq})
}

func (f milestoneSet) line() string {
	what := f.Milestone.String()
	if !f.From.IsZero() {
		what += f.From.UTC().Format(" (was 2006-01-02 15:04Z)")
	}
	return withReason(what, f.Why)
}

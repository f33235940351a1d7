package incident

import (
	"fmt"
	"strings"
	"time"
)

// Impact holds the effect on confidentiality, integrity and availability.
type Impact struct {
	Confidentiality Rating `json:"confidentiality"`
	Integrity       Rating `json:"integrity"`
	Availability    Rating `json:"availability"`
}

// Worst returns the highest of the three levels, guessed or stated.
func (i Impact) Worst() Level {
	return max(i.Confidentiality.Level, i.Integrity.Level, i.Availability.Level)
}

// ImpactChange is one step in the history of the impact.
type ImpactChange struct {
	To      Impact
	Urgency Rating
	At      time.Time
	By      string
	Why     string
	Seq     uint64
}

// aspect is the subject of a rating.
type aspect uint8

// The aspects, in the order in which screens show them.
const (
	aspectConfidentiality aspect = iota
	aspectIntegrity
	aspectAvailability
	aspectUrgency
)

var aspectWords = []string{"confidentiality", "integrity", "availability", "urgency"}

// String returns the aspect's letter: C, I, A or U.
func (a aspect) String() string { return enumName(a, "C", "I", "A", "U") }

// parseAspect parses an aspect's letter, or an unambiguous beginning of its
// word.
func parseAspect(s string) (aspect, error) {
	for a := aspectConfidentiality; a <= aspectUrgency; a++ {
		if strings.EqualFold(s, a.String()) {
			return a, nil
		}
	}
	if i, err := matchPrefix(s, "aspect", aspectWords); err == nil {
		return aspect(i), nil
	}
	return 0, refuse("%q can't be rated: rate C, I, A or U, as C=high I=low?, and put the reason after", quote(s))
}

// ratingChange holds the ratings of the impact and the urgency.
type ratingChange struct {
	Impact
	Urgency Rating `json:"urgency"`
}

// of returns a pointer to the rating of a, nil for no aspect.
func (r *ratingChange) of(a aspect) *Rating {
	switch a {
	case aspectConfidentiality:
		return &r.Confidentiality
	case aspectIntegrity:
		return &r.Integrity
	case aspectAvailability:
		return &r.Availability
	case aspectUrgency:
		return &r.Urgency
	}
	return nil
}

// setImpact asks to rate the impact or the urgency. Aspects that aren't named
// keep their rating.
type setImpact struct {
	To  map[aspect]Rating
	Why string
}

// impactSet happened when the impact or the urgency was rated.
type impactSet struct {
	From ratingChange `json:"from"`
	To   ratingChange `json:"to"`
	Why  string       `json:"why"`
}

func (setImpact) needs() power { return powerRespond }

func (c setImpact) decide(s *State, _ Ask) ([]Fact, error) {
	why, err := checkWhy(c.Why)
	if err != nil {
		return nil, err
	}
	from := ratingChange{s.SizeUp.Impact, s.SizeUp.Urgency}
	to, err := c.rate(from, why, "/cia")
	switch {
	case err != nil:
		return nil, err
	case to == from:
		return nil, refuse("unchanged: the impact is rated like this already; change one of C, I, A and U")
	}
	return []Fact{impactSet{From: from, To: to, Why: why}}, nil
}

// rate returns from with the ratings of the command. Line is how it begins, for refusals.
func (c setImpact) rate(from ratingChange, why, line string) (ratingChange, error) {
	to := from
	for a := aspectConfidentiality; a <= aspectUrgency; a++ {
		rating, named := c.To[a]
		if !named {
			continue
		}
		was := *from.of(a)
		switch {
		case rating.Level > LevelHigh:
			return to, refuse("rate %s %s, with a ? after a guess", a, strings.Join(levelWords, ", "))
		case was.stated() && rating.Level < was.Level && why == "":
			return to, refuse("give a reason to lower %s from %s: %s %s=%s WHY", a, was, line, a, rating)
		}
		rating.Guess = rating.Guess && rating.Level != LevelUnknown
		*to.of(a) = rating
	}
	return to, nil
}

func (impactSet) kind() string { return "impact-set" }

func (f impactSet) fold(s *State, e *Event) {
	s.SizeUp.Impact, s.SizeUp.Urgency = f.To.Impact, f.To.Urgency
	s.SizeUp.Impacts = s.SizeUp.Impacts.Append(ImpactChange{f.To.Impact, f.To.Urgency, e.OccurredAt, e.By, f.Why, e.Seq})
}

func (f impactSet) line() string {
	var changed []string
	for a := aspectConfidentiality; a <= aspectUrgency; a++ {
		if from, to := *f.From.of(a), *f.To.of(a); from != to {
			changed = append(changed, fmt.Sprintf("%s %s → %s", a, from, to))
		}
	}
	if changed == nil {
		changed = []string{"impact as before"}
	}
	return withReason(strings.Join(changed, ", "), f.Why)
}

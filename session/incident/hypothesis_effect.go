package incident

import (
	"fmt"
	"strings"
)

// rateHypothesis asks to rate the effect that a hypothesis has, if it is so. Aspects that
// aren't named keep their rating.
type rateHypothesis struct {
	N   uint64
	To  map[aspect]Rating
	Why string
}

// effectSet happened when the effect of a hypothesis was rated.
type effectSet struct {
	N    uint64 `json:"n"`
	From Impact `json:"from"`
	To   Impact `json:"to"`
	Why  string `json:"why"`
}

func (rateHypothesis) needs() power { return powerRespond }

func (c rateHypothesis) decide(s *State, a Ask) ([]Fact, error) {
	h, err := s.hypothesis(c.N, a.By)
	if err != nil {
		return nil, err
	}
	if _, named := c.To[aspectUrgency]; named {
		return nil, refuse("the urgency is the incident's: rate C, I and A of H%d, and /cia U=high for the incident", c.N)
	}
	why, err := checkWhy(c.Why)
	if err != nil {
		return nil, err
	}
	from := ratingChange{Impact: h.Effect}
	to, err := setImpact{To: c.To}.rate(from, why, fmt.Sprintf("/cia H%d", c.N))
	switch {
	case err != nil:
		return nil, err
	case to == from:
		return nil, refuse("unchanged: the effect of H%d is rated like this already; change one of C, I and A", c.N)
	}
	return []Fact{effectSet{N: c.N, From: h.Effect, To: to.Impact, Why: why}}, nil
}

func (effectSet) kind() string { return "effect-set" }

func (f effectSet) aboutEntry(s *State) uint64 { return openerOf(s, Ref{RefHypothesis, f.N}) }

func (f effectSet) fold(s *State, _ *Event) {
	s.updateHypothesis(f.N, func(h *Hypothesis) { h.Effect = f.To })
}

func (f effectSet) line() string {
	return withReason(fmt.Sprintf("effect of H%d: %s", f.N, f.To), f.Why)
}

// String returns the aspects that are rated, as "C=high I=low?".
func (i Impact) String() string {
	var words []string
	for n, r := range i.ratings() {
		if r != (Rating{}) {
			words = append(words, aspect(n).String()+"="+r.String())
		}
	}
	if words == nil {
		return "unknown"
	}
	return strings.Join(words, " ")
}

func (i Impact) ratings() [3]Rating { return [3]Rating{i.Confidentiality, i.Integrity, i.Availability} }

// Basis says on which hypotheses the incident's impact on one aspect rests.
type Basis struct {
	Aspect string // "confidentiality", "integrity" or "availability"
	Level  Level  // of the incident
	On     []Ref  // the hypotheses that aren't ruled out, and have this effect or a worse one
	Lost   []Ref  // those that are ruled out
	Worse  []Ref  // those, in On or not, whose effect is worse than the incident's
}

// Bases returns on what the incident's impact rests, for each aspect that a hypothesis has an
// effect on.
func (v View) Bases() (all []Basis) {
	impact := v.Impact().ratings()
	for i := range impact {
		b := Basis{Aspect: aspectWords[i], Level: impact[i].Level}
		for h := range v.Hypotheses() {
			b.add(h, h.Effect.ratings()[i].Level)
		}
		if len(b.On)+len(b.Lost)+len(b.Worse) > 0 {
			all = append(all, b)
		}
	}
	return all
}

// add sorts in a hypothesis with its effect.
func (b *Basis) add(h *Hypothesis, effect Level) {
	ref := Ref{RefHypothesis, h.N}
	has := b.Level > LevelNone && effect >= b.Level
	switch {
	case has && h.Verdict == HypothesisRuledOut:
		b.Lost = append(b.Lost, ref)
	case has:
		b.On = append(b.On, ref)
	}
	if effect > max(b.Level, LevelNone) && h.Verdict != HypothesisRuledOut {
		b.Worse = append(b.Worse, ref)
	}
}

// String returns the basis as a clause: "confidentiality high rests on H1".
func (b Basis) String() string {
	var clauses []string
	switch level := b.Aspect + " " + b.Level.String(); {
	case len(b.On) > 0:
		clauses = append(clauses, level+" rests on "+refList(b.On))
	case len(b.Lost) > 0:
		clauses = append(clauses, level+" rested on "+refList(b.Lost)+", ruled out: rate it anew")
	}
	if len(b.Worse) > 0 {
		clauses = append(clauses, b.Aspect+" would be worse by "+refList(b.Worse))
	}
	return strings.Join(clauses, "; ")
}

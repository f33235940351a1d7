package incident

import (
	"fmt"
	"iter"
	"strings"
	"time"
)

// Hypothesis is a possible vector, its potential fix and a fallback.
type Hypothesis struct {
	N          uint64 // H1 is 1
	Text       string
	Confidence int      // percent; 0 if not given
	Techniques []string // MITRE ATT&CK, as "T1552.001"; tactics, as "TA0006"
	Fix        string
	Progress   FixProgress // of the fix
	Effect     Impact      // what it does to the incident, if it is so
	Fallback   string
	Verdict    HypothesisVerdict
	Because    []Ref // the evidence that confirmed it or ruled it out
	By         string
	At         time.Time
	Seq        uint64 // the entry that opened it
	Judged     Deed   // who judged it last, and why
}

// HypothesisVerdict says whether a hypothesis is possible, confirmed or ruled
// out.
type HypothesisVerdict uint8

// The verdicts on a hypothesis.
const (
	HypothesisPossible HypothesisVerdict = iota
	HypothesisConfirmed
	HypothesisRuledOut
)

var verdictWords = []string{"possible", "confirmed", "ruled-out"}

func (v HypothesisVerdict) String() string { return enumName(v, verdictWords...) }

// MarshalText writes the verdict's word.
func (v HypothesisVerdict) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// UnmarshalText parses the verdict's whole word.
func (v *HypothesisVerdict) UnmarshalText(b []byte) error { return parseExact(v, b, verdictWords) }

// attackVector is the way that an attacker, or a fault, may have come in.
type attackVector struct {
	Text       string   `json:"text"`
	Confidence int      `json:"confidence"`
	Techniques []string `json:"techniques,omitempty"`
}

// String returns the text, its confidence and its techniques.
func (v attackVector) String() string {
	words := []string{v.Text}
	if v.Confidence != 0 {
		words = append(words, fmt.Sprintf("%d%%", v.Confidence))
	}
	return strings.Join(append(words, v.Techniques...), " ")
}

func (h *Hypothesis) vector() attackVector { return attackVector{h.Text, h.Confidence, h.Techniques} }

// hypothesis returns the hypothesis with the number n. One that the person
// can't see counts as missing.
func (s *State) hypothesis(n uint64, by Person) (*Hypothesis, error) {
	if h := itemN(s.SizeUp.Hypotheses, n); h != nil && s.For(by).Sees(h.Seq) {
		return h, nil
	}
	return nil, refuse("there is no hypothesis H%d: /vector TEXT adds one", n)
}

// updateHypothesis replaces a hypothesis with a changed copy. It ignores one that
// doesn't exist.
func (s *State) updateHypothesis(n uint64, f func(*Hypothesis)) {
	if itemN(s.SizeUp.Hypotheses, n) != nil {
		s.SizeUp.Hypotheses = updateItem(s.SizeUp.Hypotheses, n, f)
	}
}

// hypothesisNames completes the first argument with H1, H2 …
func hypothesisNames(s sources, arg int) []string {
	if arg != 0 {
		return nil
	}
	var names []string
	for h := range s.Hypotheses() {
		names = append(names, Ref{RefHypothesis, h.N}.String())
	}
	return names
}

// Hypotheses yields the hypotheses in the order of their numbers.
func (v View) Hypotheses() iter.Seq[*Hypothesis] {
	return seen(v, v.state.SizeUp.Hypotheses.All(), func(h *Hypothesis) uint64 { return h.Seq })
}

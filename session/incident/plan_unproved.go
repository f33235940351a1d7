package incident

import (
	"maps"
	"slices"
)

// withoutProof returns what follows when a reference shows nothing any more: the ticks that
// cite it are taken back, as are the answers of the gate, the verdicts on hypotheses and what
// was said of fixes.
func (s *State) withoutProof(r Ref, why string) (facts []Fact) {
	for _, key := range slices.Sorted(maps.Keys(s.Plan.Ticks)) {
		if slices.Contains(s.Plan.Ticks[key].Refs, r) {
			facts = append(facts, itemUnticked{Key: key, Why: why})
		}
	}
	for _, q := range gateQuestions() {
		if slices.Contains(s.Plan.Gate[q].Refs, r) {
			facts = append(facts, gateOpened{Question: q, Why: why})
		}
	}
	for _, n := range s.SizeUp.judged {
		if h := itemN(s.SizeUp.Hypotheses, n); slices.Contains(h.Because, r) {
			facts = append(facts, hypothesisJudged{N: h.N, From: h.Verdict, To: HypothesisPossible, Why: why})
		}
	}
	for _, n := range s.SizeUp.ended {
		if h := itemN(s.SizeUp.Hypotheses, n); slices.Contains(h.Progress.Because, r) {
			facts = append(facts, fixMoved{N: h.N, From: h.Progress.State, To: h.Progress.beforeEnd(), Why: why})
		}
	}
	for _, n := range s.Hunts.found {
		if h := itemN(s.Hunts.All, n); slices.Contains(h.Found, r) {
			facts = append(facts, huntAnswered{N: h.N, From: h.State, To: HuntOpen, Where: why})
		}
	}
	return facts
}

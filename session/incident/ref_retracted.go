package incident

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// retraction is a fact that takes back what was stated or judged before it.
type retraction interface {
	// retracts returns what shows nothing from then on, and why.
	retracts(s *State) (lost []Ref, why string)
}

func (f entryStruck) retracts(*State) ([]Ref, string) {
	return []Ref{{RefEntry, f.Seq}}, fmt.Sprintf("#%d was struck", f.Seq)
}

// retracts takes back a text that was reworded, which may say something else now. One that was
// moved says what it said.
func (f entryCorrected) retracts(s *State) ([]Ref, string) {
	unmarked := func(text string) string { return strings.Replace(text, nearMark, "", 1) }
	if e := s.Entry(f.Seq); e == nil || unmarked(e.Line()) == unmarked(f.Text) {
		return nil, ""
	}
	return []Ref{{RefEntry, f.Seq}}, fmt.Sprintf("#%d was corrected", f.Seq)
}

func (f hypothesisJudged) retracts(s *State) ([]Ref, string) {
	h := itemN(s.SizeUp.Hypotheses, f.N)
	return judgement(Ref{RefHypothesis, f.N}, h.verdictSeq()), fmt.Sprintf("H%d is %s now", f.N, f.To)
}

func (f huntAnswered) retracts(s *State) ([]Ref, string) {
	h := itemN(s.Hunts.All, f.N)
	return judgement(Ref{RefHunt, f.N}, h.answered), fmt.Sprintf("Q%d is %s now", f.N, f.To)
}

func (f fixMoved) retracts(s *State) ([]Ref, string) {
	h := itemN(s.SizeUp.Hypotheses, f.N)
	if f.To > f.From || f.To == FixPlanned && f.From == FixFailed {
		return nil, "" // it went on, or is planned anew: what was stated was so
	}
	return judgement(Ref{}, h.Progress.Seq), fmt.Sprintf("the fix of H%d %s", f.N, f.To.clause())
}

// judgement returns what may have been cited for a judgement: its thing, and the entry that
// holds it.
func judgement(of Ref, seq uint64) (refs []Ref) {
	if of.N > 0 {
		refs = append(refs, of)
	}
	if seq > 0 {
		refs = append(refs, Ref{RefEntry, seq})
	}
	return refs
}

// withReopened returns the facts, and behind them what loses its ground by them: what cites
// something that they take back, what cites that, and so on. It refuses facts that cite what
// they take back themselves.
func (s *State) withReopened(facts []Fact) ([]Fact, error) {
	all := slices.Clip(facts)
	lost, reopened := map[Ref]string{}, map[any]bool{}
	for i := 0; i < len(all); i++ {
		f, ok := all[i].(retraction)
		if !ok {
			continue
		}
		refs, why := f.retracts(s)
		for _, r := range refs {
			if _, done := lost[r]; done {
				continue
			}
			lost[r] = why
			for _, l := range s.leanOn(lost, r) {
				if !reopened[l.what] {
					reopened[l.what] = true
					all = append(all, l.reopens)
				}
			}
		}
	}
	for _, f := range facts {
		if err := checkKeepsGround(f, lost); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// checkKeepsGround refuses a judgement that cites what it takes back.
func checkKeepsGround(f Fact, lost map[Ref]string) error {
	var cited []Ref
	switch f := f.(type) {
	case hypothesisJudged:
		cited = f.Because
	case huntAnswered:
		cited = f.Refs
	case fixMoved:
		cited = f.Because
	}
	for _, r := range cited {
		if _, gone := lost[r]; gone {
			return refuse("%s rests on what this takes back: cite what shows it by itself", r)
		}
	}
	return nil
}

// leaning is something that cites what was lost, and the fact that opens it again.
type leaning struct {
	what    any // a tick's key, a gateQuestion, or what is judged
	reopens Fact
}

// leanOn returns what cites r, which was lost last: ticks, answers of the gate, verdicts on
// hypotheses, states of fixes, answers of hunts.
func (s *State) leanOn(lost map[Ref]string, r Ref) (all []leaning) {
	why := lost[r]
	for _, key := range slices.Sorted(maps.Keys(s.Plan.Ticks)) {
		if slices.Contains(s.Plan.Ticks[key].Refs, r) {
			all = append(all, leaning{key, itemUnticked{Key: key, Why: why}})
		}
	}
	for _, q := range gateQuestions() {
		if slices.Contains(s.Plan.Gate[q].Refs, r) {
			all = append(all, leaning{q, gateOpened{Question: q, Why: why}})
		}
	}
	for _, n := range s.SizeUp.judged {
		if h := itemN(s.SizeUp.Hypotheses, n); slices.Contains(h.Because, r) {
			all = append(all, leaning{Ref{RefHypothesis, n}, hypothesisJudged{N: n, From: h.Verdict, To: HypothesisPossible, Why: why}})
		}
	}
	for _, n := range s.SizeUp.tried {
		if h := itemN(s.SizeUp.Hypotheses, n); slices.Contains(h.Progress.Because, r) {
			to := h.Progress.stood(func(refs []Ref) bool { return !slices.ContainsFunc(refs, isIn(lost)) && s.stillShow(refs, time.Time{}) })
			all = append(all, leaning{fixOf(n), fixMoved{N: n, From: h.Progress.State, To: to, Why: why}})
		}
	}
	for _, n := range s.Hunts.found {
		if h := itemN(s.Hunts.All, n); slices.Contains(h.Found, r) {
			all = append(all, leaning{Ref{RefHunt, n}, huntAnswered{N: n, From: h.State, To: HuntOpen, Where: why}})
		}
	}
	return all
}

// fixOf names the fix of a hypothesis, by its number.
type fixOf uint64

func isIn(lost map[Ref]string) func(Ref) bool {
	return func(r Ref) bool { _, gone := lost[r]; return gone }
}

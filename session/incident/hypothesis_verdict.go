package incident

import (
	"fmt"
	"slices"
	"strings"
)

// judgeHypothesis asks to confirm a hypothesis or rule it out by entries and
// evidence, or to make it possible again.
type judgeHypothesis struct {
	N       uint64
	To      HypothesisVerdict
	Because []Ref // entries and evidence
	Why     string
}

// hypothesisJudged happened when a hypothesis was confirmed, ruled out, or made
// possible again.
type hypothesisJudged struct {
	N       uint64            `json:"n"`
	From    HypothesisVerdict `json:"from"`
	To      HypothesisVerdict `json:"to"`
	Because []Ref             `json:"because,omitempty"`
	Why     string            `json:"why"`
}

// verdictForms maps each accepted spelling to its verdict.
var verdictForms = map[string]HypothesisVerdict{
	"possible": HypothesisPossible, "confirmed": HypothesisConfirmed, "confirm": HypothesisConfirmed,
	"ruled-out": HypothesisRuledOut, "rule-out": HypothesisRuledOut, "ruled out": HypothesisRuledOut, "rule out": HypothesisRuledOut,
}

// judgeWords are the verdicts in one word, ruledWords the first of those in two.
var (
	judgeWords = []string{"possible", "confirmed", "confirm", "ruled-out", "rule-out"}
	ruledWords = []string{"ruled", "rule"}
)

// askVerdict asks about a text that begins like a verdict.
func askVerdict(text string) error {
	if err := askKeyword(text, judgeWords); err != nil {
		return err
	}
	first, rest := cutWord(text)
	second, _ := cutWord(rest)
	first, second = lower(first), lower(trimMarks(second))
	ruled := slices.Contains(ruledWords, first)
	if ruled && second != "" && distance(second, "out") <= 1 || second == "out" && (distance(first, "ruled") <= 1 || distance(first, "rule") <= 1) {
		return refuse("%q may be a slip: did you mean ruled-out?%s", quote(first+" "+second), keepHint[1:])
	}
	return nil
}

// parseVerdict parses a verdict with its references, if args begin with one.
func parseVerdict(n uint64, args string) (Command, bool) {
	first, rest := cutWord(args)
	to, ok := verdictForms[strings.ToLower(first)]
	if second, after := cutWord(rest); !ok {
		to, ok = verdictForms[strings.ToLower(first+" "+second)]
		rest = after
	}
	if !ok || to == HypothesisPossible {
		return judgeHypothesis{N: n, Why: rest}, ok
	}
	because, why := leadingRefs(rest)
	why, _ = cutKept(why)
	return judgeHypothesis{N: n, To: to, Because: because, Why: why}, true
}

func (judgeHypothesis) needs() power { return powerRespond }

func (c judgeHypothesis) decide(s *State, a Ask) ([]Fact, error) {
	h, err := s.hypothesis(c.N, a.By)
	if err != nil {
		return nil, err
	}
	why, err := checkWhy(c.Why)
	if err != nil {
		return nil, err
	}
	switch {
	case c.To > HypothesisRuledOut:
		return nil, refuse("a verdict is %s", strings.Join(verdictWords, ", "))
	case c.To == HypothesisPossible && h.Verdict == HypothesisPossible:
		return nil, refuse("H%d is possible already: to reword it, begin with another word", c.N)
	case c.To == h.Verdict:
		return nil, refuse("H%d is %s already: /vector H%d possible WHY opens it again", c.N, h.Verdict, c.N)
	case c.To == HypothesisPossible && why == "":
		return nil, refuse("give a reason to make it possible again: /vector H%d possible WHY", c.N)
	}
	because, err := c.evidence(s, a)
	if err != nil {
		return nil, err
	}
	return []Fact{hypothesisJudged{N: c.N, From: h.Verdict, To: c.To, Because: because, Why: why}}, nil
}

// evidence returns the references that support the verdict, each once. A
// hypothesis that is possible again has none.
func (c judgeHypothesis) evidence(s *State, a Ask) ([]Ref, error) {
	if c.To == HypothesisPossible {
		return nil, nil
	}
	switch {
	case len(c.Because) == 0:
		return nil, refuse("cite entries or evidence that show it: /vector H%d %s #12 [why]%s", c.N, c.To, inShell)
	case len(c.Because) > maxRefs:
		return nil, refuse("%d references are too many: name at most %d, those that show it best", len(c.Because), maxRefs)
	}
	var because []Ref
	for _, r := range c.Because {
		if r.Kind != RefEntry && r.Kind != RefEvidence || r.N == 0 {
			return nil, refuse("%q shows nothing by itself: cite entries, as #12", r)
		}
		if err := checkRefs(s, a.By, []Ref{r}); err != nil {
			return nil, err
		}
		if err := checkShows(s, a.At, r); err != nil {
			return nil, err
		}
		if !slices.Contains(because, r) {
			because = append(because, r)
		}
	}
	return because, nil
}

func (hypothesisJudged) kind() string { return "hypothesis-judged" }

func (f hypothesisJudged) fold(s *State, e *Event) {
	if itemN(s.SizeUp.Hypotheses, f.N) == nil {
		return // written by another version: ignore
	}
	s.SizeUp.judged = s.SizeUp.judged.Remove(f.N)
	if f.To != HypothesisPossible {
		s.SizeUp.judged = s.SizeUp.judged.Add(f.N)
	}
	s.updateHypothesis(f.N, func(h *Hypothesis) { h.Verdict, h.Because, h.Judged = f.To, f.Because, deedOf(e, f.Why) })
}

// verdictSeq returns the number of the entry that holds the verdict, 0 while it is possible.
func (h *Hypothesis) verdictSeq() uint64 {
	if h.Verdict == HypothesisPossible {
		return 0
	}
	return h.Judged.Seq
}

func (f hypothesisJudged) aboutEntry(s *State) uint64 { return openerOf(s, Ref{RefHypothesis, f.N}) }

func (f hypothesisJudged) line() string {
	verdict := map[HypothesisVerdict]string{HypothesisPossible: "possible again", HypothesisConfirmed: "confirmed", HypothesisRuledOut: "ruled out"}[f.To]
	return withReason(fmt.Sprintf("H%d %s%s", f.N, verdict, byRefs(f.Because)), f.Why)
}

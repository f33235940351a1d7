package incident

import (
	"fmt"
	"strings"
)

type hypothesisShown struct {
	ID         string   `json:"id"`
	Text       string   `json:"text"`
	Confidence int      `json:"confidence"`
	Techniques []string `json:"techniques"`
	Fix        string   `json:"fix"`
	Fallback   string   `json:"fallback"`
	Verdict    string   `json:"verdict"`
	Because    []Ref    `json:"because"`
	By         string   `json:"by"`
	Seq        uint64   `json:"seq"`
}

// hypothesesPart tells the possible causes. A brief leaves out those that were ruled out.
func hypothesesPart(v View, _ Reader) Part {
	return list[*Hypothesis]{
		label: "vectors", heading: "hypotheses", key: "hypotheses", most: 3, all: v.Hypotheses(),
		now:  where(v.Hypotheses(), func(h *Hypothesis) bool { return h.Verdict != HypothesisRuledOut }),
		seq:  func(h *Hypothesis) uint64 { return h.Seq },
		line: hypothesisText,
		value: func(h *Hypothesis) any {
			return hypothesisShown{
				refName(RefHypothesis, h.N), h.Text, h.Confidence, listOf(h.Techniques), h.Fix, h.Fallback,
				h.Verdict.String(), listOf(h.Because), h.By, h.Seq,
			}
		},
	}.part()
}

func hypothesisText(h *Hypothesis) string {
	line := fmt.Sprintf("H%d %s", h.N, h.Text)
	if h.Confidence > 0 {
		line += fmt.Sprintf(" %d%%", h.Confidence)
	}
	if h.Verdict != HypothesisPossible {
		line += " " + strings.ToUpper(h.Verdict.String())
	}
	if h.Fix != "" {
		line += "; fix: " + h.Fix
	}
	if h.Fallback != "" {
		line += "; fallback: " + h.Fallback
	}
	return line
}

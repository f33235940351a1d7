package incident

import (
	"fmt"
	"strings"
	"time"
)

type hypothesisShown struct {
	ID         string     `json:"id"`
	Text       string     `json:"text"`
	Confidence int        `json:"confidence"`
	Techniques []string   `json:"techniques"`
	Fix        string     `json:"fix"`
	Fallback   string     `json:"fallback"`
	Verdict    string     `json:"verdict"`
	Because    []Ref      `json:"because"`
	By         string     `json:"by"`
	At         time.Time  `json:"at"`
	Seq        uint64     `json:"seq"`
	Judged     *deedShown `json:"judged,omitempty"` // who judged it last, and why

	Effect   impactShown `json:"effect"`    // if it is so
	FixState string      `json:"fix_state"` // "" where no fix is named
	FixOwner string      `json:"fix_owner"`
	FixDue   *time.Time  `json:"fix_due"`
	FixLate  bool        `json:"fix_late"`
	FixRefs  []Ref       `json:"fix_because"`
}

// hypothesesPart tells the possible causes. A brief leaves out those that were ruled out.
func hypothesesPart(v View, r Reader) Part {
	return list[*Hypothesis]{
		label: "vectors", heading: "hypotheses", key: "hypotheses", most: 3, all: v.Hypotheses(),
		now:  where(v.Hypotheses(), func(h *Hypothesis) bool { return h.Verdict != HypothesisRuledOut }),
		seq:  func(h *Hypothesis) uint64 { return h.Seq },
		line: func(h *Hypothesis) string { return r.hypothesisText(v, h) },
		tone: toneBy(func(h *Hypothesis) bool { return v.FixLate(h, r.Now) || h.Progress.State == FixFailed }, ToneWarn, ToneText),
		more: r.hypothesisMore, said: (*Hypothesis).said,
		value: func(h *Hypothesis) any { return v.showHypothesis(h, r.Now) },
	}.part()
}

// hypothesisMore tells who held it possible, its techniques, who judged it and by what, and
// what shows how its fix stands.
func (r Reader) hypothesisMore(h *Hypothesis) []string {
	line := fmt.Sprintf("held possible by %s at %s in #%d", h.By, r.Stamp(h.At), h.Seq)
	if len(h.Techniques) > 0 {
		line += ", techniques " + strings.Join(h.Techniques, ", ")
	}
	lines := []string{line}
	if h.Judged.Done() {
		lines = append(lines, withReason("judged "+h.Verdict.String()+" "+h.Judged.text(r.Stamp)+byRefs(h.Because), CleanLine(h.Judged.Why)))
	}
	if h.Fix != "" {
		lines = append(lines, "its fix is "+citing(h.Progress.State.String(), h.Progress.Because))
	}
	return lines
}

// said returns what its words tell in another form than JSON.
func (h *Hypothesis) said() string {
	i := h.Effect
	return fmt.Sprintf("%s confidentiality %s integrity %s availability %s fix late",
		h.Verdict, i.Confidentiality, i.Integrity, i.Availability)
}

func (v View) showHypothesis(h *Hypothesis, now time.Time) hypothesisShown {
	out := hypothesisShown{
		ID: refName(RefHypothesis, h.N), Text: h.Text, Confidence: h.Confidence, Techniques: listOf(h.Techniques),
		Fix: h.Fix, Fallback: h.Fallback, Verdict: h.Verdict.String(), Because: listOf(h.Because), By: h.By, At: h.At.UTC(), Judged: h.Judged.shown(), Seq: h.Seq,
		Effect: showImpact(h.Effect), FixOwner: h.Progress.Owner, FixDue: instant(v.FixDue(h)), FixLate: v.FixLate(h, now),
		FixRefs: listOf(h.Progress.Because),
	}
	if h.Fix != "" {
		out.FixState = h.Progress.State.String()
	}
	return out
}

func (r Reader) hypothesisText(v View, h *Hypothesis) string {
	line := fmt.Sprintf("H%d %s", h.N, h.Text)
	if h.Confidence > 0 {
		line += fmt.Sprintf(" %d%%", h.Confidence)
	}
	if h.Verdict != HypothesisPossible {
		line += " " + strings.ToUpper(h.Verdict.String())
	}
	if h.Effect != (Impact{}) {
		line += "; effect " + h.Effect.String()
	}
	return line + r.fixText(v, h)
}

// fixText puts the standing of a fix before its text, so that no text can forge it.
func (r Reader) fixText(v View, h *Hypothesis) string {
	line, failed := "", h.Progress.State == FixFailed
	switch standing := v.FixStanding(h, r.Now, r.Stamp); {
	case standing != "" && h.Fix == "":
		line = "; fix (" + standing + ")"
	case standing != "":
		line = "; fix (" + standing + "): " + h.Fix
	case h.Fix != "":
		line = "; fix: " + h.Fix
	}
	switch {
	case failed && h.Fallback == "":
		return line + fmt.Sprintf("; no fallback: /fallback H%d TEXT", h.N)
	case failed:
		return line + "; NOW the fallback: " + h.Fallback
	case h.Fallback != "":
		return line + "; fallback: " + h.Fallback
	}
	return line
}

// basisShown says on which hypotheses the impact on one aspect rests.
type basisShown struct {
	Aspect string `json:"aspect"`
	Level  string `json:"level"`
	On     []Ref  `json:"on"`
	Lost   []Ref  `json:"ruled_out"`
	Worse  []Ref  `json:"worse"`
}

// basesPart tells on which hypotheses the impact rests.
func basesPart(v View, _ Reader) Part {
	return list[Basis]{
		label: "rests on", heading: "what the impact rests on", key: "impact_rests_on", most: 3,
		now: lazily(v.Bases), all: lazily(v.Bases), line: Basis.String,
		tone: toneBy(func(b Basis) bool { return len(b.On) == 0 }, ToneWarn, ToneText),
		value: func(b Basis) any {
			return basisShown{b.Aspect, b.Level.String(), listOf(b.On), listOf(b.Lost), listOf(b.Worse)}
		},
	}.part()
}

// fixByPart tells until when the playbook accepts that the incident isn't fixed.
func fixByPart(v View, r Reader) Part {
	by, line := v.FixBy(), ""
	if !by.IsZero() {
		line = "to be fixed by " + r.Stamp(by) + ", as the playbook accepts at " + v.Severity().String()
	}
	return single("fix by", ToneText, line, Field{"fix_by", instant(by)})
}

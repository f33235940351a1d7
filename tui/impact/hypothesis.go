package impact

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"warroom/session/incident"
	"warroom/themes"
	"warroom/tui/paint"
	"warroom/tui/pane"
)

// maxTextRows bounds the rows of one hypothesis, fix or fallback.
const maxTextRows = 2

// hypotheses returns all hypotheses: confirmed ones first, then possible ones
// by confidence, then those that were ruled out.
func (l Look) hypotheses(v incident.View) (all []*incident.Hypothesis) {
	all = slices.Collect(v.Hypotheses())
	rank := map[incident.HypothesisVerdict]int{incident.HypothesisPossible: 1, incident.HypothesisRuledOut: 2}
	slices.SortStableFunc(all, func(a, b *incident.Hypothesis) int {
		return cmp.Or(cmp.Compare(rank[a.Verdict], rank[b.Verdict]), cmp.Compare(b.Confidence, a.Confidence))
	})
	return all
}

// drawHypothesis draws a vector with its confidence, its fix and its fallback.
func (l Look) drawHypothesis(v incident.View, h *incident.Hypothesis) []paint.Row {
	sure, inkOf := "", themes.Text
	switch {
	case h.Verdict == incident.HypothesisRuledOut:
		sure, inkOf = " ruled out", themes.Muted
	case h.Verdict == incident.HypothesisConfirmed:
		sure, inkOf = " CONFIRMED", themes.Strong
	case h.Confidence > 0:
		sure = fmt.Sprintf(" %d%%", h.Confidence)
	}
	name := fmt.Sprintf("H%d%s", h.N, sure)
	text := h.Text
	if len(h.Techniques) > 0 {
		text += " [" + techniques(h) + "]"
	}
	if h.Effect != (incident.Impact{}) {
		text = h.Effect.String() + " " + text
	}
	rows := l.wrapped(" "+l.Theme.Paint(themes.Strong, name)+" ", len(name)+2, text, inkOf)
	if h.Verdict == incident.HypothesisRuledOut {
		return rows[:1]
	}
	return append(rows, l.drawFix(v, h)...)
}

// drawFix draws the fix of a hypothesis with its standing, and the fallback, which stands
// first once the fix failed.
func (l Look) drawFix(v incident.View, h *incident.Hypothesis) (rows []paint.Row) {
	text, inkOf := h.Fix, themes.Text
	if standing := v.FixStanding(h, l.Now, func(at time.Time) string { return pane.When(at, l.Zone, l.Today) }); standing != "" {
		text = strings.TrimSuffix(standing+": "+text, ": ")
	}
	failed := h.Progress.State == incident.FixFailed
	if failed || v.FixLate(h, l.Now) {
		inkOf = themes.Warn
	}
	if text != "" {
		rows = l.wrapped("   "+l.Theme.Paint(themes.Muted, "fix ")+" ", 8, text, inkOf)
	}
	if h.Fallback == "" {
		return rows
	}
	if failed {
		return append(l.wrapped("   "+l.Theme.Paint(themes.Strong, "NOW ")+" ", 8, h.Fallback, themes.Strong), rows...)
	}
	return append(rows, l.wrapped("   "+l.Theme.Paint(themes.Muted, "else")+" ", 8, h.Fallback, themes.Text)...)
}

// techniques returns the techniques of a hypothesis; a tactic has its name too.
func techniques(h *incident.Hypothesis) string {
	var all []string
	for _, id := range h.Techniques {
		all = append(all, strings.TrimSpace(id+" "+incident.Tactic(id)))
	}
	return strings.Join(all, ", ")
}

// wrapped draws a text on a few rows, the first behind a head of width cells.
func (l Look) wrapped(head string, width int, text string, ink themes.Meaning) (rows []paint.Row) {
	const gutter = "   ┆ "
	lines, left := pane.WrapBehind(incident.CleanLine(text), l.Width-width, l.Width-len("   | "), maxTextRows)
	if left {
		lines[len(lines)-1] += "…"
	}
	for i, line := range lines {
		if i > 0 {
			head = l.Theme.Paint(themes.Rule, gutter)
		}
		rows = append(rows, paint.NewRow(head+l.Theme.Paint(ink, line)).Fit(l.Width))
	}
	return rows
}

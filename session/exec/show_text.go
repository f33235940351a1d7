package exec

import (
	"fmt"
	"strings"
	"time"

	"warroom/session/incident"
)

// impactLine renders the impact and the urgency in one line.
func impactLine(b incident.Brief) string {
	i := b.Impact
	return fmt.Sprintf("confidentiality %s, integrity %s, availability %s; urgency %s",
		i.Confidentiality, i.Integrity, i.Availability, b.Urgency)
}

// closingLine renders one end of the incident. Its marks stand before the result, so that
// no text can forge them.
func closingLine(c incident.Closing) string {
	line := stamp(c.At) + " by " + c.By
	if !c.Reopened.IsZero() {
		line += ", until reopened " + stamp(c.Reopened)
	}
	return line + ": " + incident.CleanLine(c.String())
}

// underWay writes the affected systems, the hypotheses, the open tasks, and the
// proposals and decisions that wait for somebody.
func underWay(text *strings.Builder, v incident.View, b incident.Brief, now time.Time) {
	section(text, "affected systems", b.Systems, systemLine)
	section(text, "hypotheses", b.Hypotheses, hypothesisLine)
	section(text, "open tasks", b.Tasks, func(t *incident.Task) string { return taskLine(v, t, now) })
	section(text, "proposals", b.Proposals, proposalLine)
	section(text, "decisions that wait for a key", b.Pending, pendingLine)
	section(text, "trade-offs", b.TradeOffs, func(d *incident.Decision) string { return tradeOffLine(d, now) })
}

// pendingLine renders a pending decision, with whose key it waits for.
func pendingLine(d *incident.Decision) string {
	what := incident.CleanLine(d.Text)
	if d.Proposal > 0 {
		word := "no to"
		if d.Go {
			word = "go on"
		}
		what = strings.TrimSuffix(fmt.Sprintf("%s P%d: %s", word, d.Proposal, what), ": ")
	}
	return fmt.Sprintf("D%d %s: %s  (/confirm D%d)", d.N, d.WaitsFor(), what, d.N)
}

// tradeOffLine renders a trade-off, with its end and whether that has passed.
func tradeOffLine(d *incident.Decision, now time.Time) string {
	line := fmt.Sprintf("D%d %s", d.N, d.Subject())
	switch until := d.TradeOff.Until; {
	case d.Expired(now):
		line = fmt.Sprintf("%s, EXPIRED at %s", line, incident.DayTime(until, now, time.UTC))
	case !until.IsZero():
		line = fmt.Sprintf("%s, until %s", line, incident.DayTime(until, now, time.UTC))
	}
	return line + ", by " + d.Accountable
}

func systemLine(s *incident.System) string {
	line := s.Sheet.Name
	if len(s.Sheet.Owners) > 0 {
		line += ", owners " + strings.Join(s.Sheet.Owners, ", ")
	}
	if s.Stale {
		line += "; sheet STALE"
	}
	for _, mark := range s.Late {
		line += "; " + mark
	}
	return incident.CleanLine(line)
}

func hypothesisLine(h *incident.Hypothesis) string {
	line := fmt.Sprintf("H%d %s", h.N, h.Text)
	if h.Confidence > 0 {
		line += fmt.Sprintf(" %d%%", h.Confidence)
	}
	if h.Verdict != incident.HypothesisPossible {
		line += " " + strings.ToUpper(h.Verdict.String())
	}
	if h.Fix != "" {
		line += "; fix: " + h.Fix
	}
	if h.Fallback != "" {
		line += "; fallback: " + h.Fallback
	}
	return incident.CleanLine(line)
}

// taskLine puts the task's marks before its text, so that no text can forge them.
func taskLine(v incident.View, t *incident.Task, now time.Time) string {
	due := ""
	switch {
	case t.Overdue(now):
		due = ", OVERDUE since " + stamp(t.Due)
	case !t.Due.IsZero():
		due = ", due " + stamp(t.Due)
	}
	return fmt.Sprintf("%s %s, %s%s: %s", t.Ref(), v.AssigneeText(t), t.State, due, incident.CleanLine(t.Text))
}

func proposalLine(p *incident.Proposal) string {
	line := fmt.Sprintf("P%d %s: %s", p.N, p.By, p.Text)
	for _, o := range p.Objections {
		if o.Answer == "" {
			line += fmt.Sprintf(" | OBJECTION of %s: %s", o.By, o.Why)
		}
	}
	return incident.CleanLine(line)
}

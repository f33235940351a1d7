package incident

import "time"

// holds reports whether a rule for a severity holds at another: that bad or
// worse. The zero rule holds at all.
func holds(rule, at Severity) bool { return rule == 0 || at <= rule }

// What holds where a playbook says nothing, or there is none.
const (
	defaultSpan     = 7
	defaultActAfter = 15 * time.Minute
)

// SpanOfControl is how many may report to one person.
func (p *Playbook) SpanOfControl() int {
	if p == nil || p.Span <= 0 {
		return defaultSpan
	}
	return p.Span
}

// AbsentAfter is how long a role's holder is gone before another may act.
func (p *Playbook) AbsentAfter() time.Duration {
	if p == nil || p.ActAfter <= 0 {
		return defaultActAfter
	}
	return time.Duration(p.ActAfter)
}

// CadenceFor is how often an update is owed at a severity, 0 for never.
func (p *Playbook) CadenceFor(at Severity) time.Duration {
	if p == nil {
		return 0
	}
	for _, r := range p.Cadence {
		if holds(r.Severity, at) {
			return time.Duration(r.Every)
		}
	}
	return 0
}

// Escalations returns whom to call by now, because the incident is as old as it is and
// isn't contained.
func (v View) Escalations(now time.Time) []EscalationRule {
	return v.state.Plan.Playbook.escalations(v.state, now)
}

func (p *Playbook) escalations(s *State, now time.Time) []EscalationRule {
	if p == nil || s.contained() {
		return nil
	}
	var due []EscalationRule
	for _, r := range p.Escalation {
		if holds(r.Severity, s.SizeUp.Severity) && now.Sub(s.Declared.At) >= time.Duration(r.After) {
			due = append(due, r)
		}
	}
	return due
}

// contained reports whether the damage has stopped to spread: someone said
// when, or the response has gone on from containment.
func (s *State) contained() bool {
	_, said := s.Metrics.Milestones[MilestoneContained]
	return said || s.Status.Phase > PhaseContainment
}

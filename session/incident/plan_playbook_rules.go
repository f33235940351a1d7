package incident

import (
	"strings"
	"time"
)

// holds reports whether a rule for a severity applies at another: at that one
// or worse. The zero rule always applies.
func holds(rule, at Severity) bool { return rule == 0 || at <= rule }

// Defaults for a missing playbook, or for what it leaves out.
const (
	defaultSpan     = 7
	defaultActAfter = 15 * time.Minute
)

// SpanOfControl returns how many people may report to one person.
func (p *Playbook) SpanOfControl() int {
	if p == nil || p.Span <= 0 {
		return defaultSpan
	}
	return p.Span
}

// AbsentAfter returns how long a role's holder must be away before another may
// act.
func (p *Playbook) AbsentAfter() time.Duration {
	if p == nil || p.ActAfter <= 0 {
		return defaultActAfter
	}
	return time.Duration(p.ActAfter)
}

// Cadence returns how often an update is due now, 0 for never.
func (v View) Cadence() time.Duration { return v.state.Plan.Playbook.cadence(v.state.situation()) }

func (p *Playbook) cadence(at situation) time.Duration {
	if p == nil {
		return 0
	}
	for _, r := range p.Cadence {
		if applies(r.Severity, r.When, at) {
			return time.Duration(r.Every)
		}
	}
	return 0
}

// FixWithinAt returns the acceptable time until an incident of a severity is fixed, 0 for
// none.
func (p *Playbook) FixWithinAt(at Severity) time.Duration {
	if p == nil {
		return 0
	}
	for _, r := range p.FixWithin {
		if holds(r.Severity, at) {
			return time.Duration(r.Within)
		}
	}
	return 0
}

// RosterOf returns whom the playbook names for a role, the first to be asked first.
func (p *Playbook) RosterOf(role Role) []string {
	if p == nil {
		return nil
	}
	for _, r := range p.Roster {
		if r.Role == role {
			return r.Ask
		}
	}
	return nil
}

// Stale reports whether the review of the playbook is overdue, or was never done.
func (u Upkeep) Stale(at time.Time) bool {
	return u.Reviewed.IsZero() || u.ReviewEvery > 0 && at.After(u.Reviewed.Add(time.Duration(u.ReviewEvery)))
}

// staleness says that the review is overdue, and when the last was.
func (u Upkeep) staleness() string { return "STALE, " + reviewedOn(u.Reviewed) }

// Kept says who keeps a playbook and when it was last reviewed, with a mark where that is
// overdue.
func (u Upkeep) Kept(at time.Time) string {
	owner := "nobody owns it"
	if u.Owner != "" {
		owner = "kept by " + u.Owner
	}
	if u.Edition != "" {
		owner = "version " + u.Edition + ", " + owner
	}
	if u.Stale(at) {
		return owner + ", " + u.staleness()
	}
	return owner + ", " + reviewedOn(u.Reviewed)
}

// reviewedOn says when something was last reviewed.
func reviewedOn(day time.Time) string {
	if day.IsZero() {
		return "never reviewed"
	}
	return "reviewed " + day.Format(time.DateOnly)
}

// title names the playbook, with its owner's version if it has one, and that of its text.
func (p *Playbook) title() string {
	return strings.Join(strings.Fields(p.Name+" "+p.Edition+" "+p.Version), " ")
}

// contained reports whether the damage has stopped spreading: by a milestone,
// or because the response is past containment.
func (s *State) contained() bool {
	_, said := s.Metrics.Milestones[MilestoneContained]
	return said || s.Status.Phase > PhaseContainment
}

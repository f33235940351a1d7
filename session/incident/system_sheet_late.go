package incident

import (
	"slices"
	"time"
)

// dated is something of a sheet that must be done again from time to time.
type dated struct {
	what  string
	done  string // "reviewed", "drilled", "tested"
	last  time.Time
	every Duration // 0: once is enough
}

// late reports whether it was never done, or is overdue.
func (d dated) late(at time.Time) bool {
	return d.last.IsZero() || d.every > 0 && at.After(d.last.Add(time.Duration(d.every)))
}

// mark says that it is late: "restore STALE, never tested".
func (d dated) mark() string {
	if d.last.IsZero() {
		return d.what + " STALE, never " + d.done
	}
	return d.what + " STALE, " + d.done + " " + d.last.Format(time.DateOnly)
}

// review is the review of the sheet itself.
func (s *Sheet) review() dated { return dated{"sheet", "reviewed", s.Reviewed, s.ReviewEvery} }

// Stale reports whether the review of the sheet is overdue.
func (s *Sheet) Stale(at time.Time) bool { return s.review().late(at) }

// Late returns a mark for each thing in the sheet that is overdue at a moment, or was never
// done: its review, the review and the drill of its DR plan, the test of a restore. The
// runbook's dates count where it has some.
func (s *Sheet) Late(at time.Time) []string {
	marks := s.LateParts(at)
	if s.Stale(at) {
		marks = append([]string{s.review().mark()}, marks...)
	}
	return marks
}

// LateParts returns the marks of Late, but that of the sheet's own review.
func (s *Sheet) LateParts(at time.Time) (marks []string) {
	for _, d := range s.dated() {
		if d.late(at) {
			marks = append(marks, d.mark())
		}
	}
	return marks
}

// dated returns what must be done again from time to time, of that which the sheet names.
func (s *Sheet) dated() (all []dated) {
	if s.DRPlan.Where != "" {
		all = append(all, s.DRPlan.dated("DR plan")...)
	}
	if s.Runbook.Where != "" {
		all = append(all, s.runbookDated()...)
	}
	if s.Backup.Where != "" {
		all = append(all, s.restore())
	}
	return all
}

// runbookDated returns what must be done again with the runbook: what it has dates of.
func (s *Sheet) runbookDated() []dated {
	return slices.DeleteFunc(s.Runbook.dated("runbook"), func(d dated) bool { return d.last.IsZero() && d.every == 0 })
}

func (s *Sheet) restore() dated {
	return dated{"restore", "tested", s.Backup.RestoreTested, s.Backup.TestEvery}
}

func (p *Procedure) dated(what string) []dated {
	return []dated{{what, "reviewed", p.Reviewed, p.ReviewEvery}, {what, "drilled", p.LastDrilled, p.DrillEvery}}
}

// days returns the days that a sheet has.
func (s *Sheet) days() []*time.Time {
	return []*time.Time{&s.Reviewed, &s.DRPlan.Reviewed, &s.DRPlan.LastDrilled, &s.Runbook.Reviewed, &s.Runbook.LastDrilled, &s.Backup.RestoreTested}
}

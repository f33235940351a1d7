package incident

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// Readiness is how ready one procedure is before anything happens: a playbook, a part of it,
// a system's sheet, its DR plan, its runbook, or the restore of its backups.
type Readiness struct {
	Kind        string    `json:"kind"` // "playbook", "checklist", "sheet", "DR plan", "runbook", "restore"
	Name        string    `json:"name"`
	Where       string    `json:"where"`
	Owner       string    `json:"owner"` // "": nobody
	Reviewed    time.Time `json:"reviewed,omitzero"`
	LastDrilled time.Time `json:"last_drilled,omitzero"` // of a restore: last tested
	Stale       bool      `json:"stale"`                 // something of it is overdue, or was never done
	Late        []string  `json:"late"`                  // what, as "restore STALE, never tested"
	Missing     []string  `json:"missing"`               // what it should say, as "owner"
}

// CheckReadHouse returns why p may not read what the house prepares: the sheets of its
// systems, and how ready it is. Observers may; a guest of one incident may not.
func (p Person) CheckReadHouse() error {
	if p.Only != "" {
		return refuse("you are a guest of %s only, and this is of the whole house: ask someone of the organisation", p.Only)
	}
	return nil
}

// Readiness returns how ready each procedure is at a moment: the playbook and its parts,
// then the systems by name.
func (r *Rules) Readiness(at time.Time) []Readiness {
	if r == nil {
		return nil
	}
	all := r.Playbook.readiness(at)
	for _, name := range slices.Sorted(maps.Keys(r.Sheets)) {
		all = append(all, r.Sheets[name].readiness(name, at)...)
	}
	return all
}

// readinessRow returns a row with the marks of what is overdue.
func readinessRow(kind, name string, at time.Time, checks ...dated) Readiness {
	row := Readiness{Kind: kind, Name: CleanLine(name), Late: []string{}, Missing: []string{}}
	for _, d := range checks {
		switch d.done {
		case "reviewed":
			row.Reviewed = d.last
		default:
			row.LastDrilled = d.last
		}
		if d.late(at) {
			row.Stale, row.Late = true, append(row.Late, d.mark())
		}
	}
	return row
}

// lacks adds what is missing where it is.
func (r *Readiness) lacks(missing bool, what string) {
	if missing {
		r.Missing = append(r.Missing, what)
	}
}

// readiness returns the playbook and its checklists, which are reviewed and drilled with it.
func (p *Playbook) readiness(at time.Time) []Readiness {
	if p == nil {
		return nil
	}
	checks := []dated{{"playbook", "reviewed", p.Reviewed, p.ReviewEvery}, {"playbook", "drilled", p.LastDrilled, 0}}
	all := []Readiness{readinessRow("playbook", p.title(), at, checks...)}
	all[0].lacks(p.ApprovedBy == "", "approved_by")
	var unnamed []string
	for _, role := range Roles() {
		if len(p.RosterOf(role)) == 0 {
			unnamed = append(unnamed, role.String())
		}
	}
	all[0].lacks(len(unnamed) > 0, "roster of "+strings.Join(unnamed, ", "))
	for _, list := range p.Checklists {
		all = append(all, readinessRow("checklist", list.Title, at, checks...))
	}
	for i := range all {
		all[i].Owner = CleanLine(p.Owner)
		all[i].lacks(p.Owner == "", "owner")
	}
	return all
}

// readiness returns the sheet of a system and the procedures that it names.
func (s *Sheet) readiness(name string, at time.Time) []Readiness {
	owner := strings.Join(s.Owners, ", ")
	sheet := readinessRow("sheet", name, at, s.review())
	sheet.lacks(len(s.Contacts) == 0, "contacts")
	sheet.lacks(s.RTO == 0, "rto")
	sheet.lacks(s.RPO == 0, "rpo")
	sheet.lacks(s.DRPlan.Where == "", "dr_plan")
	sheet.lacks(s.Backup.Where == "", "backup")
	all := []Readiness{sheet}
	if s.DRPlan.Where != "" {
		row := readinessRow("DR plan", name, at, s.DRPlan.dated("DR plan")...)
		row.Where, row.Owner = s.DRPlan.Where, s.DRPlan.Owner
		all = append(all, row)
	}
	if s.Runbook.Where != "" {
		row := readinessRow("runbook", name, at, s.runbookDated()...)
		row.Where, row.Owner = s.Runbook.Where, s.Runbook.Owner
		all = append(all, row)
	}
	if s.Backup.Where != "" {
		row := readinessRow("restore", name, at, s.restore())
		row.Where = s.Backup.Where
		all = append(all, row)
	}
	for i := range all {
		if all[i].Owner == "" {
			all[i].Owner = owner
		}
		all[i].Owner = CleanLine(all[i].Owner)
		all[i].lacks(all[i].Owner == "", "owners")
	}
	return all
}

// Days tells when it was last reviewed and drilled.
func (r Readiness) Days() string {
	day := func(what string, at time.Time) string {
		if at.IsZero() {
			return what + " never"
		}
		return what + " " + at.Format(time.DateOnly)
	}
	switch r.Kind {
	case "restore":
		return day("tested", r.LastDrilled)
	case "sheet":
		return day("reviewed", r.Reviewed)
	}
	return day("reviewed", r.Reviewed) + ", " + day("drilled", r.LastDrilled)
}

// Text tells whether it is ready, and what is overdue or missing.
func (r Readiness) Text() string {
	parts := []string{"ready"}
	if r.Stale {
		parts = slices.Clone(r.Late)
	}
	if len(r.Missing) > 0 {
		parts = append(parts, "missing "+strings.Join(r.Missing, ", "))
	}
	return strings.Join(parts, "; ")
}

// CountReadiness tells how many of some procedures aren't ready.
func CountReadiness(all []Readiness) string {
	stale, lacking := 0, 0
	for _, r := range all {
		if r.Stale {
			stale++
		}
		if len(r.Missing) > 0 {
			lacking++
		}
	}
	return fmt.Sprintf("%s, %d stale, %d with something missing", plural(len(all), "procedure"), stale, lacking)
}

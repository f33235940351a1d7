package incident

import (
	"slices"
	"strings"
)

// checkRestored refuses to restore what nobody said was degraded, quarantined or shut down: it
// would make the incident recovered.
func (c setSystemState) checkRestored(of statusTarget) error {
	if c.To != SystemRestored || of.State == SystemDegraded || of.State.off() {
		return nil
	}
	return refuse("%s is %s: restored is said of what is degraded, quarantined or shut down; if it was, write first /state %s degraded WHY", of.called(), of.State, of.typed())
}

// checkReturn refuses to say that a system runs better than it did without a reason.
func (c setSystemState) checkReturn(of statusTarget, why string) error {
	if why == "" && of.impaired() && c.To.badness() < of.State.badness() {
		return refuse("%s is %s: say why it is %s now: /state %s %s WHY", of.called(), of.State, c.To, of.typed(), c.To)
	}
	return nil
}

// isKept reports whether the quarantine is in force for somebody: it is kept for them, or they
// alone may enter.
func (q Quarantine) isKept() bool { return q.InForce() && (q.For != "" || len(q.Enter) > 0) }

// checkRelease refuses to end a quarantine that is kept for somebody, or to change for whom,
// to all but those who may.
func (c setSystemState) checkRelease(s *State, a Ask, of statusTarget) error {
	q := of.Quarantine
	ends := !c.To.off()
	changes := c.To == SystemQuarantined && (c.For != "" || len(c.Enter) > 0)
	if !q.isKept() || !ends && !changes || q.mayRelease(s, a) {
		return nil
	}
	what := "release it"
	if changes {
		what = "change that"
	}
	return refuse("%s is %s: only %s may %s; tell them with /say", of.called(), q.keptFor(), q.releasers(), what)
}

// mayRelease reports whether the asker set the quarantine, has the system kept for them, runs
// the bridge, or is the security officer. A role counts for whom another person gave it.
func (q Quarantine) mayRelease(s *State, a Ask) bool {
	runs := s.powerOf(a.By) >= powerManage || a.backedBy(s.holderOf(RoleManager)) || a.backedBy(s.holderOf(RoleDeputy))
	if runs || s.wasNamed(a, RoleSecurity) || a.backedBy(q.By) {
		return true
	}
	if name, person := strings.CutPrefix(q.For, "@"); person {
		return a.backedBy(name)
	}
	role := slices.Index(roleWords, q.For)
	return role >= 0 && s.wasNamed(a, Role(role))
}

// releasers names those who may release the quarantine.
func (q Quarantine) releasers() string {
	all, named := q.By+", ", "a security officer"
	if name, person := strings.CutPrefix(q.For, "@"); person && name != q.By {
		all += name + ", "
	}
	if role := slices.Index(roleWords, q.For); role >= 0 && duties[Role(role)].power == 0 && Role(role) != RoleSecurity {
		named = strings.TrimPrefix(Role(role).named(), "the ") + " or " + named
	}
	return all + "the manager, the deputy, or " + named + " whom somebody else named"
}

// keptFor says for whom the system is kept and who may enter.
func (q Quarantine) keptFor() string {
	kept := "quarantined"
	if q.For != "" {
		kept = "kept for " + q.For
	}
	if len(q.Enter) > 0 {
		kept += ", and " + strings.Join(q.Enter, ", ") + " may enter"
	}
	return kept
}

// keptWas is for whom a system was kept and who might enter, until that was changed.
type keptWas struct {
	For   string   `json:"for,omitempty"`
	Enter []string `json:"enter,omitempty"`
}

// replaced returns what a change of a quarantine in force takes away.
func (c setSystemState) replaced(q Quarantine, whom string, enter []string) (was keptWas) {
	if c.To != SystemQuarantined || !q.InForce() {
		return was
	}
	if whom != "" && whom != q.For {
		was.For = q.For
	}
	if len(enter) > 0 && !slices.Equal(enter, q.Enter) {
		was.Enter = q.Enter
	}
	return was
}

// keptLine says for whom the system is kept and who may enter, and what that was.
func (f systemStateSet) keptLine() (line string) {
	if f.For != "" {
		line = ", kept for " + f.For
	}
	if f.Was.For != "" {
		line += " (was " + f.Was.For + ")"
	}
	if len(f.Enter) > 0 {
		line += ", may enter: " + strings.Join(f.Enter, ", ")
	}
	if len(f.Was.Enter) > 0 {
		line += " (was " + strings.Join(f.Was.Enter, ", ") + ")"
	}
	return line
}

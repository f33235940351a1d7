package incident

import (
	"slices"
	"time"
)

// SystemStatus says how a system runs: since when, who said so and why.
type SystemStatus struct {
	State      SystemState
	Since      time.Time // zero: nobody has said how it runs
	By, Why    string
	Refs       []Ref // the decisions that it rests on
	Seq        uint64
	ShutDown   time.Time  // kept through a quarantine; zero while it isn't shut down
	Quarantine Quarantine // the last one; zero for none
	down       time.Duration
	downFrom   time.Time // since when it serves nobody; zero while it serves. Before that: down
}

// Quarantine is the isolation of a system that is kept as it is.
type Quarantine struct {
	For        string   // for whom it is kept: a role, a person or others; "" where nobody said
	Enter      []string // the people and roles that may enter
	Since      time.Time
	By, Why    string
	Released   time.Time // zero while it is in force
	ReleasedBy string
}

// InForce reports whether the quarantine was set and not released. A shutdown doesn't
// release it.
func (q Quarantine) InForce() bool { return !q.Since.IsZero() && q.Released.IsZero() }

// after returns the quarantine after a change of the system's state.
func (q Quarantine) after(f systemStateSet, e *Event) Quarantine {
	switch {
	case f.To == SystemQuarantined && q.InForce():
		if f.For != "" {
			q.For = f.For
		}
		if len(f.Enter) > 0 {
			q.Enter = f.Enter
		}
	case f.To == SystemQuarantined:
		return Quarantine{For: f.For, Enter: f.Enter, Since: e.OccurredAt, By: e.By, Why: f.Why}
	case f.To != SystemShutdown && q.InForce():
		q.Released, q.ReleasedBy = e.OccurredAt, e.By
	}
	return q
}

// after returns the status after a change of the system's state.
func (st SystemStatus) after(f systemStateSet, e *Event) SystemStatus {
	next := st
	next.State, next.By, next.Why, next.Refs, next.Seq = f.To, e.By, f.Why, f.Refs, e.Seq
	next.Quarantine = st.Quarantine.after(f, e)
	if st.State != f.To || st.Since.IsZero() {
		next.Since = e.OccurredAt
	}
	switch f.To {
	case SystemShutdown:
		next.ShutDown = e.OccurredAt
	case SystemQuarantined:
	default:
		next.ShutDown = time.Time{}
	}
	switch serves := !f.To.off(); {
	case !serves && st.downFrom.IsZero():
		next.downFrom = e.OccurredAt
	case serves && !st.downFrom.IsZero():
		next.down, next.downFrom = st.DownFor(e.OccurredAt), time.Time{}
	}
	return next
}

// off reports whether a system in this state serves nobody, for now.
func (s SystemState) off() bool { return s == SystemQuarantined || s == SystemShutdown }

// DownFor returns how long, until now, the system was quarantined or shut down.
func (st SystemStatus) DownFor(now time.Time) time.Duration {
	if st.downFrom.IsZero() {
		return st.down
	}
	return st.down + max(0, now.Sub(st.downFrom))
}

// isDown reports whether the system is taken off, or is degraded by no decision.
func (st SystemStatus) isDown() bool {
	return st.State.off() || st.State == SystemDegraded && len(st.Refs) == 0
}

// setStatus records how a system runs. It ignores one that isn't here: another program may
// have written the log.
func (a *Affected) setStatus(f systemStateSet, e *Event) {
	i := slices.IndexFunc(a.Systems, isNamed(f.System))
	if i < 0 {
		return
	}
	sys := *a.Systems[i]
	sys.Status = sys.Status.after(f, e)
	a.Systems = slices.Clone(a.Systems)
	a.Systems[i] = &sys
}

package incident

import (
	"slices"
	"time"
)

// maxSaid bounds the mentions of one person that a Waiting has: more say no more.
const maxSaid = 20

// Waiting is what one incident has that waits for one person, as far as they see it.
type Waiting struct {
	Tasks []uint64 // numbers of their open tasks
	Own   []uint64 // those of them that they gave to themselves
	Late  []uint64 // those of them that are late
	Keys  []uint64 // numbers of the decisions that wait for their key by name
	Any   []uint64 // of those that any second person may sign, and they may
	Roles []Role   // that are offered to them
	Said  []uint64 // numbers of the entries that name them, the newest first, at most maxSaid

	Checks []string // keys of what they are to tick in their roles, and is late
}

// Waiting returns what waits for p. A closed incident has only what was said to them.
// It costs as much as there are open tasks and pending decisions.
func (v View) Waiting(p Person, now time.Time) (w Waiting) {
	for e := range v.Mentioning(p.Name, 0) {
		if w.Said = append(w.Said, e.Seq); len(w.Said) == maxSaid {
			break
		}
	}
	if v.Phase() == PhaseClosed {
		return w
	}
	for _, n := range v.state.Plan.open {
		t := v.state.Task(n)
		if v.Assignee(t) != p.Name || !v.Sees(t.Seq) {
			continue
		}
		w.Tasks = append(w.Tasks, n)
		if t.Passer == p.Name || t.Passer == "" && t.By == p.Name {
			w.Own = append(w.Own, n)
		}
		if t.Overdue(now) {
			w.Late = append(w.Late, n)
		}
	}
	for _, role := range Roles() {
		if v.OfferedTo(role) == p.Name {
			w.Roles = append(w.Roles, role)
		}
	}
	w.Keys, w.Any = v.keysOf(p)
	for _, c := range v.DueChecks(now) {
		if c.Late && c.isFor(v, p) {
			w.Checks = append(w.Checks, c.Key)
		}
	}
	return w
}

// keysOf returns the numbers of the decisions that wait for p's key: by name, and as that
// of any second person.
func (v View) keysOf(p Person) (named, second []uint64) {
	if len(v.state.Decisions.pending) == 0 {
		return nil, nil
	}
	for _, d := range v.Pending() {
		if d.NextSigner() == p.Name {
			named = append(named, d.N)
		}
	}
	for _, d := range v.AwaitsKey(p) {
		if !slices.Contains(named, d.N) {
			second = append(second, d.N)
		}
	}
	return named, second
}

// Late counts what is late in an incident, whoever it waits for: open tasks, and other
// things with a time, as a recovery target or a call.
func (v View) Late(now time.Time) (tasks, clocks int) {
	if v.Phase() == PhaseClosed {
		return 0, 0
	}
	for _, n := range v.state.Plan.open {
		if t := v.state.Task(n); t.Overdue(now) && v.Sees(t.Seq) {
			tasks++
		}
	}
	for _, d := range v.clocksDue(now) {
		if !now.Before(d.At) {
			clocks++
		}
	}
	return tasks, clocks
}

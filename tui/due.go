package tui

import (
	"fmt"
	"time"

	"warroom/session/incident"
)

// due calls the person for each task that has come due since they were last
// called: one of theirs, or, where they run the bridge, anybody's. Each task
// calls once.
func (r *Root) due() {
	b := r.bridge
	if b == nil {
		return
	}
	words := ""
	for _, t := range newlyDue(b.view, r.frames.held(b.view), r.who, b.rung, r.minute) {
		b.rung[t.N] = true
		words = fmt.Sprintf("%s A%d is due: %s", b.id(), t.N, incident.CleanLine(t.Text))
	}
	if words != "" && r.prefs.alert != alertOff {
		r.call(r.prefs.alert.sequence(words))
	}
}

// newlyDue are the tasks that call for p and haven't rung. A closed incident
// calls nobody.
func newlyDue(v incident.View, h *held, p incident.Person, rung map[uint64]bool, now time.Time) (tasks []*incident.Task) {
	if v.Phase() == incident.PhaseClosed {
		return nil
	}
	for _, t := range h.all {
		mine := v.Assignee(t) == p.Name || runs(v, p)
		if mine && !rung[t.N] && t.Overdue(now) {
			tasks = append(tasks, t)
		}
	}
	return tasks
}

// rungBefore are the tasks that were due when someone came: they read of them,
// and aren't called.
func rungBefore(v incident.View, h *held, p incident.Person, now time.Time) map[uint64]bool {
	rung := map[uint64]bool{}
	for _, t := range newlyDue(v, h, p, rung, now) {
		rung[t.N] = true
	}
	return rung
}

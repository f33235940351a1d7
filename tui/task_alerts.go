package tui

import (
	"fmt"
	"time"

	"warroom/session/incident"
)

// alertDueTasks calls the person for each task that has come due since they were last
// called: one of theirs, or, where they run the bridge, anybody's. Each task
// calls once.
func (r *Root) alertDueTasks() {
	b := r.bridge
	if b == nil {
		return
	}
	words := ""
	for _, t := range dueTasks(b.view, r.frames.taskIndex(b.view), r.who, b.alerted, r.minute) {
		b.alerted[t.N] = true
		words = fmt.Sprintf("%s A%d is due: %s", b.id(), t.N, incident.CleanLine(t.Text))
	}
	if words != "" && r.prefs.alert != alertOff {
		r.writeRaw(r.prefs.alert.sequence(words))
	}
}

// dueTasks are the tasks that call for p and haven't rung. A closed incident
// calls nobody.
func dueTasks(v incident.View, h *taskIndex, p incident.Person, rung map[uint64]bool, now time.Time) (tasks []*incident.Task) {
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

// alertedBefore are the tasks that were due when someone came: they read of them,
// and aren't called.
func alertedBefore(v incident.View, h *taskIndex, p incident.Person, now time.Time) map[uint64]bool {
	rung := map[uint64]bool{}
	for _, t := range dueTasks(v, h, p, rung, now) {
		rung[t.N] = true
	}
	return rung
}

package tui

import (
	"fmt"
	"time"

	"warroom/session/incident"
)

// alertDueTasks alerts the person for each task that has come due since the
// last call: one of theirs, or anybody's if they are manager or deputy. Each
// task alerts once.
func (r *Root) alertDueTasks() {
	b := r.bridge
	if b == nil {
		return
	}
	text := ""
	for _, t := range dueTasks(b.view, r.frames.taskIndex(b.view), r.who, b.alerted, r.minute) {
		b.alerted[t.N] = true
		text = fmt.Sprintf("%s A%d is due: %s", b.id(), t.N, incident.CleanLine(t.Text))
	}
	r.ring(text)
}

// dueTasks returns the due tasks that concern p and haven't alerted yet. A
// closed incident has none.
func dueTasks(v incident.View, h *taskIndex, p incident.Person, alerted map[uint64]bool, now time.Time) (tasks []*incident.Task) {
	if v.Phase() == incident.PhaseClosed {
		return nil
	}
	for _, t := range h.all {
		mine := v.Assignee(t) == p.Name || runs(v, p)
		if mine && !alerted[t.N] && t.Overdue(now) {
			tasks = append(tasks, t)
		}
	}
	return tasks
}

// alertedBefore returns the tasks that were already due when p connected. The
// brief shows them, so they don't alert.
func alertedBefore(v incident.View, h *taskIndex, p incident.Person, now time.Time) map[uint64]bool {
	alerted := map[uint64]bool{}
	for _, t := range dueTasks(v, h, p, alerted, now) {
		alerted[t.N] = true
	}
	return alerted
}

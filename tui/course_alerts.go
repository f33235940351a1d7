package tui

import (
	"fmt"
	"time"

	"warroom/session/incident"
	"warroom/tui/pane"
)

// over is something whose time has passed, and who runs the bridge must set anew: the course
// of action, the estimate of the recovery, or a fix.
type over struct {
	seq  uint64 // the entry that set it
	text string
}

// alertOver alerts who runs the bridge once something is over. Each alerts once.
func (r *Root) alertOver() {
	b := r.bridge
	if b == nil {
		return
	}
	text := ""
	for _, o := range overdue(b.view, r.who, r.minute) {
		if !b.overKnown[o.seq] {
			b.overKnown[o.seq] = true
			text = fmt.Sprintf("%s %s", b.id(), o.text)
		}
	}
	if text == "" {
		return
	}
	r.notice = warning(text)
	r.ring(text)
}

// overdue returns what must be set anew by p, who runs the bridge, with the line that does.
func overdue(v incident.View, p incident.Person, now time.Time) (all []over) {
	if !runs(v, p) {
		return nil
	}
	if c := v.CourseOfAction(); c != nil && c.Due(now) {
		all = append(all, over{c.Seq, "the course of action is over" + late(" for ", now.Sub(c.Until)) + ": /plan TEXT until TIME, or /plan until TIME goes on (" + incident.CleanLine(c.Text) + ")"})
	}
	if t := v.Estimate(); t != nil && t.Late(now) {
		all = append(all, over{t.Seq, "the recovery is LATE" + late(" by ", now.Sub(t.To)) + ": /eta TIME WHY gives a new estimate"})
	}
	for h := range v.Hypotheses() {
		if v.FixLate(h, now) {
			all = append(all, over{max(h.Progress.Changed, h.Seq), fmt.Sprintf("the fix of H%d is LATE%s: /fix H%d says how far it is", h.N, late(" by ", now.Sub(v.FixDue(h))), h.N)})
		}
	}
	return all
}

// late returns by how much something is late, behind a word; "" for less than a minute.
func late(word string, by time.Duration) string {
	if by < time.Minute {
		return ""
	}
	return word + pane.Age(by)
}

// overBefore returns what was over when p connected: the line of what waits for them shows it.
func overBefore(v incident.View, p incident.Person, now time.Time) map[uint64]bool {
	known := map[uint64]bool{}
	for _, o := range overdue(v, p, now) {
		known[o.seq] = true
	}
	return known
}

// needReview returns what p, who runs the bridge, must set anew.
func needReview(v incident.View, p incident.Person, now time.Time) (one need) {
	for _, o := range overdue(v, p, now) {
		one.add(func() string { return o.text })
	}
	return one
}

package incident

import (
	"slices"
	"time"
)

// dueShown is something that comes due, or is late.
type dueShown struct {
	At   time.Time `json:"at"`
	What string    `json:"what"` // "task", "course", "recovery", "target", "trade-off" or "escalation"
	Ref  string    `json:"ref"`
	Text string    `json:"text"`
	Late bool      `json:"late"`
	Seq  uint64    `json:"seq"`
}

// duePart tells what comes due next, and first what is late.
func duePart(v View, r Reader) Part {
	due := lazily(func() []dueShown { return v.due(r.Now) })
	return list[dueShown]{
		label: "due next", key: "due_next", most: 5, now: due, all: due,
		seq: func(d dueShown) uint64 { return d.Seq },
		tone: func(d dueShown) Tone {
			if d.Late {
				return ToneDanger
			}
			return ToneText
		},
		line: func(d dueShown) string {
			line := r.Stamp(d.At) + " " + d.What
			if d.Late {
				line = "LATE since " + line
			}
			if d.Ref != "" {
				line += " " + d.Ref
			}
			return line + ": " + d.Text
		},
		value: func(d dueShown) any { return d },
	}.part()
}

// due returns what has a moment at which it is due, the earliest first. A closed incident
// has nothing.
func (v View) due(now time.Time) []dueShown {
	if v.Phase() == PhaseClosed {
		return nil
	}
	all := slices.Concat(v.tasksDue(), v.courseDue(), v.targetsDue(now), v.tradeOffsDue(), v.escalationsDue(now))
	for i, d := range all {
		all[i].At, all[i].Late = d.At.UTC(), !now.IsZero() && !now.Before(d.At)
	}
	slices.SortStableFunc(all, func(a, b dueShown) int { return a.At.Compare(b.At) })
	return all
}

func (v View) tasksDue() (due []dueShown) {
	for _, t := range v.OpenTasks() {
		if !t.Due.IsZero() {
			due = append(due, dueShown{At: t.Due, What: "task", Ref: t.Ref().String(), Text: v.AssigneeText(t) + ", " + t.Text, Seq: t.Seq})
		}
	}
	return due
}

// courseDue returns the end of the course of action, and of the wait for the recovery.
func (v View) courseDue() (due []dueShown) {
	if c := v.CourseOfAction(); c != nil {
		due = append(due, dueShown{At: c.Until, What: "course", Text: "review the course of action (/plan)", Seq: c.Seq})
	}
	if t := v.Estimate(); t != nil && !t.To.IsZero() {
		due = append(due, dueShown{At: t.To, What: "recovery", Text: "is expected, by " + t.By, Seq: t.Seq})
	}
	return due
}

func (v View) targetsDue(now time.Time) (due []dueShown) {
	for _, t := range v.Targets(now) {
		if !t.Deadline.IsZero() {
			due = append(due, dueShown{At: t.Deadline, What: "target", Text: t.System + " must be back", Seq: t.Seq})
		}
	}
	return due
}

// maxDecided bounds the decisions that are searched for an end, the newest first.
const maxDecided = 1000

func (v View) tradeOffsDue() (due []dueShown) {
	searched := 0
	for d := range v.Decided() {
		if searched++; searched > maxDecided {
			break
		}
		if d.State == decisionHolds && !d.TradeOff.Until.IsZero() {
			due = append(due, dueShown{At: d.TradeOff.Until, What: "trade-off", Ref: refName(RefDecision, d.N), Text: "ends: " + d.Subject(), Seq: d.Seq})
		}
	}
	return due
}

// escalationsDue returns whom the playbook has called, and from when on, until somebody
// answers.
func (v View) escalationsDue(now time.Time) (due []dueShown) {
	if v.state.contained() {
		return nil
	}
	for _, e := range v.Escalations(now) {
		if _, answered := e.Answered(); !answered {
			due = append(due, dueShown{At: e.Due, What: "escalation", Ref: e.Name(), Text: "call " + e.Call + ", if it isn't contained by then"})
		}
	}
	return due
}

package incident

import (
	"iter"
	"slices"
	"time"
)

// dueShown is something that comes due, or is late.
type dueShown struct {
	At   time.Time `json:"at"`
	What string    `json:"what"` // "task", "course", "recovery", "fix", "target", "trade-off", "change", "escalation", "criterion" or "item"
	Ref  string    `json:"ref"`  // its name, or the key of what is to be ticked
	Text string    `json:"text"`
	Late bool      `json:"late"`
	Seq  uint64    `json:"seq"`
	task *Task     // of a task
}

// duePart tells what comes due next, and first what is late.
func duePart(v View, r Reader) Part {
	due := lazily(func() []dueShown { return v.due(r.Now) })
	return list[dueShown]{
		label: "due next", key: "due_next", most: 6, now: due, all: due,
		seq:  func(d dueShown) uint64 { return d.Seq },
		tone: toneBy(func(d dueShown) bool { return d.Late }, ToneDanger, ToneText),
		line: func(d dueShown) string {
			line := r.Stamp(d.At) + " " + d.What
			if d.Late {
				line = "LATE since " + line
			}
			if d.Ref != "" {
				line += " " + d.Ref
			}
			if d.task != nil {
				return line + " " + v.whoseText(d.task, "")
			}
			return line + ": " + d.Text
		},
		thing: func(d dueShown) string { return d.taskRef() },
		said:  func(d dueShown) string { return d.Text + " late" }, // of a task, the line has it in another order
		value: func(d dueShown) any { return d },
	}.part()
}

// taskRef names the task that is due, "" for anything else.
func (d dueShown) taskRef() string {
	if d.task == nil {
		return ""
	}
	return d.Ref
}

// due returns what has a moment at which it is due, the earliest first. A closed incident
// has nothing.
func (v View) due(now time.Time) []dueShown {
	if v.Phase() == PhaseClosed {
		return nil
	}
	all := append(v.tasksDue(), v.clocksDue(now)...)
	for i, d := range all {
		all[i].At, all[i].Late = d.At.UTC(), !now.IsZero() && !now.Before(d.At)
	}
	slices.SortStableFunc(all, func(a, b dueShown) int { return a.At.Compare(b.At) })
	return all
}

// clocksDue returns what has such a moment and is no task.
func (v View) clocksDue(now time.Time) []dueShown {
	return slices.Concat(v.courseDue(), v.fixesDue(), v.targetsDue(now), v.tradeOffsDue(), v.keptDue(), v.escalationsDue(now), v.checksDue(now))
}

func (v View) tasksDue() (due []dueShown) {
	for _, t := range v.OpenTasks() {
		if !t.Due.IsZero() {
			due = append(due, dueShown{At: t.Due, What: "task", Ref: t.Ref().String(), Text: v.AssigneeText(t) + ", " + t.Text, Seq: t.Seq, task: t})
		}
	}
	return due
}

// courseDue returns the end of the course of action, and of the wait for the recovery.
func (v View) courseDue() (due []dueShown) {
	if c := v.CourseOfAction(); c != nil {
		due = append(due, dueShown{At: c.Until, What: "course", Text: "review the course of action (/plan)", Seq: c.Seq})
	}
	if t := v.Estimate(); t != nil {
		due = append(due, dueShown{At: t.To, What: "recovery", Text: "is expected, by " + t.By, Seq: t.Seq})
	}
	return due
}

func (v View) fixesDue() (due []dueShown) {
	for h := range v.Hypotheses() {
		if at := v.FixDue(h); !at.IsZero() {
			due = append(due, dueShown{At: at, What: "fix", Ref: refName(RefHypothesis, h.N), Text: h.fixText(), Seq: h.Seq})
		}
	}
	return due
}

// fixText names the fix and its owner, as far as there are.
func (h *Hypothesis) fixText() string {
	text := h.Fix
	if text == "" {
		text = "none is named"
	}
	if h.Progress.Owner != "" {
		text = h.Progress.Owner + ", " + text
	}
	return text
}

func (v View) targetsDue(now time.Time) (due []dueShown) {
	for _, t := range v.Targets(now) {
		if !t.Deadline.IsZero() {
			due = append(due, dueShown{At: t.Deadline, What: "target", Text: t.System + " must be back", Seq: t.Seq})
		}
	}
	return due
}

func (v View) tradeOffsDue() (due []dueShown) {
	for d := range v.state.lastTradeOffs() {
		if v.Sees(d.Seq) {
			due = append(due, dueShown{At: d.TradeOff.Until, What: "trade-off", Ref: refName(RefDecision, d.N), Text: "ends: " + d.Subject(nil), Seq: d.Seq})
		}
	}
	return due
}

// maxTradeOffs bounds the trade-offs that are searched for an end, the newest first.
const maxTradeOffs = 100

// lastTradeOffs yields the last trade-offs that have an end, the newest first.
func (s *State) lastTradeOffs() iter.Seq[*Decision] {
	return func(yield func(*Decision) bool) {
		searched := 0
		for _, n := range s.Decisions.tradeOffs.Backward() {
			if searched++; searched > maxTradeOffs {
				return
			}
			d := itemN(s.Decisions.All, n)
			if d.State == decisionHolds && !d.TradeOff.Until.IsZero() && !yield(d) {
				return
			}
		}
	}
}

// escalationsDue returns whom the playbook has called, and from when on, until somebody
// answers.
func (v View) escalationsDue(now time.Time) (due []dueShown) {
	for _, e := range v.Escalations(now) {
		if e.Waits {
			due = append(due, dueShown{At: e.Due, What: "escalation", Ref: e.Name(), Text: "call " + e.Call + ", if it isn't contained by then"})
		}
	}
	return due
}

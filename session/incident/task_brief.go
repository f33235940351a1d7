package incident

import (
	"time"
)

type taskShown struct {
	ID      string     `json:"id"`
	Text    string     `json:"text"`
	Holder  string     `json:"holder"`
	Role    string     `json:"role"`
	By      string     `json:"by"`
	State   string     `json:"state"`
	GivenAt time.Time  `json:"given_at"`
	DueAt   *time.Time `json:"due_at"`
	Overdue bool       `json:"overdue"`
	Since   time.Time  `json:"since"` // when it came to that state
	Result  string     `json:"result"`
	Stream  string     `json:"stream"`
	After   []Ref      `json:"after"`
	Origin  string     `json:"origin"`            // of one that a duplicate brought: "INC-3 A2"
	Rule    string     `json:"rule,omitempty"`    // the key of the playbook's rule that opened it
	Because string     `json:"because,omitempty"` // what made the playbook open it
	Seq     uint64     `json:"seq"`
}

// tasksPart tells who does what until when. A brief has the open tasks here that stand
// neither among what is the reader's nor among what is due.
func tasksPart(v View, r Reader) Part {
	return list[*Task]{
		label: "tasks", key: "tasks", most: 4, now: lazily(v.OpenTasks), all: v.Tasks(),
		seq:   func(t *Task) uint64 { return t.Seq },
		thing: func(t *Task) string { return t.Ref().String() }, record: true,
		line:  func(t *Task) string { return r.taskText(v, t) },
		tone:  toneBy(func(t *Task) bool { return t.Overdue(r.Now) }, ToneWarn, ToneText),
		value: func(t *Task) any { return v.showTask(t, r.Now) },
	}.part()
}

// taskText puts the task's marks before its text, so that no text can forge them.
func (r Reader) taskText(v View, t *Task) string {
	due := ""
	switch {
	case t.Overdue(r.Now):
		due = "OVERDUE since " + r.Stamp(t.Due)
	case !t.Due.IsZero():
		due = "due " + r.Stamp(t.Due)
	case t.Open():
		due = "no time"
	}
	return t.Ref().String() + " " + v.whoseText(t, due)
}

// whoseText says whose a task is, its state and more words, and then its text.
func (v View) whoseText(t *Task, more ...string) string {
	line := v.AssigneeText(t) + ", " + t.State.String()
	for _, m := range more {
		if m != "" {
			line += ", " + m
		}
	}
	return line + ": " + t.Text + t.Why()
}

func (v View) showTask(t *Task, now time.Time) taskShown {
	out := taskShown{
		ID: t.Ref().String(), Text: t.Text, Holder: v.Assignee(t), By: t.By, State: t.State.String(),
		GivenAt: t.Given.UTC(), DueAt: instant(t.Due), Overdue: t.Overdue(now), Since: t.Since.UTC(),
		Result: t.Result, Stream: t.Stream, After: listOf(t.After), Origin: t.Origin, Rule: t.Rule, Because: t.Because, Seq: t.Seq,
	}
	if t.ForRole {
		out.Role = t.Role.String()
	}
	return out
}

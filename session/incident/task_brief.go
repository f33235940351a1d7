package incident

import (
	"fmt"
	"strings"
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
	Since   time.Time  `json:"since"`               // when it came to that state
	Moved   *deedShown `json:"moved,omitempty"`     // what brought it to that state
	Whose   string     `json:"for,omitempty"`       // of one that another ended: whose it was, as "kim" or "legal (nobody)"
	Passer  string     `json:"passed_by,omitempty"` // to whom it is for now
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
		more:  r.taskMore,
		value: func(t *Task) any { return v.showTask(t, r.Now) },
	}.part()
}

// taskText puts the task's marks before its text, so that no text can forge them.
func (r Reader) taskText(v View, t *Task) string {
	moved, due := "", ""
	if t.Moved.Done() && t.State != taskOpen {
		moved = t.Moved.text(r.Stamp)
	}
	switch {
	case t.Overdue(r.Now):
		due = "OVERDUE since " + r.Stamp(t.Due)
	case !t.Due.IsZero():
		due = "due " + r.Stamp(t.Due)
	case t.Open():
		due = "no time"
	}
	return t.Ref().String() + " " + v.whoseText(t, moved, due)
}

// taskMore tells who gave a task and where it came from, and its result.
func (r Reader) taskMore(t *Task) []string {
	line := fmt.Sprintf("given by %s at %s in #%d", t.By, r.Stamp(t.Given), t.Seq)
	switch {
	case t.Passer != "" && t.State == taskOpen && t.Moved.Done():
		line += ", passed on " + t.Moved.text(r.Stamp)
	case t.Passer != "":
		line += ", passed on by " + t.Passer
	}
	if t.Stream != "" {
		line += ", in the workstream " + t.Stream
	}
	if len(t.After) > 0 {
		line += ", once these are accepted: " + refList(t.After)
	}
	if t.Origin != "" {
		line += ", brought from " + t.Origin
	}
	if t.Rule != "" {
		line += ", by the playbook's rule " + t.Rule
	}
	if t.Result == "" {
		return []string{line}
	}
	return []string{line, map[bool]string{true: "result: ", false: "why: "}[t.State == taskDone] + CleanLine(t.Result)}
}

// whoseText says whose a task is, its state, what brought it there, and more words, and then
// its text.
func (v View) whoseText(t *Task, moved string, more ...string) string {
	line := v.AssigneeText(t) + ", " + strings.TrimSpace(t.State.String()+" "+moved)
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
		Moved: t.Moved.shown(), Whose: t.Whose, Passer: t.Passer, Result: t.Result, Stream: t.Stream, After: listOf(t.After), Origin: t.Origin, Rule: t.Rule, Because: t.Because, Seq: t.Seq,
	}
	if t.ForRole {
		out.Role = t.Role.String()
	}
	return out
}

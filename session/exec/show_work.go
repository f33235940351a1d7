package exec

import (
	"time"

	"warroom/session/incident"
)

type shownWork struct {
	Clocks      []struct{}        `json:"clocks"`
	Tasks       listed[shownTask] `json:"tasks"`
	Playbook    string            `json:"playbook"`
	Checks      []shownCheck      `json:"checks"`
	Gate        []shownCheck      `json:"gate"`
	Outstanding []shownMissing    `json:"outstanding"`
}

type shownTask struct {
	ID      string         `json:"id"`
	Text    string         `json:"text"`
	Holder  string         `json:"holder"`
	Role    string         `json:"role"`
	By      string         `json:"by"`
	State   string         `json:"state"`
	GivenAt time.Time      `json:"given_at"`
	DueAt   *time.Time     `json:"due_at"`
	Overdue bool           `json:"overdue"`
	Since   time.Time      `json:"since"` // when it came to that state
	Result  string         `json:"result"`
	Stream  string         `json:"stream"`
	After   []incident.Ref `json:"after"`
	Seq     uint64         `json:"seq"`
}

// shownCheck is an exit criterion of the present phase, a line of an open
// checklist, or a question of the recovery gate.
type shownCheck struct {
	Key  string         `json:"key"`
	Text string         `json:"text"`
	Met  bool           `json:"met"`
	By   string         `json:"by"`
	Note string         `json:"note"`
	Refs []incident.Ref `json:"refs"`

	NotNeeded bool   `json:"not_needed,omitempty"` // by and note say who left it out, and why
	For       string `json:"for,omitempty"`        // the role that it is for, where another ticked it
}

type shownMissing struct {
	What string `json:"what"`
	Key  string `json:"key"`
	Ref  string `json:"ref"`
	Do   string `json:"do"`
}

func workShown(v incident.View, sight *sight, now time.Time) shownWork {
	out := shownWork{
		Clocks: []struct{}{}, Checks: []shownCheck{}, Gate: []shownCheck{}, Outstanding: []shownMissing{},
		Tasks: seenOf(sight, v.Tasks(), func(t *incident.Task) uint64 { return t.Seq }, func(t *incident.Task) shownTask { return taskShown(v, t, now) }),
	}
	if book := v.Playbook(); book != nil {
		out.Playbook = book.Name + " " + book.Version
	}
	for _, c := range v.Criteria() {
		out.Checks = append(out.Checks, checkShown(c.Rule.Key, c.Rule.Text, c.Met, c.Tick))
	}
	for _, list := range v.OpenChecklists() {
		for _, item := range list.Items {
			out.Checks = append(out.Checks, checkShown(item.Key, item.Text, item.Met, item.Tick))
		}
	}
	if v.GateApplies() {
		gate, _ := v.Gate(now)
		for _, q := range gate {
			out.Gate = append(out.Gate, checkShown(q.Key, q.Question, q.Answered, q.Tick))
		}
	}
	left, _ := v.CloseBlockers(now)
	for _, m := range left {
		out.Outstanding = append(out.Outstanding, shownMissing{m.What, m.Key, m.Ref.String(), m.Do})
	}
	return out
}

func taskShown(v incident.View, t *incident.Task, now time.Time) shownTask {
	out := shownTask{
		ID: t.Ref().String(), Text: t.Text, Holder: v.Assignee(t), By: t.By, State: t.State.String(),
		GivenAt: t.Given.UTC(), DueAt: instant(t.Due), Overdue: t.Overdue(now), Since: t.Since.UTC(),
		Result: t.Result, Stream: t.Stream, After: append([]incident.Ref{}, t.After...), Seq: t.Seq,
	}
	if t.ForRole {
		out.Role = t.Role.String()
	}
	return out
}

func checkShown(key, text string, met bool, tick incident.Tick) shownCheck {
	return shownCheck{
		Key: key, Text: text, Met: met && !tick.NotNeeded, By: tick.By, Note: tick.Note,
		Refs: append([]incident.Ref{}, tick.Refs...), NotNeeded: tick.NotNeeded, For: tick.For,
	}
}

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
}

type shownMissing struct {
	What string `json:"what"`
	Key  string `json:"key"`
	Ref  string `json:"ref"`
	Do   string `json:"do"`
}

func workShown(s *incident.State, p incident.Person, sees func(uint64) bool, now time.Time) shownWork {
	out := shownWork{
		Clocks: []struct{}{}, Checks: []shownCheck{}, Gate: []shownCheck{}, Outstanding: []shownMissing{},
		Tasks: each(s.Plan.Tasks.All(), func(t *incident.Task) (shownTask, bool) { return taskShown(s, t, now), sees(t.Seq) }),
	}
	if s.Plan.Playbook != nil {
		out.Playbook = s.Plan.Playbook.Name + " " + s.Plan.Playbook.Version
	}
	for _, c := range incident.Criteria(s, s.Status.Phase) {
		out.Checks = append(out.Checks, checkShown(c.Rule.Key, c.Rule.Text, c.Met, c.Tick))
	}
	for _, list := range incident.OpenChecklists(s) {
		for _, item := range list.Items {
			out.Checks = append(out.Checks, checkShown(item.Key, item.Text, item.Met, item.Tick))
		}
	}
	if incident.GateApplies(s) {
		for _, q := range incident.GateQuestions() {
			tick, met := s.Plan.Gate[q]
			out.Gate = append(out.Gate, checkShown(q.String(), q.Question(), met, tick))
		}
	}
	for _, m := range incident.OutstandingFor(s, p) {
		if m.Visible(s, p) {
			out.Outstanding = append(out.Outstanding, shownMissing{m.What, m.Key, m.Ref.String(), m.Do})
		}
	}
	return out
}

func taskShown(s *incident.State, t *incident.Task, now time.Time) shownTask {
	out := shownTask{
		ID: t.Ref().String(), Text: t.Text, Holder: incident.HolderOf(s, t), By: t.By, State: t.State.String(),
		GivenAt: t.Given.UTC(), DueAt: instant(t.Due), Overdue: t.Overdue(now), Since: t.Since.UTC(),
		Result: t.Result, Stream: t.Stream, After: append([]incident.Ref{}, t.After...), Seq: t.Seq,
	}
	if t.ForRole {
		out.Role = t.Role.String()
	}
	return out
}

func checkShown(key, text string, met bool, tick incident.Tick) shownCheck {
	return shownCheck{key, text, met, tick.By, tick.Note, append([]incident.Ref{}, tick.Refs...)}
}

package incident

import (
	"fmt"
	"slices"
	"time"
)

// Blocker is one thing that must be settled before the incident is closed.
type Blocker struct {
	What string // in a few words
	Ref  Ref    // of a task or a decision
	Key  string // of an exit criterion, a checklist's item or, after "gate ", a question; or the name of a system
	Do   string // the line that settles it
	Seq  uint64 // the entry that opened it; 0 for what everyone here may see

	System bool // a system isn't back
}

// Name returns the key, or the reference if there is none.
func (m Blocker) Name() string {
	if m.Key != "" {
		return m.Key
	}
	return m.Ref.String()
}

// CloseBlockers returns what must be settled before the incident is closed, as far as the
// reader may know what it is, and how much more there is. The ejection of the reader is
// in neither: they are not warned, not even by a count.
func (v View) CloseBlockers(now time.Time) (shown []Blocker, hidden int) {
	for _, m := range v.state.closeBlockers(now) {
		switch {
		case m.Seq == 0 || v.Sees(m.Seq):
			shown = append(shown, m)
		case !v.isTarget(m):
			hidden++
		}
	}
	return shown, hidden
}

// isTarget reports whether what is missing is a key to the ejection of the reader. It
// waits for one in a closed incident as well.
func (v View) isTarget(m Blocker) bool {
	d := itemN(v.state.Decisions.All, m.Ref.N)
	return v.sees.target != "" && m.Ref.Kind == RefDecision && d != nil && d.Kind == decisionAct && ejects(d.Act) == v.sees.target
}

// closeBlockers returns what must be settled before the incident is closed: open tasks,
// hunts, pending decisions, changes that nobody keeps, systems that aren't back, the
// present phase's unmet exit criteria and those behind that are met no more, open items of checklists, and the gate's open questions.
func (s *State) closeBlockers(now time.Time) []Blocker {
	left := slices.Concat(tasksLeft(s), huntsLeft(s), decisionsLeft(s), s.changesLeft(now), s.systemsLeft(now))
	for _, c := range slices.Concat(s.behind(now), s.criteria(s.Status.Phase, now)) {
		if !c.Settled() {
			left = append(left, unchecked(c.Rule.Key, c.Asked(), c.Rule.Wants))
		}
	}
	for _, list := range s.openChecklists(now) {
		for _, item := range list.Items {
			if !item.Settled() {
				left = append(left, unchecked(item.Key, item.Asked(), item.Wants))
			}
		}
	}
	for _, q := range s.gateOpen(now) {
		left = append(left, Blocker{What: "gate: " + q.Question(), Key: gatePrefix + q.String(), Do: q.line()})
	}
	return left
}

func unchecked(key, text string, wants Wanted) Blocker {
	return Blocker{What: key + ": " + text, Key: key, Do: wants.Line(key)}
}

func tasksLeft(s *State) []Blocker {
	var left []Blocker
	for _, t := range s.openTasks() {
		left = append(left, Blocker{
			What: fmt.Sprintf("A%d for %s: %s", t.N, assigneeText(s, t), t.Text),
			Ref:  t.Ref(), Do: fmt.Sprintf("/done A%d RESULT", t.N), Seq: t.Seq,
		})
	}
	return left
}

// decisionsLeft returns the decisions that wait for keys, except one to close the
// incident, which would wait for itself.
func decisionsLeft(s *State) []Blocker {
	var left []Blocker
	for _, d := range s.pendingDecisions() {
		if d.Closes() {
			continue
		}
		left = append(left, Blocker{
			What: fmt.Sprintf("D%d %s: %s", d.N, d.WaitsFor(), d.Subject(minute)),
			Ref:  Ref{RefDecision, d.N}, Do: fmt.Sprintf("/confirm D%d", d.N), Seq: d.Seq,
		})
	}
	return left
}

// refuseOutstanding says how much must be settled before the incident is closed, the
// first of it that is shown, and where to read the rest.
func refuseOutstanding(id ID, shown []Blocker, hidden int) string {
	return fmt.Sprintf("settle %s before %s is closed: %s (key 7, or show, lists all)",
		plural(len(shown)+hidden, "thing"), id, firstNames(maxNamed, namesOf(shown), len(shown)+hidden))
}

// leftOver names what is left when an incident is closed all the same. What the
// person who closes it may not see is counted at the end.
func leftOver(shown []Blocker, hidden int) []string {
	names := namesOf(shown)
	if hidden > 0 {
		names = append(names, fmt.Sprintf("%d not shown", hidden))
	}
	return names
}

func namesOf(all []Blocker) []string {
	var names []string
	for _, m := range all {
		names = append(names, m.Name())
	}
	return names
}

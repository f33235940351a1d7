package incident

import (
	"fmt"
	"slices"
)

// Missing is one thing that must be settled before the incident is closed.
type Missing struct {
	What string // in a few words
	Ref  Ref    // of a task or a decision
	Key  string // of an exit criterion, a checklist's item or, after "gate ", a question
	Do   string // the line that settles it
	Seq  uint64 // the entry that opened it; 0 for what everyone here may see
}

// Name is the reference or the key.
func (m Missing) Name() string {
	if m.Key != "" {
		return m.Key
	}
	return m.Ref.String()
}

// Visible reports whether p may know what it is. Who may not is still to know
// that there is something.
func (m Missing) Visible(s *State, p Person) bool { return m.Seq == 0 || knowsOf(s, p, m.Seq) }

// OutstandingFor is what must be settled as p is to know it: Outstanding but
// for the ejection of p, who isn't warned, not even by a count.
func OutstandingFor(s *State, p Person) []Missing {
	return ClearanceOf(s, p).Unwarned(s, Outstanding(s))
}

// Unwarned leaves out of what is outstanding the ejection of who reads it. It
// waits for a key in a closed incident as well.
func (c Clearance) Unwarned(s *State, left []Missing) []Missing {
	if c.Target == "" {
		return left
	}
	return slices.DeleteFunc(left, func(m Missing) bool {
		d := numbered(s.Decisions.All, m.Ref.N)
		return m.Ref.Kind == RefDecision && d != nil && d.Kind == ActDecision && ejects(d.Act) == c.Target
	})
}

// Outstanding is what must be settled before the incident is closed: open tasks,
// pending decisions, the present phase's unmet exit criteria, open items of
// checklists, and the gate's open questions.
func Outstanding(s *State) []Missing {
	left := append(tasksLeft(s), decisionsLeft(s)...)
	for _, c := range Criteria(s, s.Status.Phase) {
		if !c.Met {
			left = append(left, unchecked(c.Rule.Key, c.Rule.Text))
		}
	}
	for _, list := range OpenChecklists(s) {
		for _, item := range list.Items {
			if !item.Met {
				left = append(left, unchecked(item.Key, item.Text))
			}
		}
	}
	for _, q := range GateOpen(s) {
		left = append(left, Missing{What: "gate: " + q.Question(), Key: "gate " + q.String(), Do: q.line()})
	}
	return left
}

func unchecked(key, text string) Missing {
	return Missing{What: key + ": " + text, Key: key, Do: "/check " + key}
}

func tasksLeft(s *State) []Missing {
	var left []Missing
	for _, t := range OpenTasks(s) {
		left = append(left, Missing{
			What: fmt.Sprintf("A%d for %s: %s", t.N, whose(s, t), t.Text),
			Ref:  t.Ref(), Do: fmt.Sprintf("/done A%d RESULT", t.N), Seq: t.Seq,
		})
	}
	return left
}

// decisionsLeft are the decisions that wait for keys, but for one to close the
// incident, which would wait for itself.
func decisionsLeft(s *State) []Missing {
	var left []Missing
	for _, d := range Pending(s) {
		if d.Closes() {
			continue
		}
		left = append(left, Missing{
			What: fmt.Sprintf("D%d, for %s to confirm: %s", d.N, d.Accountable, d.Text),
			Ref:  Ref{RefDecision, d.N}, Do: fmt.Sprintf("/confirm D%d", d.N), Seq: d.Seq,
		})
	}
	return left
}

// outstandingFor tells p what is left: how much, the first of it that they may
// see, and where all of it stands.
func outstandingFor(s *State, p Person, left []Missing) string {
	var named []string
	for _, m := range left {
		if m.Visible(s, p) {
			named = append(named, m.Name())
		}
	}
	return fmt.Sprintf("settle %s before %s is closed: %s (key 7, or show, lists all)",
		count(len(left), "thing"), s.ID, firstOf(maxNamed, named, len(left)))
}

// leftFor names what is left, as p may know it: the rest is counted at the end.
func leftFor(s *State, p Person, left []Missing) []string {
	var names []string
	for _, m := range left {
		if m.Visible(s, p) {
			names = append(names, m.Name())
		}
	}
	if hidden := len(left) - len(names); hidden > 0 {
		names = append(names, fmt.Sprintf("%d not shown", hidden))
	}
	return names
}

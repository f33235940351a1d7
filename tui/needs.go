package tui

import (
	"fmt"
	"time"

	"warroom/session/incident"
	"warroom/themes"
	"warroom/tui/pane"
)

// need is one kind of thing that waits for a person: the most urgent one, and
// how many there are.
type need struct {
	text string
	n    int
}

// needsNotice returns what waits for p in an incident: the most urgent, and how
// many there are in all. It is shown while there is no other notice. now is in p's zone.
func needsNotice(v incident.View, faults string, h *taskIndex, p incident.Person, now time.Time) notice {
	first, all := "", 0
	for _, one := range needsOf(v, h, p, now) {
		if all += one.n; first == "" {
			first = one.text
		}
	}
	switch {
	case all > 1:
		return notice{text: fmt.Sprintf("1 of %d: %s", all, first), meaning: themes.Mention}
	case all == 1:
		return notice{text: first, meaning: themes.Mention}
	case v.Phase() == incident.PhaseClosed:
		return hint(string(v.ID()) + " is closed: it can be read, or opened again with /reopen WHY")
	case faults != "" && p.Only == "" && (runs(v, p) || p.RunsHouse()):
		return warning(faults) // of the server's files
	}
	return notice{}
}

// needsOf returns what waits for p, by kind. In a closed incident, only keys
// can be given.
func needsOf(v incident.View, h *taskIndex, p incident.Person, now time.Time) []need {
	if v.Phase() == incident.PhaseClosed {
		return []need{needKey(v, p, now)}
	}
	mine := h.byAssignee[p.Name]
	return []need{needTake(v, p), needKey(v, p, now), needLate(mine, now), needReview(v, p, now), needEscalation(v, h, p, now), needCheck(v, p, now), needAck(mine, now), needAnswer(v, p)}
}

// runs reports whether p is manager or deputy.
func runs(v incident.View, p incident.Person) bool {
	return v.HolderOf(incident.RoleManager) == p.Name || v.HolderOf(incident.RoleDeputy) == p.Name
}

// needTake returns the roles that are offered to p.
func needTake(v incident.View, p incident.Person) (one need) {
	for _, role := range incident.Roles() {
		if v.OfferedTo(role) != p.Name {
			continue
		}
		from := v.AssignedTo(role)
		if from == "" {
			from = "the bridge"
		}
		one.add(func() string { return from + " offers you " + role.String() + ": /take" })
	}
	return one
}

// stampOf formats a moment for a notice, in the zone of now.
func stampOf(now time.Time) func(time.Time) string {
	return func(at time.Time) string { return pane.When(at, now.Location(), pane.Day(now, now.Location())) }
}

// needKey returns the decisions that p may sign.
func needKey(v incident.View, p incident.Person, now time.Time) (one need) {
	for _, d := range v.AwaitsKey(p) {
		one.add(func() string {
			whose := d.WaitsFor()
			if d.NextSigner() == p.Name {
				whose = "waits for your key"
			}
			if first := v.Before(d, now); len(first) > 0 {
				return fmt.Sprintf("D%d %s, and first %s: %s, then /confirm D%d (%s)", d.N, whose, first[0], first[0].Do, d.N, d.Subject(stampOf(now)))
			}
			return fmt.Sprintf("D%d %s: /confirm D%d (%s)", d.N, whose, d.N, v.About(d, now, stampOf(now)))
		})
	}
	return one
}

// needLate returns the tasks of a person that are late. The list begins with
// the first that came due.
func needLate(mine []*incident.Task, now time.Time) (one need) {
	for _, t := range mine {
		if t.Overdue(now) {
			one.add(func() string {
				return fmt.Sprintf("your A%d is %s: /done A%d RESULT or /extend A%d 15m (%s)", t.N, lateness(t, now), t.N, t.N, incident.CleanLine(t.Text))
			})
		}
	}
	return one
}

// needCheck returns what is to be ticked and late: in the role of p or, for who runs the
// bridge, in any.
func needCheck(v incident.View, p incident.Person, now time.Time) (one need) {
	for _, c := range v.DueChecks(now) {
		if !c.Late || !runs(v, p) && (c.Role == nil || v.HolderOf(*c.Role) != p.Name) {
			continue
		}
		one.add(func() string {
			return fmt.Sprintf("%s is LATE%s: %s (%s)", c.Key, late(" by ", now.Sub(c.Due)), c.Do, incident.CleanLine(c.Text))
		})
	}
	return one
}

// needAck returns the tasks of a person that they haven't acknowledged. Late
// ones are left out, since needLate returns them.
func needAck(mine []*incident.Task, now time.Time) (one need) {
	for _, t := range mine {
		if t.Unacknowledged() && !t.Overdue(now) {
			one.add(func() string {
				return fmt.Sprintf("%s gives you A%d: /ack A%d (%s)", t.By, t.N, t.N, incident.CleanLine(t.Text))
			})
		}
	}
	return one
}

// needAnswer returns the objections to proposals of p that nobody has answered.
func needAnswer(v incident.View, p incident.Person) (one need) {
	for _, o := range v.OpenObjections() {
		if o.Proposal.By == p.Name {
			one.add(func() string {
				return fmt.Sprintf("%s objects to your P%d: %s; /answer P%d TEXT", o.By, o.Proposal.N, incident.CleanLine(o.Why), o.Proposal.N)
			})
		}
	}
	return one
}

// add counts one more. The text of the first is kept.
func (n *need) add(text func() string) {
	if n.n++; n.n == 1 {
		n.text = text()
	}
}

// lateness returns how late a task is, in words.
func lateness(t *incident.Task, now time.Time) string {
	if late := now.Sub(t.Due); late >= time.Minute {
		return "late by " + pane.Age(late)
	}
	return "due now"
}

// needEscalation tells the manager and the deputy what others can't keep up
// with: late tasks, leads with more reports than the playbook allows, and
// people whom the playbook says to call by now.
func needEscalation(v incident.View, h *taskIndex, p incident.Person, now time.Time) (all need) {
	if !runs(v, p) {
		return need{}
	}
	for _, t := range h.all {
		if t.Overdue(now) && v.Assignee(t) != p.Name {
			all.add(func() string {
				return fmt.Sprintf("A%d for %s is %s: %s", t.N, v.AssigneeText(t), lateness(t, now), incident.CleanLine(t.Text))
			})
		}
	}
	for _, over := range v.Overloaded() {
		all.add(func() string {
			return fmt.Sprintf("%d people report to %s, more than %d: split the work with /stream NAME @PERSON…", over.N, over.Lead, v.Playbook().SpanOfControl())
		})
	}
	for _, e := range v.Escalations(now) {
		if !e.Asked {
			continue
		}
		all.add(func() string {
			return fmt.Sprintf("%s, %s old and not contained: call %s, then %s", v.Severity(), pane.Age(now.Sub(v.Declared().At)), e.Call, e.Do())
		})
	}
	return all
}

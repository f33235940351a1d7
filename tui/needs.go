package tui

import (
	"fmt"
	"slices"
	"time"

	"warroom/session"
	"warroom/session/incident"
	"warroom/themes"
	"warroom/tui/pane"
)

// needsAnswer is what of a scene waits for p, where nothing else is to be said:
// the most pressing first.
func needsAnswer(s *session.Scene, h *held, p incident.Person, now time.Time) notice {
	mine := seenBy(s.State, p, h.of[p.Name])
	for _, text := range []string{
		offered(s.State, p), awaitsKey(s.State, p), lateTask(mine, now), newTask(mine), objected(s.State, p),
	} {
		if text != "" {
			return notice{text: text, meaning: themes.Mention}
		}
	}
	switch {
	case s.State.Phase == incident.Closed:
		return hint(string(s.State.ID) + " is closed: it can be read, or opened again with /reopen WHY")
	case s.Faults != "" && (runs(s.State, p) || p.Rank >= incident.Manager):
		return warning(s.Faults) // of the files of the house
	case runs(s.State, p):
		return overload(s.State, h, p, now)
	}
	return notice{}
}

// seenBy are those of some tasks that p may see: one may have been labelled
// since it was given.
func seenBy(s *incident.State, p incident.Person, tasks []*incident.Task) []*incident.Task {
	sees := incident.ClearanceOf(s, p)
	hidden := func(t *incident.Task) bool { return !sees.Sees(s, t.Seq) }
	if !slices.ContainsFunc(tasks, hidden) {
		return tasks
	}
	return slices.DeleteFunc(slices.Clone(tasks), hidden)
}

// runs reports whether p is the one who runs the bridge, or their deputy.
func runs(s *incident.State, p incident.Person) bool {
	return s.HolderOf(incident.RoleManager) == p.Name || s.HolderOf(incident.RoleDeputy) == p.Name
}

func offered(s *incident.State, p incident.Person) string {
	for _, role := range incident.Roles() {
		if s.Offers[role] != p.Name {
			continue
		}
		from := s.Roles[role]
		if from == "" {
			from = "the bridge"
		}
		return from + " offers you " + role.String() + ": /take"
	}
	return ""
}

func awaitsKey(s *incident.State, p incident.Person) string {
	for _, d := range incident.AwaitsKey(s, p) {
		return fmt.Sprintf("D%d waits for your key: /confirm D%d (%s)", d.N, d.N, d.Subject())
	}
	return ""
}

// lateTask is the task that is late the longest of someone's, who has the first
// due first.
func lateTask(mine []*incident.Task, now time.Time) string {
	for _, t := range mine {
		if t.Overdue(now) {
			return fmt.Sprintf("your A%d is %s: /done A%d RESULT or /extend A%d 15m (%s)", t.N, lateness(t, now), t.N, t.N, incident.CleanLine(t.Text))
		}
	}
	return ""
}

// newTask is one of someone's tasks that they haven't acknowledged.
func newTask(mine []*incident.Task) string {
	for _, t := range mine {
		if t.State == incident.TaskOpen {
			return fmt.Sprintf("%s gives you A%d: /ack A%d (%s)", t.By, t.N, t.N, incident.CleanLine(t.Text))
		}
	}
	return ""
}

// objected is an objection to a proposal of p that nobody has answered.
func objected(s *incident.State, p incident.Person) string {
	for _, o := range incident.OpenObjections(s) {
		if o.Proposal.By == p.Name && o.Proposal.State == incident.ProposalOpen && incident.ClearanceOf(s, p).Sees(s, o.Seq) {
			return fmt.Sprintf("%s objects to your P%d: %s; /answer P%d TEXT", o.By, o.Proposal.N, incident.CleanLine(o.Why), o.Proposal.N)
		}
	}
	return ""
}

// lateness is how late a task is.
func lateness(t *incident.Task, now time.Time) string {
	if late := now.Sub(t.Due); late >= time.Minute {
		return "late by " + pane.Age(late)
	}
	return "due now"
}

// overload tells who runs the bridge what has grown too much for others: tasks
// that are late, more people who report to one than the playbook allows, and
// whom the playbook has called by now.
func overload(s *incident.State, h *held, p incident.Person, now time.Time) notice {
	sees := incident.ClearanceOf(s, p)
	for _, t := range h.all {
		if t.Overdue(now) && sees.Sees(s, t.Seq) {
			who := incident.HolderOf(s, t)
			if who == "" {
				who = "nobody"
			}
			return warning(fmt.Sprintf("A%d of %s is %s: %s", t.N, who, lateness(t, now), incident.CleanLine(t.Text)))
		}
	}
	for _, over := range incident.Overloaded(s) {
		return warning(fmt.Sprintf("%d people report to %s, more than %d: split the work by /stream NAME @PERSON…", over.N, over.Lead, s.Playbook.SpanOfControl()))
	}
	for _, rule := range s.Playbook.EscalationFor(s, now) {
		return warning(fmt.Sprintf("%s, %s old and not contained: call %s", s.Severity, pane.Age(now.Sub(s.Declared.At)), rule.Call))
	}
	return notice{}
}

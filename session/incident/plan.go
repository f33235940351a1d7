package incident

import (
	"time"
	"warroom/session/incident/immutable"
)

// Plan is the section of tasks, checklists and criteria: what must be done and
// what must hold before the response goes on.
type Plan struct {
	Playbook *Playbook             // a copy from the rules; nil for none
	Tasks    immutable.List[*Task] // A1 at place 0
	Ticks    map[string]Tick       // of exit criteria and checklists, by key
	Opened   []string              // keys of the open checklists, in the order of opening
	Gate     map[gateQuestion]Tick
	passed   map[string]leaving              // how keys were left that weren't settled
	Restore  time.Time                       // the restore point given to the gate; zero for none
	open     immutable.Numbers               // numbers of the open tasks
	calls    map[uint64]immutable.List[Call] // of the playbook's escalations, by number
	listed   map[string]time.Time            // when each open checklist was opened, by key
	asked    map[string]bool                 // keys of the playbook's rules that have opened a task
}

var planSection = section{
	verbs: []Verb{taskVerb, ackVerb, doneVerb, dropVerb, extendVerb, reassignVerb, checkVerb, uncheckVerb, gateVerb, calledVerb},
	kinds: map[string]codec{
		"playbook-adopted":  {"plan", inTimeline, into[playbookAdopted]},
		"checklist-opened":  {"list", inTimeline, into[checklistOpened]},
		"checklist-closed":  {"list", inTimeline, into[checklistClosed]},
		"task-given":        {"task", inTimeline, into[taskGiven]},
		"task-asked":        {"task", inRecord, into[taskGiven]},
		"task-acknowledged": {"ack", inTimeline, into[taskAcked]},
		"task-done":         {"done", inTimeline, into[taskFinished]},
		"task-dropped":      {"drop", inTimeline, into[openTaskDropped]},
		"task-extended":     {"more", inTimeline, into[taskExtended]},
		"task-reassigned":   {"pass", inTimeline, into[taskReassigned]},
		"checked":           {"chk", inTimeline, into[itemTicked]},
		"unchecked":         {"unck", inTimeline, into[itemUnticked]},
		"gate-answered":     {"gate", inTimeline, into[gateAnswered]},
		"gate-opened":       {"gate", inTimeline, into[gateOpened]},
		"escalation-called": {"call", inTimeline, into[escalationCalled]},
	},
}

// Tick says by whom and why something was checked.
type Tick struct {
	By   string
	At   time.Time
	Note string
	Refs []Ref
	Seq  uint64

	NotNeeded bool   // it isn't needed here; Note and Refs say why
	For       string // the role that it is for, as "the decider", where another person ticked it
}

// Who returns who ticked it, and for which role if that isn't theirs.
func (t Tick) Who() string {
	if t.For == "" {
		return t.By
	}
	return t.By + ", for " + t.For
}

// Playbook returns the playbook that the incident took, nil for none. Nobody changes it.
func (v View) Playbook() *Playbook { return v.state.Plan.Playbook }

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
	Gate     map[GateQuestion]Tick
	Restore  time.Time         // the restore point given to the gate; zero for none
	open     immutable.Numbers // numbers of the open tasks
	asked    map[string]bool   // keys of the playbook's rules that have opened a task
}

var planSection = section{
	verbs: []Verb{taskVerb, ackVerb, doneVerb, dropVerb, extendVerb, reassignVerb, checkVerb, uncheckVerb, gateVerb},
	kinds: map[string]codec{
		"playbook-adopted":  {"plan", inTimeline, into[PlaybookAdopted]},
		"checklist-opened":  {"list", inTimeline, into[ChecklistOpened]},
		"task-given":        {"task", inTimeline, into[TaskGiven]},
		"task-asked":        {"task", inRecord, into[TaskGiven]},
		"task-acknowledged": {"ack", inTimeline, into[TaskAcked]},
		"task-done":         {"done", inTimeline, into[TaskFinished]},
		"task-dropped":      {"drop", inTimeline, into[TaskDroppedFact]},
		"task-extended":     {"more", inTimeline, into[TaskExtended]},
		"task-reassigned":   {"pass", inTimeline, into[TaskReassigned]},
		"checked":           {"chk", inTimeline, into[Checked]},
		"unchecked":         {"unck", inTimeline, into[Unchecked]},
		"gate-answered":     {"gate", inTimeline, into[GateAnswered]},
		"gate-opened":       {"gate", inTimeline, into[GateOpened]},
	},
}

// Tick says by whom and why something was checked.
type Tick struct {
	By   string
	At   time.Time
	Note string
	Refs []Ref
	Seq  uint64
}

// Playbook returns the playbook that the incident took, nil for none. Nobody changes it.
func (v View) Playbook() *Playbook { return v.state.Plan.Playbook }

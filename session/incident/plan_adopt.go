package incident

import (
	"fmt"
	"slices"
	"time"
)

// playbookAdopted happened when a declared incident took the server's playbook.
// It keeps this copy, whatever happens to the file.
type playbookAdopted struct {
	Playbook Playbook `json:"playbook"`
	Asks     int      `json:"asks"`            // tasks that it opens at the declared severity
	Stale    bool     `json:"stale,omitempty"` // its review was overdue then
}

// checklistOpened happened when a checklist of the playbook was opened.
type checklistOpened struct {
	Key   string `json:"key"`
	Title string `json:"title"`
}

// The occasions that open a checklist, beside entering a phase: a shutdown opens it while
// the decision waits for a key.
const (
	onDeclare  = "declare"
	onShutdown = "shutdown"
)

// adopt returns the facts that a declaration takes from the server's playbook.
func adopt(s *State, a Ask, at Severity) []Fact {
	p := a.rules().Playbook
	if p == nil {
		return nil
	}
	tasks := taskRules(s, p, at, a)
	facts := append([]Fact{playbookAdopted{Playbook: *p, Asks: len(tasks), Stale: p.Stale(a.At)}}, tasks...)
	return append(facts, checklists(s, p, at, onDeclare, s.Status.Phase.String())...)
}

// scaleUp opens the checklists that the playbook adds at a worse severity.
func scaleUp(s *State, at Severity) []Fact {
	on := []string{onDeclare, s.Status.Phase.String()}
	if s.anyShutdown() || s.shutdownPending() {
		on = append(on, onShutdown)
	}
	return checklists(s, s.Plan.Playbook, at, on...)
}

// taskRules opens a task for each rule of a severity, unless the rule has
// opened one before.
func taskRules(s *State, p *Playbook, at Severity, a Ask) []Fact {
	if p == nil {
		return nil
	}
	n := uint64(s.Plan.Tasks.Len())
	var facts []Fact
	for _, r := range p.Tasks {
		if !holds(r.Severity, at) || s.Plan.asked[r.Key] {
			continue
		}
		n++
		f := taskGiven{N: n, Role: &r.Role, Text: r.Text, Rule: r.Key}
		f.setBox(r.Within, a)
		facts = append(facts, f)
	}
	return facts
}

// checklists opens the lists for a severity and some occasions that aren't open
// yet.
func checklists(s *State, p *Playbook, at Severity, on ...string) []Fact {
	if p == nil {
		return nil
	}
	var facts []Fact
	for _, c := range p.Checklists {
		if holds(c.Severity, at) && slices.Contains(on, c.On) && !slices.Contains(s.Plan.Opened, c.Key) {
			facts = append(facts, checklistOpened{Key: c.Key, Title: c.Title})
		}
	}
	return facts
}

func (playbookAdopted) kind() string { return "playbook-adopted" }
func (checklistOpened) kind() string { return "checklist-opened" }

func (f playbookAdopted) fold(s *State, _ *Event) { s.Plan.Playbook = &f.Playbook }

func (f checklistOpened) fold(s *State, _ *Event) {
	if !slices.Contains(s.Plan.Opened, f.Key) {
		s.Plan.Opened = append(slices.Clip(s.Plan.Opened), f.Key)
	}
}

func (f playbookAdopted) line() string {
	p := f.Playbook
	line := fmt.Sprintf("follows %s, which asks for %s", p.title(), plural(f.Asks, "task"))
	if f.Stale {
		line += "; playbook " + p.staleness()
	}
	return CleanLine(line)
}

func (f checklistOpened) line() string { return "opened the checklist " + f.Title }

// plural formats a number of things, in the singular or the plural.
func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// setBox sets the time and the deadline of the task, if box isn't 0.
func (f *taskGiven) setBox(box Duration, a Ask) {
	if box > 0 {
		f.Within, f.Due = box, a.At.UTC().Round(0).Add(time.Duration(box))
	}
}

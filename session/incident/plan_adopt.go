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
	Key     string `json:"key"`
	Title   string `json:"title"`
	Because string `json:"because,omitempty"` // what made it apply
}

// The occasions that open a checklist, beside entering a phase: a shutdown opens it while
// the decision waits for a key.
const (
	onDeclare  = "declare"
	onShutdown = "shutdown"
)

// adopt returns the facts that a declaration takes from the server's playbook.
func adopt(s *State, a Ask, at situation) []Fact {
	p := a.rules().Playbook
	if p == nil {
		return nil
	}
	tasks := taskRules(s, p, at, a)
	adopted := playbookAdopted{Playbook: *p, Asks: len(tasks), Stale: p.Stale(a.At)}
	return slices.Concat([]Fact{adopted}, tasks, checklists(s, p, at, onDeclare, at.phase.String()))
}

// opens returns the tasks and the checklists that the playbook adds once things are so,
// and some occasions come.
func (s *State) opens(a Ask, at situation, on ...string) (tasks, lists []Fact) {
	on = append(on, onDeclare, at.phase.String())
	if s.anyShutdown() || s.shutdownPending() {
		on = append(on, onShutdown)
	}
	p := s.Plan.Playbook
	return taskRules(s, p, at, a), checklists(s, p, at, on...)
}

// taskRules opens a task for each rule that applies, unless the rule has opened one before.
func taskRules(s *State, p *Playbook, at situation, a Ask) []Fact {
	if p == nil {
		return nil
	}
	n := uint64(s.Plan.Tasks.Len())
	var facts []Fact
	for _, r := range p.Tasks {
		if !applies(r.Severity, r.When, at) || s.Plan.asked[r.Key] {
			continue
		}
		n++
		f := taskGiven{N: n, Role: &r.Role, Text: r.Text, Rule: r.Key, Because: r.When.because(at)}
		f.setBox(r.Within, a)
		facts = append(facts, f)
	}
	return facts
}

// checklists opens the lists that apply on some occasions and aren't open yet.
func checklists(s *State, p *Playbook, at situation, on ...string) []Fact {
	if p == nil {
		return nil
	}
	var facts []Fact
	for _, c := range p.Checklists {
		if applies(c.Severity, c.When, at) && slices.Contains(on, c.On) && !slices.Contains(s.Plan.Opened, c.Key) {
			facts = append(facts, checklistOpened{Key: c.Key, Title: c.Title, Because: c.When.because(at)})
		}
	}
	return facts
}

func (playbookAdopted) kind() string { return "playbook-adopted" }
func (checklistOpened) kind() string { return "checklist-opened" }

func (f playbookAdopted) fold(s *State, _ *Event) { s.Plan.Playbook = &f.Playbook }

func (f checklistOpened) fold(s *State, e *Event) {
	if !slices.Contains(s.Plan.Opened, f.Key) {
		s.Plan.Opened = append(slices.Clip(s.Plan.Opened), f.Key)
		s.Plan.listed = mapWith(s.Plan.listed, f.Key, e.OccurredAt)
	}
}

func (f playbookAdopted) line() string {
	p := f.Playbook
	asks := plural(f.Asks, "task")
	if f.Asks == 0 {
		asks = "no task so far"
	}
	line := fmt.Sprintf("follows %s, which asks for %s", p.title(), asks)
	if f.Stale {
		line += "; playbook " + p.staleness()
	}
	return CleanLine(line)
}

func (f checklistOpened) line() string {
	return "opened the checklist " + f.Title + becauseOf(f.Because)
}

// becauseOf says at the end of a line what made a rule of the playbook apply.
func becauseOf(what string) string {
	if what == "" {
		return ""
	}
	return ", because " + what
}

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

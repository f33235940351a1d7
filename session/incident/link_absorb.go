package incident

import (
	"fmt"
	"iter"
)

// absorb asks to take over what a duplicate had to do, as of its closing. If that was
// taken over already, there is nothing to write and no refusal: it may be asked again
// after a crash. A closed incident accepts it, since a task must not get lost between two.
type absorb struct {
	From  ID
	Seq   uint64 // the entry that closed the duplicate
	Why   string
	Tasks []carriedTask
}

// duplicateAbsorbed happened when another incident was closed as a duplicate of this one.
type duplicateAbsorbed struct {
	From  ID     `json:"from"`
	Seq   uint64 `json:"seq"` // the entry there
	Why   string `json:"why"`
	Tasks int    `json:"tasks"` // how many it brings; each is an entry that follows
}

// mayBeAsked lets an author in who may no longer enter, as that of a splitBack.
func (absorb) mayBeAsked(*State, Ask) bool { return true }

func (absorb) needs() power { return powerNone }
func (absorb) afterClose()  {}

func (c absorb) decide(s *State, a Ask) ([]Fact, error) {
	from, why, err := checkFollows(c.From, c.Why)
	if err != nil {
		return nil, err
	}
	if s.Last == 0 || from == s.ID || c.Seq == 0 {
		return nil, refuse("%s can't be a duplicate of %s", from, s.ID)
	}
	if s.Absorbed(from, c.Seq) {
		return nil, nil
	}
	facts := []Fact{duplicateAbsorbed{From: from, Seq: c.Seq, Why: why, Tasks: len(c.Tasks)}}
	for i, t := range c.Tasks {
		facts = append(facts, t.given(s, a, from, uint64(s.Plan.Tasks.Len()+1+i)))
	}
	return facts, nil
}

// given returns the task as this incident gives it. A person who may not act here is
// replaced by the manager, since a task must not hang on somebody who can't see it.
func (t carriedTask) given(s *State, a Ask, from ID, n uint64) taskGiven {
	f := taskGiven{N: n, To: t.To, Role: t.Role, Due: t.Due, Origin: originOf(from, t.N)}
	if t.To != "" && personTo(t.To).check(s, a) != nil {
		manager := RoleManager
		f.To, f.Role = "", &manager
	}
	f.Text = t.text()
	return f
}

// text returns the task's text, or where it is read.
func (t carriedTask) text() string {
	if t.Text == "" {
		return "what is written there"
	}
	return t.Text
}

// Absorbed reports whether this incident has taken over what entry seq of a duplicate
// left to it.
func (s *State) Absorbed(from ID, seq uint64) bool { return s.Affected.absorbed[from] >= seq }

// Absorbs yields each incident of which this one was closed as a duplicate, and the entry
// that closed it. A reopening doesn't bring back what the other has to take over.
func (s *State) Absorbs() iter.Seq2[ID, uint64] {
	return func(yield func(ID, uint64) bool) {
		for _, c := range s.Status.Closings.All() {
			if c.Duplicate != "" && !yield(c.Duplicate, c.Seq) {
				return
			}
		}
	}
}

// ClosedAsDuplicate returns the incident that goes on and the entry's number where the
// event closed an incident as a duplicate; else "".
func (e *Event) ClosedAsDuplicate() (other ID, seq uint64) {
	if f, ok := e.Fact.(incidentClosed); ok && f.Duplicate != "" {
		return f.Duplicate, e.Seq
	}
	return "", 0
}

func (s *State) closedAsDuplicateOf(other ID) bool {
	c, ok := s.Status.Closed()
	return ok && c.Duplicate == other
}

func (duplicateAbsorbed) kind() string { return "duplicate-absorbed" }

func (f duplicateAbsorbed) fold(s *State, e *Event) {
	s.setLink(Link{mirrors[linkDuplicate], f.From, e.By, e.OccurredAt})
	s.Affected.absorbed = mapWith(s.Affected.absorbed, f.From, max(f.Seq, s.Affected.absorbed[f.From]))
}

func (f duplicateAbsorbed) line() string {
	line := string(f.From) + " is closed as a duplicate of this incident"
	if f.Tasks > 0 {
		line += fmt.Sprintf(", which takes over %s", plural(f.Tasks, "task"))
	}
	return CleanLine(withReason(line, f.Why))
}

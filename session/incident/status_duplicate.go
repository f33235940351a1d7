package incident

import (
	"slices"
	"strings"
	"time"
)

// dropWords are the words that say what becomes of a duplicate's open tasks. They are
// carried unless the closing says otherwise.
var dropWords = []string{"drop", "carry"}

// carriedTask is an open task of a duplicate, as the other incident takes it over.
type carriedTask struct {
	N    uint64    `json:"n"` // its number in the duplicate
	To   string    `json:"to,omitempty"`
	Role *Role     `json:"role,omitempty"`
	Due  time.Time `json:"due,omitzero"`
	Text string    `json:"text,omitempty"` // "" where not everyone may read it: it is read in the duplicate
}

// cutDuplicate cuts the other incident and what becomes of the tasks from the front of the
// result of a closing as a duplicate.
func (c closeIncident) cutDuplicate() (closeIncident, error) {
	first, rest := cutWord(c.Result)
	if strings.HasPrefix(strings.ToUpper(first), "INC-") {
		id, err := ParseID(first)
		if err != nil {
			return c, err
		}
		c.Other, c.Result = id, rest
	}
	if text, kept := cutKept(c.Result); kept {
		c.Result = text
		return c, nil
	}
	switch first, rest := cutWord(c.Result); lower(first) {
	case "drop":
		c.Drop, c.Result = true, rest
	case "carry":
		c.Result = rest
	default:
		return c, askKeyword(c.Result, dropWords)
	}
	return c, nil
}

// decideDuplicate closes the incident as a duplicate of another. No gate is asked of it:
// the other incident asks them. So that nobody gets rid of an incident this way, the other
// must be able to carry what this one has to do.
func (c closeIncident) decideDuplicate(s *State, a Ask) ([]Fact, error) {
	if c.Override {
		return nil, refuse("a duplicate is asked for nothing that can be overridden: use /close duplicate INC-N RESULT without override")
	}
	if l, linked := s.linkOf(linkDuplicate); c.Other == "" && linked {
		c.Other = l.To
	}
	if c.Other == "" {
		return nil, refuse("name the incident that goes on: /close duplicate INC-N RESULT")
	}
	other, err := a.other(s, c.Other)
	if err != nil {
		return nil, err
	}
	if c.Result == "" {
		return nil, refuse("say in one line why they are one: /close duplicate %s RESULT", other.ID)
	}
	if !s.isDuplicateOf(other) {
		if err := (linkTo{To: other.ID, Kind: linkDuplicate}).fits(s, other); err != nil {
			return nil, err
		}
	}
	if err := checkCarries(s, other, a); err != nil {
		return nil, err
	}
	f := incidentClosed{From: s.Status.Phase, Why: c.Result, Verdict: VerdictDuplicate, Duplicate: other.ID, Dropped: c.Drop, Left: pendingLeft(s, a)}
	view := s.For(a.By)
	tasks := view.OpenTasks()
	if hidden := len(s.Plan.open) - len(tasks); hidden > 0 {
		return nil, refuse("%s here you may not see: people who see the rest carry or drop it first", plural(hidden, "open task"))
	}
	if room := maxOpenTasks - len(other.Plan.open); !c.Drop && len(tasks) > room {
		return nil, refuse("%s has room for %s, and %d are open here: end some first, or write /close duplicate %s drop RESULT", other.ID, plural(room, "more task"), len(tasks), other.ID)
	}
	for _, t := range tasks {
		f.Tasks = append(f.Tasks, s.carried(t))
	}
	return []Fact{f}, nil
}

// isDuplicateOf reports whether this incident is linked as a duplicate of another.
func (s *State) isDuplicateOf(other *State) bool {
	l, ok := s.linkTo(other.ID)
	return ok && l.Kind == linkDuplicate
}

// pendingLeft names the decisions that wait for keys and the hunts that wait for an answer:
// they will wait for good.
func pendingLeft(s *State, a Ask) (names []string) {
	for _, m := range slices.Concat(decisionsLeft(s), huntsLeft(s)) {
		if s.For(a.By).Sees(m.Seq) {
			names = append(names, m.Name())
		}
	}
	return names
}

// carried returns a task as the other incident gets it. Its text goes along only where
// everyone in the house may read it: the other incident has other readers.
func (s *State) carried(t *Task) carriedTask {
	c := carriedTask{N: t.N, Due: t.Due}
	c.To, c.Role = assigneeOf(t).wire()
	if s.readByAll(t.Seq) {
		c.Text = t.Text
	}
	return c
}

// readByAll reports whether everyone in the house may read an entry.
func (s *State) readByAll(seq uint64) bool { return isOpen(s) && s.hidesNothing(seq) }

// hidesNothing reports whether an entry is outside of workstreams and shown to everyone who
// may enter the incident.
func (s *State) hidesNothing(seq uint64) bool {
	e := s.Entry(seq)
	if e == nil || s.labelOf(e.Event) != labelNone {
		return false
	}
	_, hides := e.Fact.(hidden)
	return e.Stream() == "" && !hides
}

// endTasks ends the tasks of a duplicate here: the other incident has them, or they were
// dropped.
func (f incidentClosed) endTasks(s *State, e *Event) {
	result := "goes on in " + string(f.Duplicate)
	if f.Dropped {
		result = "dropped with the duplicate: " + f.Why
	}
	for _, t := range f.Tasks {
		s.changeTask(t.N, func(t *Task) { t.State, t.Since, t.Result = taskDropped, e.OccurredAt, result })
	}
}

// tasksNote says what became of the tasks.
func (f incidentClosed) tasksNote() string {
	if len(f.Tasks) == 0 {
		return ""
	}
	var keys []string
	for _, t := range f.Tasks {
		keys = append(keys, Ref{RefTask, t.N}.String())
	}
	if f.Dropped {
		return ", dropping " + firstKeys(keys)
	}
	return ", which takes over " + firstKeys(keys)
}

func (f incidentClosed) mirror(e *Event) (ID, Command) {
	if f.Duplicate == "" {
		return "", nil
	}
	c := absorb{From: e.Incident, Seq: e.Seq, Why: f.Why}
	if !f.Dropped {
		c.Tasks = f.Tasks
	}
	return f.Duplicate, c
}

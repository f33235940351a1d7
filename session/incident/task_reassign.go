package incident

import (
	"fmt"
)

// reassignTask asks to pass a task on.
type reassignTask struct {
	N   uint64
	To  taskAssignee
	Why string
}

// taskReassigned happened when a task was passed on. Its new holder hasn't
// acknowledged it yet.
type taskReassigned struct {
	N    uint64 `json:"n"`
	From string `json:"from"`           // a person, or the role's word
	To   string `json:"to,omitempty"`   // a person, or
	Role *Role  `json:"role,omitempty"` // the holder of the role
	Why  string `json:"why"`
}

var reassignVerb = Verb{
	Name: "reassign", Args: "A4 @PERSON | ROLE [why]", asks: reassignTask{},
	Help: "pass a task on to another person or role",
	complete: func(s sources, arg int) []string {
		if arg == 1 {
			return append(doers(s), roleWords...)
		}
		return openTaskNumbers(s, arg)
	},
	parse: func(args string) (Command, error) {
		n, rest, err := cutTask(args)
		if err != nil {
			return nil, err
		}
		to, why, err := cutAssignee(rest)
		return reassignTask{N: n, To: to, Why: why}, err
	},
}

func (c reassignTask) names() []typedPerson { return []typedPerson{c.To.typedPerson} }

func (reassignTask) needs() power { return powerRespond }

func (c reassignTask) decide(s *State, a Ask) ([]Fact, error) {
	t, err := ownTask(s, c.N, a)
	if err != nil {
		return nil, err
	}
	if err := c.To.check(s, a); err != nil {
		return nil, err
	}
	if _, err := c.To.checkWorksIn(s, a.By, t.Stream); err != nil {
		return nil, err
	}
	from := assigneeOf(t)
	if c.To.Name == from.Name && c.To.Role == from.Role {
		return nil, refuse("A%d is for %s already", c.N, from)
	}
	why, err := checkWhy(c.Why)
	f := taskReassigned{N: c.N, From: from.String(), Why: why}
	f.To, f.Role = c.To.wire()
	return []Fact{f}, err
}

func (taskReassigned) kind() string { return "task-reassigned" }

func (f taskReassigned) fold(s *State, e *Event) {
	s.changeTask(f.N, func(t *Task) {
		if t.Open() {
			assignee(f.To, f.Role).assignTo(t)
			t.Passer = e.By
			t.move(e, taskOpen)
		}
	})
}

func (f taskReassigned) line() string {
	return withReason(fmt.Sprintf("A%d is for %s now, was for %s", f.N, assignee(f.To, f.Role), f.From), f.Why)
}

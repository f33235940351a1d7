package incident

import "fmt"

// DropTask asks to give up a task.
type DropTask struct {
	N   uint64
	Why string
}

// TaskDroppedFact happened when a task was given up.
type TaskDroppedFact struct {
	N   uint64 `json:"n"`
	Why string `json:"why"`
}

var dropVerb = Verb{
	Name: "drop", Args: "A4 WHY", Power: PowerRespond,
	Help:     "give up a task, with a reason",
	complete: openTaskNumbers,
	parse: func(args string) (Command, error) {
		n, why, err := cutTask(args)
		return DropTask{N: n, Why: why}, err
	},
}

func (DropTask) needs() Power { return PowerRespond }

func (c DropTask) decide(s *State, a Ask) ([]Fact, error) {
	if _, err := ownTask(s, c.N, a); err != nil {
		return nil, err
	}
	why, err := checkWhy(c.Why)
	if err == nil && why == "" {
		err = refuse("give a reason to drop it: /drop A%d WHY", c.N)
	}
	return []Fact{TaskDroppedFact{N: c.N, Why: why}}, err
}

func (TaskDroppedFact) kind() string { return "task-dropped" }

func (f TaskDroppedFact) fold(s *State, e *Event) {
	s.changeTask(f.N, func(t *Task) {
		t.Holder = s.assignee(t)
		t.State, t.Result, t.Since = TaskDropped, f.Why, e.OccurredAt
	})
}

func (f TaskDroppedFact) line() string { return fmt.Sprintf("A%d is dropped: %s", f.N, f.Why) }

package incident

import "fmt"

// dropTask asks to give up a task.
type dropTask struct {
	N   uint64
	Why string
}

// openTaskDropped happened when a task was given up.
type openTaskDropped struct {
	N   uint64 `json:"n"`
	Why string `json:"why"`
}

var dropVerb = Verb{
	Name: "drop", Args: "A4 WHY", asks: dropTask{},
	Help:     "give up a task, with a reason",
	complete: openTaskNumbers,
	parse: func(args string) (Command, error) {
		n, why, err := cutTask(args)
		return dropTask{N: n, Why: why}, err
	},
}

func (dropTask) needs() power { return powerRespond }

func (c dropTask) decide(s *State, a Ask) ([]Fact, error) {
	if _, err := ownTask(s, c.N, a); err != nil {
		return nil, err
	}
	why, err := checkWhy(c.Why)
	if err == nil && why == "" {
		err = refuse("give a reason to drop it: /drop A%d WHY", c.N)
	}
	return []Fact{openTaskDropped{N: c.N, Why: why}}, err
}

func (openTaskDropped) kind() string { return "task-dropped" }

func (f openTaskDropped) fold(s *State, e *Event) {
	s.changeTask(f.N, func(t *Task) {
		t.Whose = s.whoseElse(t, e.By)
		t.Result, t.Holder = f.Why, s.assignee(t)
		t.move(e, taskDropped)
	})
}

func (f openTaskDropped) line() string { return fmt.Sprintf("A%d is dropped: %s", f.N, f.Why) }

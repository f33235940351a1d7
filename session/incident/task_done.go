package incident

import "fmt"

// finishTask asks to end a task, with its result.
type finishTask struct {
	N      uint64
	Result string
}

// taskFinished happened when a task was done.
type taskFinished struct {
	N      uint64 `json:"n"`
	Result string `json:"result"`
}

var doneVerb = Verb{
	Name: "done", Args: "A4 RESULT", asks: finishTask{},
	Help:     "end a task, with its result",
	complete: openTaskNumbers,
	parse: func(args string) (Command, error) {
		n, result, err := cutTask(args)
		return finishTask{N: n, Result: result}, err
	},
}

func (finishTask) needs() power { return powerRespond }

func (c finishTask) decide(s *State, a Ask) ([]Fact, error) {
	t, err := ownTask(s, c.N, a)
	if err != nil {
		return nil, err
	}
	if err := waitsFor(s, t); err != nil {
		return nil, err
	}
	result, err := checkWhy(c.Result)
	if err == nil && result == "" {
		err = refuse("give the result: /done A%d RESULT", c.N)
	}
	return []Fact{taskFinished{N: c.N, Result: result}}, err
}

func (taskFinished) kind() string { return "task-done" }

func (f taskFinished) fold(s *State, e *Event) {
	s.changeTask(f.N, func(t *Task) {
		t.Whose = s.whoseElse(t, e.By)
		t.Result, t.Holder = f.Result, e.By
		t.move(e, taskDone)
	})
}

func (f taskFinished) line() string { return fmt.Sprintf("A%d is done: %s", f.N, f.Result) }

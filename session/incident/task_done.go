package incident

import "fmt"

// FinishTask asks to end a task, with its result.
type FinishTask struct {
	N      uint64
	Result string
}

// TaskFinished happened when a task was done.
type TaskFinished struct {
	N      uint64 `json:"n"`
	Result string `json:"result"`
}

var doneVerb = Verb{
	Name: "done", Args: "A4 RESULT", Power: PowerRespond,
	Help:     "end a task, with its result",
	complete: openTaskNumbers,
	parse: func(args string) (Command, error) {
		n, result, err := cutTask(args)
		return FinishTask{N: n, Result: result}, err
	},
}

func (FinishTask) needs() Power { return PowerRespond }

func (c FinishTask) decide(s *State, a Ask) ([]Fact, error) {
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
	return []Fact{TaskFinished{N: c.N, Result: result}}, err
}

func (TaskFinished) kind() string { return "task-done" }

func (f TaskFinished) fold(s *State, e *Event) {
	s.changeTask(f.N, func(t *Task) { t.State, t.Result, t.Since, t.Holder = TaskDone, f.Result, e.OccurredAt, e.By })
}

func (f TaskFinished) line() string { return fmt.Sprintf("A%d is done: %s", f.N, f.Result) }

package incident

import "fmt"

// FinishTask asks to end a task with what came of it.
type FinishTask struct {
	N      uint64
	Result string
}

// TaskFinished happened when a task was done.
type TaskFinished struct {
	N      uint64 `json:"n"`
	Result string `json:"result"`
}

// DropTask asks to end a task that isn't to be done any more.
type DropTask struct {
	N   uint64
	Why string
}

// TaskGivenUp happened when a task was given up.
type TaskGivenUp struct {
	N   uint64 `json:"n"`
	Why string `json:"why"`
}

var doneVerb = Verb{
	Name: "done", Args: "A4 RESULT", Power: PowerRespond,
	Help:     "end a task, and say what came of it",
	complete: openTaskNumbers,
	parse: func(args string) (Command, error) {
		n, result, err := cutTask(args)
		return FinishTask{N: n, Result: result}, err
	},
}

var dropVerb = Verb{
	Name: "drop", Args: "A4 WHY", Power: PowerRespond,
	Help:     "give a task up, and say why",
	complete: openTaskNumbers,
	parse: func(args string) (Command, error) {
		n, why, err := cutTask(args)
		return DropTask{N: n, Why: why}, err
	},
}

func (FinishTask) needs() Power { return PowerRespond }
func (DropTask) needs() Power   { return PowerRespond }

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
		err = refuse("say what came of it: /done A%d RESULT", c.N)
	}
	return []Fact{TaskFinished{N: c.N, Result: result}}, err
}

func (c DropTask) decide(s *State, a Ask) ([]Fact, error) {
	if _, err := ownTask(s, c.N, a); err != nil {
		return nil, err
	}
	why, err := checkWhy(c.Why)
	if err == nil && why == "" {
		err = refuse("say why it is dropped: /drop A%d WHY", c.N)
	}
	return []Fact{TaskGivenUp{N: c.N, Why: why}}, err
}

func (TaskFinished) kind() string { return "task-done" }
func (TaskGivenUp) kind() string  { return "task-dropped" }

func (f TaskFinished) fold(s *State, e *Event) {
	s.changeTask(f.N, func(t *Task) { t.State, t.Result, t.Since, t.Holder = TaskDone, f.Result, e.OccurredAt, e.By })
}

func (f TaskGivenUp) fold(s *State, e *Event) {
	s.changeTask(f.N, func(t *Task) {
		t.Holder = HolderOf(s, t)
		t.State, t.Result, t.Since = TaskDropped, f.Why, e.OccurredAt
	})
}

func (f TaskFinished) line() string { return fmt.Sprintf("A%d is done: %s", f.N, f.Result) }
func (f TaskGivenUp) line() string  { return fmt.Sprintf("A%d is dropped: %s", f.N, f.Why) }

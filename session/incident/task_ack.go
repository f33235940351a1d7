package incident

import "fmt"

// ackTask asks to acknowledge a task of the asker's.
type ackTask struct{ N uint64 }

// taskAcked happened when the holder of a task acknowledged it.
type taskAcked struct {
	N uint64 `json:"n"`
}

var ackVerb = Verb{
	Name: "ack", Args: "A4", asks: ackTask{},
	Help:     "acknowledge a task of yours",
	complete: openTaskNumbers,
	parse: func(args string) (Command, error) {
		n, _, err := cutTask(args)
		return ackTask{N: n}, err
	},
}

func (ackTask) needs() power { return powerRespond }

func (c ackTask) decide(s *State, a Ask) ([]Fact, error) {
	t, err := findTask(s, c.N, a.By)
	if err != nil {
		return nil, err
	}
	switch holder := s.assignee(t); {
	case holder == "":
		return nil, refuse("A%d is for %s, which nobody holds: /take %s first, or /reassign A%d @%s", c.N, t.Role, t.Role, c.N, a.By.Name)
	case holder != a.By.Name:
		return nil, refuse("A%d is for %s: only they can acknowledge it", c.N, assigneeText(s, t))
	case t.State == taskAcknowledged:
		return nil, refuse("A%d is acknowledged already: end it with /done A%d RESULT", c.N, c.N)
	}
	return []Fact{taskAcked(c)}, nil
}

func (taskAcked) kind() string { return "task-acknowledged" }

func (f taskAcked) fold(s *State, e *Event) {
	s.changeTask(f.N, func(t *Task) { t.move(e, taskAcknowledged) })
}

func (f taskAcked) line() string { return fmt.Sprintf("A%d is acknowledged", f.N) }

package incident

import "fmt"

// AckTask asks to acknowledge a task of the asker's.
type AckTask struct{ N uint64 }

// TaskAcked happened when the holder of a task acknowledged it.
type TaskAcked struct {
	N uint64 `json:"n"`
}

var ackVerb = Verb{
	Name: "ack", Args: "A4", Power: PowerRespond,
	Help:     "acknowledge a task of yours",
	complete: openTaskNumbers,
	parse: func(args string) (Command, error) {
		n, _, err := cutTask(args)
		return AckTask{N: n}, err
	},
}

func (AckTask) needs() Power { return PowerRespond }

func (c AckTask) decide(s *State, a Ask) ([]Fact, error) {
	t, err := findTask(s, c.N, a.By)
	if err != nil {
		return nil, err
	}
	switch holder := s.assignee(t); {
	case holder == "":
		return nil, refuse("A%d is for %s, which nobody holds: /take %s first, or /reassign A%d @%s", c.N, t.Role, t.Role, c.N, a.By.Name)
	case holder != a.By.Name:
		return nil, refuse("A%d is for %s: only they can acknowledge it", c.N, whose(s, t))
	case t.State == TaskAcknowledged:
		return nil, refuse("A%d is acknowledged already: end it with /done A%d RESULT", c.N, c.N)
	}
	return []Fact{TaskAcked(c)}, nil
}

func (TaskAcked) kind() string { return "task-acknowledged" }

func (f TaskAcked) fold(s *State, e *Event) {
	s.changeTask(f.N, func(t *Task) { t.State, t.Since = TaskAcknowledged, e.OccurredAt })
}

func (f TaskAcked) line() string { return fmt.Sprintf("A%d is acknowledged", f.N) }

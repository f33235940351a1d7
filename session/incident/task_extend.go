package incident

import (
	"fmt"
	"strings"
	"time"
)

// extendTask asks to give a task more time, from now or from its deadline,
// whichever is later.
type extendTask struct {
	N   uint64
	By  Duration
	Why string
}

// taskExtended happened when a task got more time, or its first deadline.
type taskExtended struct {
	N   uint64    `json:"n"`
	By  Duration  `json:"by"`
	Due time.Time `json:"due"`
	Why string    `json:"why"`
}

var extendVerb = Verb{
	Name: "extend", Args: "A4 15m [why]", asks: extendTask{},
	Help:     "give a task more time, from now or from when it is due",
	complete: openTaskNumbers,
	parse: func(args string) (Command, error) {
		n, rest, err := cutTask(args)
		if err != nil {
			return nil, err
		}
		if rest == "" {
			return nil, refuse("say how much more time: /extend A%d 15m", n)
		}
		if by, why, ok := cutLength(rest); ok && endsLength(why) {
			return extendTask{N: n, By: Duration(by), Why: strings.TrimLeft(why, blanks+":,;")}, nil
		}
		box, why := cutWord(rest)
		by, err := ParseDuration(box)
		return extendTask{N: n, By: Duration(by), Why: why}, err
	},
}

func (extendTask) needs() power { return powerRespond }

func (c extendTask) decide(s *State, a Ask) ([]Fact, error) {
	t, err := ownTask(s, c.N, a)
	if err != nil {
		return nil, err
	}
	why, err := checkWhy(c.Why)
	if err != nil {
		return nil, err
	}
	if err := checkWithin(c.By); err != nil {
		return nil, err
	}
	from := a.At.UTC().Round(0)
	due := later(from, t.Due).Add(time.Duration(c.By))
	if c.By == 0 || due.Sub(from) > time.Duration(MaxBox) {
		return nil, refuse("a task must be due within %s: give it less time, as 15m, 4h or 2d", MaxBox)
	}
	return []Fact{taskExtended{N: c.N, By: c.By, Due: due, Why: why}}, nil
}

// later returns the later of two moments.
func later(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}

func (taskExtended) kind() string { return "task-extended" }

func (f taskExtended) fold(s *State, _ *Event) {
	s.changeTask(f.N, func(t *Task) { t.Due = f.Due })
}

func (f taskExtended) line() string {
	return withReason(fmt.Sprintf("A%d gets %s more", f.N, f.By), f.Why)
}

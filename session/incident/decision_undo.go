package incident

import (
	"fmt"
	"slices"
)

// undoChange asks to record that a change was undone.
type undoChange struct {
	N      uint64
	Result string
}

// changeUndone happened when a change in the running system was undone.
type changeUndone struct {
	N      uint64 `json:"n"`
	Result string `json:"result"`
}

var undoVerb = Verb{
	Name: "undo", Args: "C1 [RESULT]", asks: undoChange{},
	Help:     "record that a change of the running system was undone",
	complete: standingChanges,
	parse: func(args string) (Command, error) {
		n, rest, err := cutRefOf(RefChange, "change", args)
		return undoChange{N: n, Result: rest}, err
	},
}

// standingChanges completes the first argument with the numbers of changes not
// undone.
func standingChanges(s sources, arg int) []string {
	if arg != 0 {
		return nil
	}
	var numbers []string
	for _, c := range slices.Backward(s.changesInForce()) {
		numbers = append(numbers, Ref{RefChange, c.N}.String())
	}
	return numbers
}

func (undoChange) needs() power { return powerRespond }

func (c undoChange) decide(s *State, a Ask) ([]Fact, error) {
	result, err := checkWhy(c.Result)
	if err != nil {
		return nil, err
	}
	if _, err := s.standingChange(c.N, a.By); err != nil {
		return nil, err
	}
	return []Fact{changeUndone{N: c.N, Result: result}}, nil
}

func (changeUndone) kind() string { return "change-undone" }

func (f changeUndone) aboutEntry(s *State) uint64 { return openerOf(s, Ref{RefChange, f.N}) }

func (f changeUndone) fold(s *State, e *Event) {
	if itemN(s.Decisions.Changes, f.N) == nil {
		return
	}
	s.Decisions.standing, s.Decisions.kept = s.Decisions.standing.Remove(f.N), s.Decisions.kept.Remove(f.N)
	s.Decisions.Changes = updateItem(s.Decisions.Changes, f.N, func(c *Change) { c.Undone, c.Undoing = e.OccurredAt, deedOf(e, f.Result) })
}

func (f changeUndone) line() string { return withReason(fmt.Sprintf("undid C%d", f.N), f.Result) }

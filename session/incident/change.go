package incident

import (
	"fmt"
	"strings"
	"time"
)

// Change is what was changed in the running system.
type Change struct {
	N      uint64 // C1 is 1
	Text   string
	Undo   string // how to undo it, "" where nobody said
	By     string
	At     time.Time
	Undone time.Time // zero while it stands
	Result string    // of undoing it
	Seq    uint64
}

// MakeChange asks to enter what was changed in the running system.
type MakeChange struct{ Text, Undo string }

// ChangeMade happened when the running system was changed.
type ChangeMade struct {
	N    uint64 `json:"n"`
	Text string `json:"text"`
	Undo string `json:"undo"`
}

// UndoChange asks to enter that a change was undone.
type UndoChange struct {
	N      uint64
	Result string
}

// ChangeUndone happened when a change in the running system was undone.
type ChangeUndone struct {
	N      uint64 `json:"n"`
	Result string `json:"result"`
}

// undoMark stands between what was changed and how to undo it.
const undoMark = " -- "

var changeVerb = Verb{
	Name: "change", Args: "TEXT [-- HOW TO UNDO]", Power: PowerRespond,
	Help: "enter what was changed in the running system, and how to undo it",
	parse: func(args string) (Command, error) {
		text, undo, _ := strings.Cut(" "+args, undoMark)
		return MakeChange{Text: strings.TrimLeft(text, blanks), Undo: undo}, nil
	},
}

var undoVerb = Verb{
	Name: "undo", Args: "C1 [RESULT]", Power: PowerRespond,
	Help:     "enter that a change in the running system was undone",
	complete: standingChanges,
	parse: func(args string) (Command, error) {
		n, rest, err := oneOf(RefChange, "change", args)
		return UndoChange{N: n, Result: rest}, err
	},
}

// standingChanges offers the numbers of those that were not undone, for the
// first argument.
func standingChanges(s view, arg int) []string {
	if arg != 0 {
		return nil
	}
	var numbers []string
	for _, c := range s.Decisions.Changes.Backward() {
		if c.Undone.IsZero() && s.shows(c.Seq) {
			numbers = append(numbers, Ref{RefChange, c.N}.String())
		}
	}
	return numbers
}

func (MakeChange) needs() Power { return PowerRespond }
func (UndoChange) needs() Power { return PowerRespond }

func (c MakeChange) decide(s *State, _ Ask) ([]Fact, error) {
	text, err := checkText(c.Text)
	if err != nil {
		return nil, err
	}
	undo, err := checkWhy(c.Undo)
	if err != nil {
		return nil, err
	}
	return []Fact{ChangeMade{N: uint64(s.Decisions.Changes.Len()) + 1, Text: text, Undo: undo}}, nil
}

func (c UndoChange) decide(s *State, a Ask) ([]Fact, error) {
	result, err := checkWhy(c.Result)
	if err != nil {
		return nil, err
	}
	change := numbered(s.Decisions.Changes, c.N)
	switch {
	case change == nil || !knowsOf(s, a.By, change.Seq):
		return nil, refuse("there is no change C%d: /change TEXT enters one", c.N)
	case !change.Undone.IsZero():
		return nil, refuse("C%d is undone already", c.N)
	}
	return []Fact{ChangeUndone{N: c.N, Result: result}}, nil
}

func (ChangeMade) kind() string   { return "change-made" }
func (ChangeUndone) kind() string { return "change-undone" }
func (ChangeMade) mayBeLabelled() {}

func (f ChangeUndone) regards(s *State) uint64 { return openerOf(s, Ref{RefChange, f.N}) }

func (f ChangeMade) fold(s *State, e *Event) {
	if f.N != uint64(s.Decisions.Changes.Len())+1 {
		return
	}
	s.Decisions.Changes = s.Decisions.Changes.append(&Change{N: f.N, Text: f.Text, Undo: f.Undo, By: e.By, At: e.OccurredAt, Seq: e.Seq})
}

func (f ChangeUndone) fold(s *State, e *Event) {
	if numbered(s.Decisions.Changes, f.N) == nil {
		return
	}
	s.Decisions.Changes = changed(s.Decisions.Changes, f.N, func(c *Change) { c.Undone, c.Result = e.OccurredAt, f.Result })
}

func (f ChangeMade) line() string {
	line := fmt.Sprintf("C%d %s", f.N, f.Text)
	if f.Undo != "" {
		line += "; to undo: " + f.Undo
	}
	return line
}

func (f ChangeUndone) line() string { return because(fmt.Sprintf("undid C%d", f.N), f.Result) }

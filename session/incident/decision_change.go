package incident

import (
	"fmt"
	"iter"
	"strings"
	"time"
)

// Change is a change of the running system.
type Change struct {
	N       uint64 // C1 is 1
	Text    string
	Undo    string // how to undo it, "" if not given
	By      string
	At      time.Time
	Undone  time.Time // zero while it is in effect
	Undoing Deed      // who undid it; Why: what came of it

	Keeping Keeping // how it stays in force, as last said
	Seq     uint64
}

// makeChange asks to record a change of the running system.
type makeChange struct{ Text, Undo string }

// changeMade happened when the running system was changed.
type changeMade struct {
	N    uint64 `json:"n"`
	Text string `json:"text"`
	Undo string `json:"undo"`
}

var changeVerb = Verb{
	Name: "change", Args: "TEXT [-- HOW TO UNDO]", asks: makeChange{},
	Help: "record a change of the running system, and how to undo it",
	parse: func(args string) (Command, error) {
		text, undo, marked := cutUndo(args)
		switch {
		case marked && strings.TrimSpace(undo) == "":
			return nil, refuse("say behind %s how to undo it, or leave the %[1]s out", undoMark)
		case marked:
			return makeChange{Text: text, Undo: undo}, nil
		}
		return makeChange{Text: text}, askUndo(args)
	},
}

func (makeChange) needs() power { return powerRespond }

func (c makeChange) decide(s *State, _ Ask) ([]Fact, error) {
	text, err := checkText(c.Text)
	if err != nil {
		return nil, err
	}
	undo, err := checkWhy(c.Undo)
	if err != nil {
		return nil, err
	}
	return []Fact{changeMade{N: uint64(s.Decisions.Changes.Len()) + 1, Text: text, Undo: undo}}, nil
}

func (changeMade) kind() string { return "change-made" }
func (changeMade) isLabelable() {}

func (f changeMade) fold(s *State, e *Event) {
	if f.N != uint64(s.Decisions.Changes.Len())+1 {
		return
	}
	s.Decisions.Changes = s.Decisions.Changes.Append(&Change{N: f.N, Text: f.Text, Undo: f.Undo, By: e.By, At: e.OccurredAt, Seq: e.Seq})
	s.Decisions.standing = s.Decisions.standing.Add(f.N)
}

func (f changeMade) line() string {
	line := fmt.Sprintf("C%d %s", f.N, f.Text)
	if f.Undo != "" {
		line += "; to undo: " + f.Undo
	}
	return line
}

// Changes yields what was changed in the running system, by number.
func (v View) Changes() iter.Seq[*Change] {
	return seen(v, v.state.Decisions.Changes.All(), (*Change).opener)
}

// changesInForce returns the changes that aren't undone, by number.
func (v View) changesInForce() []*Change {
	var all []*Change
	for _, n := range v.state.Decisions.standing {
		if c := itemN(v.state.Decisions.Changes, n); v.Sees(c.Seq) {
			all = append(all, c)
		}
	}
	return all
}

// opener returns the number of the entry that opened the change.
func (c *Change) opener() uint64 { return c.Seq }

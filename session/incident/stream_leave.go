package incident

import (
	"fmt"
	"slices"
)

// leaveStream asks to leave a workstream.
type leaveStream struct{ Name string }

// streamLeft happened when a person left a workstream. If they led it, its
// longest-standing member leads it now.
type streamLeft struct {
	Stream string `json:"stream"`
}

func (leaveStream) needs() power { return powerRespond }

func (c leaveStream) decide(s *State, a Ask) ([]Fact, error) {
	st, err := s.findStream(c.Name)
	if err != nil {
		return nil, err
	}
	if !slices.Contains(st.Members, a.By.Name) {
		return nil, refuse("you are not in %s", st.Name)
	}
	return []Fact{streamLeft{Stream: st.Name}}, nil
}

func (streamLeft) kind() string { return "stream-left" }

func (f streamLeft) fold(s *State, e *Event) { s.leaveStream(f.Stream, e.By) }

func (f streamLeft) line() string { return fmt.Sprintf("left the stream %s", f.Stream) }

package incident

import (
	"fmt"
	"slices"
)

// LeaveStream asks to leave a workstream.
type LeaveStream struct{ Name string }

// StreamLeft happened when a person left a workstream. If they led it, its
// longest-standing member leads it now.
type StreamLeft struct {
	Stream string `json:"stream"`
}

func (LeaveStream) needs() Power { return PowerRespond }

func (c LeaveStream) decide(s *State, a Ask) ([]Fact, error) {
	st, err := s.findStream(c.Name)
	if err != nil {
		return nil, err
	}
	if !slices.Contains(st.Members, a.By.Name) {
		return nil, refuse("you are not in %s", st.Name)
	}
	return []Fact{StreamLeft{Stream: st.Name}}, nil
}

func (StreamLeft) kind() string { return "stream-left" }

func (f StreamLeft) fold(s *State, e *Event) { s.leaveStream(f.Stream, e.By) }

func (f StreamLeft) line() string { return fmt.Sprintf("left the stream %s", f.Stream) }

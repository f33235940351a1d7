package incident

import (
	"fmt"
	"iter"
	"slices"
)

// LeaveStream asks to leave a workstream.
type LeaveStream struct{ Name string }

// StreamLeft happened when a person left a workstream. Where they led it, the
// member who has been in it the longest leads it now.
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

// Stream is the workstream of that name, nil where there is none.
func (s *State) Stream(name string) *Stream {
	for _, st := range s.Team.Streams {
		if st.Name == name {
			return st
		}
	}
	return nil
}

// findStream is the workstream that someone names.
func (s *State) findStream(name string) (*Stream, error) {
	if st := s.Stream(name); st != nil {
		return st, nil
	}
	return nil, refuse("there is no workstream %q: /stream NAME opens one", shown(name))
}

// inStream reports whether p sees into a workstream and works in it: a member,
// or who holds the manager's role.
func (s *State) inStream(st *Stream, p Person) bool {
	return slices.Contains(st.Members, p.Name) || hasRight(s, p, rightStreams)
}

// WritesIn reports whether a person writes in a workstream, rather than looks
// into it.
func (s *State) WritesIn(name string, p Person) bool {
	st := s.Stream(name)
	return st != nil && PowerOf(s, p) >= PowerRespond && s.inStream(st, p)
}

// changeStream replaces a workstream with a changed copy. One that isn't there
// stays so.
func (s *State) changeStream(name string, f func(*Stream)) {
	i := slices.IndexFunc(s.Team.Streams, func(st *Stream) bool { return st.Name == name })
	if i < 0 {
		return
	}
	st := *s.Team.Streams[i]
	f(&st)
	s.Team.Streams = slices.Clone(s.Team.Streams)
	s.Team.Streams[i] = &st
}

func (s *State) leaveStream(name, who string) {
	s.changeStream(name, func(st *Stream) {
		st.Members = slices.DeleteFunc(slices.Clone(st.Members), func(m string) bool { return m == who })
		if st.Lead != who {
			return
		}
		if st.Lead = ""; len(st.Members) > 0 {
			st.Lead = st.Members[0]
		}
	})
}

// Stream is the name of the workstream that the event belongs to, "" for the
// bridge itself.
func (e *Event) Stream() string {
	if f, ok := e.Fact.(streamed); ok {
		return f.inStream()
	}
	return ""
}

// StreamEntries goes back through a workstream's chat and entries from the last
// with a number under end.
func (s *State) StreamEntries(name string, end uint64) iter.Seq[*Entry] {
	return s.numbered(s.entries.streams[name], end)
}

// StreamFrom goes on through a workstream's chat and entries from the first
// with a number over start.
func (s *State) StreamFrom(name string, start uint64) iter.Seq[*Entry] {
	return s.numberedFrom(s.entries.streams[name], start)
}

// StreamSince counts a workstream's chat and entries with a number over seq.
func (s *State) StreamSince(name string, seq uint64) int {
	list := s.entries.streams[name]
	return list.Len() - numberedBefore(list, seq+1)
}

// addToStream puts an entry among those of a workstream.
func (s *State) addToStream(name string, seq uint64) {
	s.entries.streams = with(s.entries.streams, name, s.entries.streams[name].append(seq))
}

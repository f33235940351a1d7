package incident

import (
	"iter"
	"slices"
	"time"
)

// streamNames completes the first argument with the names of workstreams.
func streamNames(s sources, arg int) []string {
	if arg != 0 {
		return nil
	}
	var names []string
	for st := range s.Streams() {
		names = append(names, st.Name)
	}
	return names
}

// leadName returns the workstream's lead, for a sentence.
func leadName(st *Stream) string {
	if st.Lead == "" {
		return "nobody"
	}
	return st.Lead
}

// checkStream refuses a text that can't name a workstream.
func checkStream(name string) error {
	ok := name != "" && len(name) <= maxStreamName && name[0] >= 'a' && name[0] <= 'z'
	for i := range len(name) {
		ok = ok && (isLowerOrDigit(name[i]) || name[i] == '-')
	}
	if !ok {
		return refuse("%q isn't a name for a workstream: use a short word, as forensics", quote(name))
	}
	return nil
}

// stream returns the workstream with a name, nil if there is none.
func (s *State) stream(name string) *Stream {
	for _, st := range s.Team.Streams {
		if st.Name == name {
			return st
		}
	}
	return nil
}

// findStream returns the workstream with a name.
func (s *State) findStream(name string) (*Stream, error) {
	if st := s.stream(name); st != nil {
		return st, nil
	}
	return nil, refuse("there is no workstream %q: /stream NAME opens one", quote(name))
}

// worksIn reports whether p may read and write in a workstream: as a member, or
// as a manager whom another person let in.
func (s *State) worksIn(st *Stream, p Person) bool {
	return slices.Contains(st.Members, p.Name) || hasPrivilege(s, p, rightStreams)
}

// writesIn reports whether p may write in a workstream; people who may only read can't.
func (s *State) writesIn(name string, p Person) bool {
	st := s.stream(name)
	return st != nil && s.powerOf(p) >= powerRespond && s.worksIn(st, p)
}

// changeStream replaces a workstream with a changed copy. It ignores one that
// doesn't exist.
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

// Stream is a workstream: people who work apart and report back.
type Stream struct {
	Name    string
	Lead    string   // "" if it has no members
	Members []string // by name, the lead among them
	Closed  bool     // hidden from all but its members and a manager whom another person let in
	At      time.Time
	Seq     uint64
	opener  string
}

// Streams yields the workstreams, by the time of their opening.
func (v View) Streams() iter.Seq[*Stream] {
	return seen(v, slices.All(v.state.Team.Streams), func(st *Stream) uint64 { return st.Seq })
}

// Stream returns the workstream of that name, nil where there is none.
func (v View) Stream(name string) *Stream {
	if st := v.state.stream(name); st != nil && v.Sees(st.Seq) {
		return st
	}
	return nil
}

// WritesIn reports whether p may write in a workstream; people who may only read can't.
func (v View) WritesIn(name string, p Person) bool { return v.state.writesIn(name, p) }

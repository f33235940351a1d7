package incident

import (
	"slices"
	"strings"
)

// checkWorksIn returns the name of the workstream in which a task is given. It
// refuses one that the giver can't see, and one that the assignee couldn't see
// into.
func (to taskAssignee) checkWorksIn(s *State, by Person, name string) (string, error) {
	if name == "" {
		return "", nil
	}
	stream := s.stream(strings.ToLower(name))
	if stream == nil || !s.For(by).Sees(stream.Seq) || !s.seesInto(stream, by.Name) {
		return "", refuse("there is no workstream %q: name one that is open, or begin the text with another word than “in”", quote(name))
	}
	if holder := to.holder(s); holder != "" && !s.seesInto(stream, holder) {
		return "", refuse("%s works outside of %s, which is closed: name someone who is in it", holder, stream.Name)
	}
	return stream.Name, nil
}

// seesInto reports whether a person may see into a workstream.
func (s *State) seesInto(st *Stream, name string) bool {
	return !st.Closed || slices.Contains(st.Members, name) || s.holderOf(RoleManager) == name
}

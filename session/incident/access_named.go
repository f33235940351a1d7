package incident

import (
	"iter"
	"maps"
)

// Named goes through the names of all who wrote here, came in, or were given
// something: some more than once. Whoever bears one of them is shown, and may do,
// what was meant for that person, though that person has never come in.
func (s *State) Named() iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, of := range []iter.Seq[string]{
			maps.Keys(s.Access.Members), maps.Values(s.Team.Roles), maps.Values(s.Team.Offers), maps.Values(s.Team.Acting),
			s.inStreams, s.withTasks,
		} {
			for name := range of {
				if name != "" && !yield(name) {
					return
				}
			}
		}
	}
}

func (s *State) inStreams(yield func(string) bool) {
	for _, st := range s.Team.Streams {
		for _, name := range st.Members {
			if !yield(name) {
				return
			}
		}
	}
}

func (s *State) withTasks(yield func(string) bool) {
	for _, t := range s.Plan.Tasks.All() {
		if !yield(t.Holder) {
			return
		}
	}
}

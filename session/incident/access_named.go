package incident

import (
	"iter"
	"maps"
	"strings"
)

// Named yields the names of all people who wrote here, joined, or were given something;
// some of them more than once. A new person with one of these names would see and do
// what was meant for the other.
func (s *State) Named() iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, of := range []iter.Seq[string]{
			maps.Keys(s.Access.Members), maps.Values(s.Team.Roles), maps.Values(s.Team.Offers), maps.Values(s.Team.Acting),
			s.inStreams, s.withTasks, s.withFixes, s.withHunts, s.withDecisions, s.withChanges, s.withQuarantines,
		} {
			for name := range of {
				if name != "" && !yield(name) {
					return
				}
			}
		}
	}
}

// CameIn reports whether a person of this name was here, with or without a screen.
func (s *State) CameIn(name string) bool {
	m := s.Access.Members[name]
	return m.Rank != RankNone || m.Status != memberRemoved && !m.Gone.IsZero()
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

func (s *State) withHunts(yield func(string) bool) {
	for _, h := range s.Hunts.All.All() {
		if !yield(h.Hunter) {
			return
		}
	}
}

func (s *State) withFixes(yield func(string) bool) {
	for _, h := range s.SizeUp.Hypotheses.All() {
		if !yield(h.Progress.Owner) {
			return
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

func (s *State) withDecisions(yield func(string) bool) {
	for _, d := range s.Decisions.All.All() {
		if !yield(d.Accountable) {
			return
		}
	}
}

func (s *State) withChanges(yield func(string) bool) {
	for _, c := range s.Decisions.Changes.All() {
		if !yield(c.Keeping.Owner) {
			return
		}
	}
}

// withQuarantines yields the people for whom a system is kept, and who may enter it.
func (s *State) withQuarantines(yield func(string) bool) {
	for _, n := range s.systemStates() {
		for _, who := range append([]string{n.Quarantine.For}, n.Quarantine.Enter...) {
			if name, person := strings.CutPrefix(who, "@"); person && !yield(name) {
				return
			}
		}
	}
}

package incident

// Fold is the state after one more event. It changes nothing that s shares:
// it copies what the event changes, and nothing else. Events come in the
// order of their numbers; the caller checks that none is missing.
func Fold(s *State, e *Event) *State {
	next := *s
	next.Last = e.Seq
	entry := EntryOf(e)
	next.entries.list = s.entries.list.append(*entry)
	where := placeOf(e)
	if where == inTimeline || where == inChat {
		next.Written++
	}
	if where == inTimeline {
		next.entries.timeline = s.entries.timeline.insert(MarkOf(e))
	}
	if entry.Label != NoLabel {
		next.addAuthor(e.By)
	}
	next.acknowledge(e)
	next.noticed(e)
	e.Fact.fold(&next, e)
	return &next
}

// noticed notes that who writes has been here, on a screen or not.
func (s *State) noticed(e *Event) {
	m := s.Access.Members[e.By]
	if m.Rank != RankNone || !m.Gone.IsZero() || e.By == House {
		return
	}
	m.Standing, m.Gone = max(m.Standing, Seen), e.Written()
	s.Access.Members = with(s.Access.Members, e.By, m)
}

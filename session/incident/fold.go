package incident

// Fold returns the state after one more event. It doesn't change s: it copies
// only what the event changes. Events come in the order of their numbers; the
// caller checks that none is missing.
func Fold(s *State, e *Event) *State {
	next := *s
	next.Last = e.Seq
	entry := EntryOf(e)
	where := placeOf(e)
	next.addVeil(entry)
	next.entries.add(entry, where)
	if where == inTimeline || where == inChat {
		next.Written++
	}
	if entry.Label != labelNone {
		next.Access.addAuthor(e.By)
	}
	next.acknowledge(e)
	next.recordVisit(e)
	e.Fact.fold(&next, e)
	next.entries.mentions.addGiven(&next, e)
	return &next
}

package incident

// Fold is the state after one more event. It changes nothing that s shares:
// it copies what the event changes, and nothing else. Events come in the
// order of their numbers; the caller checks that none is missing.
func Fold(s *State, e *Event) *State {
	next := *s
	next.Last = e.Seq
	next.entries = s.entries.append(&Entry{Event: e})
	where := placeOf(e)
	if where != inRecord {
		next.Written++
	}
	if where == inTimeline {
		next.timeline = s.timeline.insert(MarkOf(e))
	}
	if next.Members[e.By].Standing == Stranger {
		next.setStanding(e.By, Seen) // who writes has been here, on a screen or not
	}
	next.acknowledge(e)
	e.Fact.fold(&next, e)
	return &next
}

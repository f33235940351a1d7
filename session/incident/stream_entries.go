package incident

import "iter"

// Stream returns the name of the workstream that the event belongs to, "" for the whole
// bridge.
func (e *Event) Stream() string {
	if f, ok := e.Fact.(ofStream); ok {
		return f.streamName()
	}
	return ""
}

// StreamEntries goes back through a workstream's chat and entries from the last with a
// number under end.
func (v View) StreamEntries(name string, end uint64) iter.Seq[*Entry] {
	return v.orNil(v.state.StreamEntries(name, end))
}

// StreamSince counts a workstream's chat and entries with a number over seq, shown or
// not.
func (v View) StreamSince(name string, seq uint64) int { return v.state.StreamSince(name, seq) }

// StreamFrom goes on through a workstream's chat and entries from the first with a
// number over start.
func (v View) StreamFrom(name string, start uint64) iter.Seq[*Entry] {
	return v.orNil(v.state.StreamFrom(name, start))
}

// StreamEntries goes back through a workstream's chat and entries from the last
// with a number under end.
func (s *State) StreamEntries(name string, end uint64) iter.Seq[*Entry] {
	return s.entriesBefore(s.entries.streams[name], end)
}

// StreamFrom goes on through a workstream's chat and entries from the first
// with a number over start.
func (s *State) StreamFrom(name string, start uint64) iter.Seq[*Entry] {
	return s.entriesAfter(s.entries.streams[name], start)
}

// StreamSince counts a workstream's chat and entries with a number over seq.
func (s *State) StreamSince(name string, seq uint64) int {
	list := s.entries.streams[name]
	return list.Len() - numberedBefore(list, seq+1)
}

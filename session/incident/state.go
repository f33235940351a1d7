package incident

import (
	"iter"
	"slices"
	"time"
)

// State is one incident as its log tells it. It is a value: once shared,
// nobody changes it, its maps or its slices.
type State struct {
	ID       ID
	Last     uint64 // number of the last entry; 0 before the declaration
	Written  uint64 // how many entries people read: of the timeline and the chat
	Drill    bool
	Declared Declaration

	Status    Status
	SizeUp    SizeUp
	Metrics   Metrics
	Plan      Plan
	Decisions Decisions
	Access    Access
	Team      Team
	Comms     Comms
	Affected  Affected
	entries   entries
}

// entries is the section of the entries themselves, which methods of State read.
type entries struct {
	list     List[Entry] // entry n stands at n-1
	chat     List[uint64]
	timeline order
	stars    List[uint64] // numbers of the entries that have ever had one, in the order of the first
	findings List[uint64]
	streams  map[string]List[uint64] // what was said and entered, by the stream's name
}

// Declaration is who opened the incident, and when.
type Declaration struct {
	At time.Time
	By string
}

// Entry is one event as it reads now.
type Entry struct {
	*Event
	Starred    bool
	listed     bool   // it is among State.stars: it has had a star, whatever became of that
	Promoted   bool   // a line of chat that stands in the timeline too
	Label      Label  // of its own, stricter than the bridge's
	Correction *Event // the last correction, nil where there is none
}

// EntryOf is an event as it reads when it has just been written.
func EntryOf(e *Event) *Entry {
	entry := &Entry{Event: e}
	if f, ok := e.Fact.(labelled); ok {
		entry.Label = f.label()
	}
	return entry
}

// Line is the entry's text as corrected.
func (e *Entry) Line() string {
	if e.Correction != nil {
		return e.Correction.Fact.(Corrected).Text
	}
	return e.Event.Line()
}

// Original is the entry's text as it was written.
func (e *Entry) Original() string { return e.Event.Line() }

// New is the state of an incident before its declaration.
func New(id ID) *State { return &State{ID: id} }

// Outline is the state without its entries: small enough to keep of every
// incident.
func (s *State) Outline() *State {
	o := *s
	o.entries = entries{}
	o.Affected = s.Affected.withoutAssets()
	return &o
}

// Entry is the entry with number seq, nil where there is none.
func (s *State) Entry(seq uint64) *Entry {
	if seq == 0 || seq > uint64(s.entries.list.Len()) {
		return nil
	}
	return s.entries.list.ref(int(seq - 1))
}

// Entries goes through the entries after seq in the order of their numbers.
func (s *State) Entries(after uint64) iter.Seq[*Entry] {
	return func(yield func(*Entry) bool) {
		last := uint64(s.entries.list.Len())
		for seq := min(after, last) + 1; seq <= last; seq++ {
			if !yield(s.Entry(seq)) {
				return
			}
		}
	}
}

// Timeline goes back through the timeline from the last entry before end.
func (s *State) Timeline(end Mark) iter.Seq[*Entry] {
	return s.entriesAt(s.entries.timeline.back(end))
}

// TimelineFrom goes on through the timeline from the first entry after start.
func (s *State) TimelineFrom(start Mark) iter.Seq[*Entry] {
	return s.entriesAt(s.entries.timeline.from(start))
}

// TimelineEnd is the place behind the last entry of the timeline.
func (s *State) TimelineEnd() Mark { return Mark{at: 1<<63 - 1, Seq: ^uint64(0)} }

func (s *State) entriesAt(marks iter.Seq[Mark]) iter.Seq[*Entry] {
	return func(yield func(*Entry) bool) {
		for m := range marks {
			if !yield(s.Entry(m.Seq)) {
				return
			}
		}
	}
}

// Chat goes back through the chat from the last line with a number under end.
func (s *State) Chat(end uint64) iter.Seq[*Entry] { return s.numbered(s.entries.chat, end) }

// ChatFrom goes on through the chat from the first line with a number over start.
func (s *State) ChatFrom(start uint64) iter.Seq[*Entry] { return s.numberedFrom(s.entries.chat, start) }

// ChatSince counts the lines of chat with a number over seq. It costs the same
// for any of them.
func (s *State) ChatSince(seq uint64) int {
	return s.entries.chat.Len() - numberedBefore(s.entries.chat, seq+1)
}

// numbered goes back through the entries of a list from the last with a number
// under end.
func (s *State) numbered(list List[uint64], end uint64) iter.Seq[*Entry] {
	return func(yield func(*Entry) bool) {
		for i := numberedBefore(list, end) - 1; i >= 0; i-- {
			if !yield(s.Entry(list.At(i))) {
				return
			}
		}
	}
}

// numberedFrom goes on through them from the first with a number over start.
func (s *State) numberedFrom(list List[uint64], start uint64) iter.Seq[*Entry] {
	return func(yield func(*Entry) bool) {
		for i := numberedBefore(list, start+1); i < list.Len(); i++ {
			if !yield(s.Entry(list.At(i))) {
				return
			}
		}
	}
}

// numberedBefore counts the numbers of a list under end.
func numberedBefore(list List[uint64], end uint64) int {
	lo, hi := 0, list.Len()
	for lo < hi {
		mid := (lo + hi) / 2
		if list.At(mid) < end {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// Stars goes through the starred entries in the order of their numbers.
func (s *State) Stars() iter.Seq[*Entry] {
	return func(yield func(*Entry) bool) {
		numbers := make([]uint64, 0, s.entries.stars.Len())
		for _, seq := range s.entries.stars.All() {
			numbers = append(numbers, seq)
		}
		slices.Sort(numbers)
		for _, seq := range numbers {
			if e := s.Entry(seq); e.Starred && !yield(e) {
				return
			}
		}
	}
}

// find is the entry that someone names by its number.
func (s *State) find(seq uint64, by Person) (*Entry, error) {
	e := s.Entry(seq)
	if e == nil || !Visible(s, by, e.Event) {
		return nil, refuse("there is no entry #%d: the last is #%d", seq, s.Last)
	}
	return e, nil
}

// change replaces an entry with a changed copy. An entry that isn't there
// stays so: a log that was written by another program must not stop a bridge.
func (s *State) change(seq uint64, f func(*Entry)) *Entry {
	old := s.Entry(seq)
	if old == nil {
		return nil
	}
	e := *old
	f(&e)
	s.entries.list = s.entries.list.set(int(seq-1), e)
	return &e
}

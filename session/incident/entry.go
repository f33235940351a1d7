package incident

import (
	"iter"
	"time"
	"warroom/session/incident/immutable"
)

// entries is the section of the entries themselves, which methods of State read.
type entries struct {
	list     immutable.List[Entry] // entry n stands at n-1
	chat     immutable.List[uint64]
	timeline order
	stars    immutable.List[uint64] // numbers of the entries that have ever had one, in the order of the first
	findings immutable.List[uint64]
	struck   immutable.List[uint64]
	news     immutable.List[uint64] // what who comes back reads first
	mentions nameIndex
	veils    veils
	streams  map[string]immutable.List[uint64] // what was said and entered, by the stream's name
	kept     map[uint64]*Entry                 // of an outline, in place of the list
}

var entrySection = section{
	verbs: []Verb{sayVerb, factVerb, findingVerb, noteVerb, starVerb, promoteVerb, correctVerb, strikeVerb},
	kinds: map[string]codec{
		"said":          {"chat", inChat, intoText[lineSaid]},
		"fact-added":    {"fact", inTimeline, intoText[factAdded]},
		"finding-added": {"find", inTimeline, intoText[findingAdded]},
		"note-added":    {"note", inTimeline, intoText[noteAdded]},
		"starred":       {"star", inRecord, into[entryStarred]},
		"promoted":      {"prom", inRecord, into[entryPromoted]},
		"corrected":     {"corr", inRecord, into[entryCorrected]},
		"struck":        {"STRK", inTimeline, into[entryStruck]},
		"labelled":      {"labl", inRecord, into[entryLabelled]},
	},
}

// Entry is one event with its present text, label and marks.
type Entry struct {
	*Event
	Starred    bool
	listed     bool   // it is among State.stars: it has had a star, whatever became of that
	Promoted   bool   // a line of chat that stands in the timeline too
	Label      label  // of its own, stricter than the bridge's
	Correction *Event // the last new text, nil where there is none
	Move       *Event // the last new time, nil where there is none
	Strike     *Event // what crossed it out, nil where nothing did
}

// EntryOf returns the entry of an event that was just written.
func EntryOf(e *Event) *Entry {
	entry := &Entry{Event: e}
	if f, ok := e.Fact.(labelled); ok {
		entry.Label = f.label()
	}
	return entry
}

// Line returns the entry's text as corrected.
func (e *Entry) Line() string {
	if e.Correction != nil {
		return e.Correction.Fact.(entryCorrected).Text
	}
	return e.Event.Line()
}

// Happened returns when it happened, as corrected.
func (e *Entry) Happened() time.Time {
	if e.Move != nil {
		return e.Move.Fact.(mover).movedTo()
	}
	return e.OccurredAt
}

// mover is a fact that says when another entry happened.
type mover interface{ movedTo() time.Time }

// Moved reports whether it happened at another time than was written first.
func (e *Entry) Moved() bool { return !e.Happened().Equal(e.OccurredAt) }

// BackDated reports whether the entry was logged a minute or more after it happened, as
// corrected.
func (e *Entry) BackDated() bool { return e.Written().Sub(e.Happened()) >= time.Minute }

// Mark returns the entry's position in the timeline, as corrected.
func (e *Entry) Mark() Mark {
	if e.Move != nil {
		return Mark{e.Happened().UnixNano(), e.Seq}
	}
	return e.Event.Mark()
}

// Original returns the entry's text as it was written.
func (e *Entry) Original() string { return e.Event.Line() }

// Entry returns the entry with number seq, nil if there is none. An outline has few.
func (s *State) Entry(seq uint64) *Entry {
	if seq == 0 || seq > uint64(s.entries.list.Len()) {
		return s.entries.kept[seq]
	}
	return s.entries.list.Ref(int(seq - 1))
}

// Entries yields the entries after seq in the order of their numbers.
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

// find returns the entry that a person names by its number, or a refusal.
func (s *State) find(seq uint64, by Person) (*Entry, error) {
	e := s.Entry(seq)
	if e == nil || !s.For(by).Shows(e.Event) {
		return nil, refuse("there is no entry #%d: the last is #%d", seq, s.For(by).LastShown())
	}
	return e, nil
}

// updateEntry replaces an entry with a changed copy. It ignores an entry that
// isn't there: a log that another program wrote must not stop a bridge.
func (s *State) updateEntry(seq uint64, f func(*Entry)) *Entry {
	old := s.Entry(seq)
	if old == nil {
		return nil
	}
	e := *old
	f(&e)
	s.entries.list = s.entries.list.Set(int(seq-1), e)
	return &e
}

// replaceFact replaces what an entry says, here and in every reading. The log keeps it.
func (s *State) replaceFact(seq uint64, f Fact) {
	s.updateEntry(seq, func(e *Entry) {
		event := *e.Event
		event.Fact = f
		e.Event = &event
	})
}

// moveEntry gives an entry the time of a correction, and its place in the timeline.
func (s *State) moveEntry(seq uint64, correction *Event) {
	old := s.Entry(seq)
	if old == nil {
		return
	}
	was, shown := old.Mark(), old.Promoted || placeOf(old.Event) == inTimeline
	e := s.updateEntry(seq, func(e *Entry) { e.Move = correction })
	if shown {
		s.entries.timeline = s.entries.timeline.remove(was).insert(e.Mark())
	}
}

// add appends an entry, and puts it in the timeline where it stands there.
func (es *entries) add(e *Entry, where place) {
	es.list = es.list.Append(*e)
	if where == inTimeline {
		es.timeline = es.timeline.insert(e.Mark())
	}
	if _, is := e.Fact.(news); is {
		es.news = es.news.Append(e.Seq)
	}
	if where != inRecord {
		es.mentions.add(e.Event)
	}
}

// addToStream appends an entry to those of a workstream.
func (es *entries) addToStream(name string, seq uint64) {
	es.streams = mapWith(es.streams, name, es.streams[name].Append(seq))
}

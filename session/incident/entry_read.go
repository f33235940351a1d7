package incident

import (
	"iter"
	"slices"
	"time"
	"warroom/session/incident/immutable"
)

// Timeline goes back through the timeline from the last entry before end.
func (s *State) Timeline(end Mark) iter.Seq[*Entry] {
	return s.entriesAt(s.entries.timeline.back(end))
}

// TimelineFrom goes on through the timeline from the first entry after start.
func (s *State) TimelineFrom(start Mark) iter.Seq[*Entry] {
	return s.entriesAt(s.entries.timeline.from(start))
}

// Timeline goes back through the timeline from the last entry before end. Like every
// walk through the record, it yields nil for an entry that isn't shown: the caller can
// give up in a long record of which little is shown.
func (v View) Timeline(end Mark) iter.Seq[*Entry] { return v.orNil(v.state.Timeline(end)) }

// TimelineFrom goes on through the timeline from the first entry after start, as
// Timeline goes back.
func (v View) TimelineFrom(start Mark) iter.Seq[*Entry] {
	return v.orNil(v.state.TimelineFrom(start))
}

// TimelineEnd returns the place behind the last entry of the timeline.
func (v View) TimelineEnd() Mark { return v.state.TimelineEnd() }

// Chat goes back through the chat from the last line with a number under end.
func (v View) Chat(end uint64) iter.Seq[*Entry] { return v.orNil(v.state.Chat(end)) }

// ChatFrom goes on through the chat from the first line with a number over start.
func (v View) ChatFrom(start uint64) iter.Seq[*Entry] { return v.orNil(v.state.ChatFrom(start)) }

// ChatSince counts the lines of chat with a number over seq, shown or not. It costs the
// same for any of them.
func (v View) ChatSince(seq uint64) int { return v.state.ChatSince(seq) }

// EntriesAsOf returns the entries as they were known at a moment, without later entries,
// corrections and stars, as far as they are shown now. The clock may have been set back
// or ahead: an entry counts as known when one of that moment follows it, whatever its own
// time. It calls spend before each entry that it reads again, and ends with spend's error.
func (v View) EntriesAsOf(at time.Time, spend func() error) (iter.Seq[*Entry], error) {
	last := uint64(0)
	for e := range v.state.Entries(0) {
		if !e.Written().After(at) {
			last = e.Seq
		}
	}
	then := New(v.state.ID)
	for e := range v.state.Entries(0) {
		if e.Seq > last {
			break
		}
		if err := spend(); err != nil {
			return nil, err
		}
		then = Fold(then, e.Event)
	}
	return v.orNil(then.Entries(0)), nil
}

// orNil yields some entries, nil in place of each that isn't shown.
func (v View) orNil(entries iter.Seq[*Entry]) iter.Seq[*Entry] {
	return func(yield func(*Entry) bool) {
		for e := range entries {
			if !v.Shows(e.Event) {
				e = nil
			}
			if !yield(e) {
				return
			}
		}
	}
}

// Stars yields the starred entries in the order of their numbers.
func (v View) Stars() iter.Seq[*Entry] { return v.shown(v.state.Stars()) }

// TimelineEnd returns the place behind the last entry of the timeline.
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
func (s *State) Chat(end uint64) iter.Seq[*Entry] { return s.entriesBefore(s.entries.chat, end) }

// ChatFrom goes on through the chat from the first line with a number over start.
func (s *State) ChatFrom(start uint64) iter.Seq[*Entry] { return s.entriesAfter(s.entries.chat, start) }

// ChatSince counts the lines of chat with a number over seq. It costs the same
// for any of them.
func (s *State) ChatSince(seq uint64) int {
	return s.entries.chat.Len() - numberedBefore(s.entries.chat, seq+1)
}

// entriesBefore goes back through the entries of a list from the last with a number
// under end.
func (s *State) entriesBefore(list immutable.List[uint64], end uint64) iter.Seq[*Entry] {
	return func(yield func(*Entry) bool) {
		for i := numberedBefore(list, end) - 1; i >= 0; i-- {
			if !yield(s.Entry(list.At(i))) {
				return
			}
		}
	}
}

// entriesAfter goes on through them from the first with a number over start.
func (s *State) entriesAfter(list immutable.List[uint64], start uint64) iter.Seq[*Entry] {
	return func(yield func(*Entry) bool) {
		for i := numberedBefore(list, start+1); i < list.Len(); i++ {
			if !yield(s.Entry(list.At(i))) {
				return
			}
		}
	}
}

// numberedBefore counts the numbers of a list under end.
func numberedBefore(list immutable.List[uint64], end uint64) int {
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

package incident

import (
	"iter"
	"slices"
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
func (s *State) numbered(list immutable.List[uint64], end uint64) iter.Seq[*Entry] {
	return func(yield func(*Entry) bool) {
		for i := numberedBefore(list, end) - 1; i >= 0; i-- {
			if !yield(s.Entry(list.At(i))) {
				return
			}
		}
	}
}

// numberedFrom goes on through them from the first with a number over start.
func (s *State) numberedFrom(list immutable.List[uint64], start uint64) iter.Seq[*Entry] {
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

package incident

import (
	"iter"
	"time"
)

// View is one incident as one reader may see it: its readings leave out what the
// reader may not see, so that nobody who draws, writes or counts has to remember to.
// Readers outside of the package get Views, and no State.
//
// A View is a value. Two Views are equal when they show the same incident at the same
// entry to readers who see the same: what was drawn from one serves for the other. What
// depends on the person beyond that, a reading takes as an argument.
type View struct {
	state *State
	sees  clearance
}

// For returns the incident as p may see it. To someone who may not enter, it shows an
// incident with an ID and nothing in it. It has no clock: see Expired.
func (s *State) For(p Person) View {
	if !s.MayEnter(p) {
		return View{state: New(s.ID)}
	}
	return View{s, s.clearanceOf(p)}
}

// ID returns the incident's ID.
func (v View) ID() ID { return v.state.ID }

// Last returns the number of the last entry, shown or not; 0 before the declaration. What is
// told to people is LastShown.
func (v View) Last() uint64 { return v.state.Last }

// Written returns how many entries the timeline and the chat have, shown or not. What is told
// to people is Shown.
func (v View) Written() uint64 { return v.state.Written }

// Drill reports whether the incident is an exercise.
func (v View) Drill() bool { return v.state.Drill }

// Declared returns who opened the incident, and when.
func (v View) Declared() Declaration { return v.state.Declared }

// Sees reports whether the item that entry seq opened is shown: a task, a decision, an
// asset, a workstream.
func (v View) Sees(seq uint64) bool {
	e := v.state.Entry(seq)
	return e != nil && v.Shows(e.Event)
}

// whole is what a reader sees from whom nothing is kept: what a guard goes by.
func (s *State) whole() View { return View{s, clearance{work: true, red: true}} }

// Entry returns the entry with a number, nil where there is none that is shown.
func (v View) Entry(seq uint64) *Entry {
	if e := v.state.Entry(seq); e != nil && v.Shows(e.Event) {
		return e
	}
	return nil
}

// Logged returns when the entry with a number was logged, shown or not: its RecordedAt,
// and the time that the clock showed then. It is false where there is none.
func (v View) Logged(seq uint64) (recorded, written time.Time, ok bool) {
	e := v.state.Entry(seq)
	if e == nil {
		return time.Time{}, time.Time{}, false
	}
	return e.RecordedAt, e.Written(), true
}

// Entries yields the entries with a number over after, in the order of their numbers,
// nil for each that isn't shown: see Timeline.
func (v View) Entries(after uint64) iter.Seq[*Entry] {
	return func(yield func(*Entry) bool) {
		last := uint64(v.state.entries.list.Len())
		for seq := min(after, last) + 1; seq <= last; seq++ {
			if !yield(v.Entry(seq)) {
				return
			}
		}
	}
}

// shown yields those of some entries that are shown.
func (v View) shown(entries iter.Seq[*Entry]) iter.Seq[*Entry] {
	return func(yield func(*Entry) bool) {
		for e := range entries {
			if v.Shows(e.Event) && !yield(e) {
				return
			}
		}
	}
}

// seen yields those of some items that are shown. seq returns the number of the entry
// that opened an item.
func seen[T any](v View, items iter.Seq2[int, T], seq func(T) uint64) iter.Seq[T] {
	return func(yield func(T) bool) {
		for _, item := range items {
			if v.Sees(seq(item)) && !yield(item) {
				return
			}
		}
	}
}

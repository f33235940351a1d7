package incident

import (
	"cmp"
	"slices"

	"warroom/session/incident/immutable"
)

// These bound the entries that Unseen asks about one by one, in each of its lists.
const (
	maxVeiled = 100
	maxAbouts = 20
)

// veils has the numbers of those entries of the timeline and the chat that some readers may
// not see.
type veils struct {
	working immutable.List[uint64] // working notes, hidden from observers alone
	written immutable.List[uint64] // those with a label or a workstream, or about such an entry
	later   immutable.List[uint64] // labelled since they were written, in the order of that
	abouts  immutable.List[uint64] // about others: hidden with them
}

// isWorking reports whether observers may not see the entry, whatever its label.
func (e *Entry) isWorking() bool {
	f, is := e.Fact.(hidden)
	return is && f.hiddenFrom(clearance{})
}

// ejecting is a fact that may ask to put somebody out, and then isn't shown to them.
type ejecting interface{ ejected() string }

func (f decisionMade) ejected() string { return ejects(f.Act) }

// mayVeil reports whether some who work here may not see an entry that is about to be added,
// or some observers for another reason than that they don't work here.
func (s *State) mayVeil(e *Entry) bool {
	if f, is := e.Fact.(ejecting); is && f.ejected() != "" || e.Label != labelNone || e.Stream() != "" {
		return true
	}
	f, ok := e.Fact.(about)
	if !ok {
		return false
	}
	seq := f.aboutEntry(s)
	other := s.Entry(seq)
	return other != nil && seq < e.Seq && (other.veiled || other.isWorking())
}

// add notes an entry of the timeline or the chat.
func (vs *veils) add(e *Entry) {
	switch {
	case e.veiled:
		vs.written = vs.written.Append(e.Seq)
	case e.isWorking():
		vs.working = vs.working.Append(e.Seq)
	default:
		if _, is := e.Fact.(about); is {
			vs.abouts = vs.abouts.Append(e.Seq)
		}
	}
}

// veilLater notes an entry that got a label after it was written.
func (s *State) veilLater(seq uint64) {
	e := s.Entry(seq)
	if e == nil || e.veiled {
		return
	}
	s.updateEntry(seq, func(e *Entry) { e.veiled = true })
	if where := placeOf(e.Event); where == inTimeline || where == inChat {
		s.entries.veils.later = s.entries.veils.later.Append(seq)
	}
}

// newest returns the last entries that are asked about one by one.
func (vs veils) newest() (all []uint64) {
	if vs.written.Len()+vs.later.Len() == 0 {
		return nil // nothing is hidden that others could be about
	}
	for _, l := range []struct {
		list immutable.List[uint64]
		most int
	}{{vs.written, maxVeiled}, {vs.later, maxVeiled}, {vs.abouts, maxAbouts}} {
		for i := range min(l.list.Len(), l.most) {
			all = append(all, l.list.At(l.list.Len()-1-i))
		}
	}
	return all
}

// Unseen counts the entries of the timeline and the chat that a reader may not see. The
// zero value counts none.
type Unseen struct {
	hidden  []uint64               // numbers, from the highest
	working immutable.List[uint64] // all of it counts too
	older   immutable.List[uint64] // what is under from counts too
	from    uint64
}

// Unseen returns the count for the reader. It asks about the last entries that may be hidden,
// at most maxVeiled of each list; of those with a label or a workstream, all before them
// count as hidden: what is left is rather too little than what the reader may not see. It
// costs the same however many there are.
func (v View) Unseen() (u Unseen) {
	if v.showsAll() {
		return Unseen{}
	}
	vs := v.state.entries.veils
	if !v.sees.work {
		u.working = vs.working
	}
	for _, seq := range vs.newest() {
		if !v.Sees(seq) && !contains(u.working, seq) {
			u.hidden = append(u.hidden, seq)
		}
	}
	slices.SortFunc(u.hidden, func(a, b uint64) int { return cmp.Compare(b, a) })
	u.hidden = slices.Compact(u.hidden) // one may be about another and have a label too
	if n := vs.written.Len(); n > maxVeiled {
		u.older, u.from = vs.written, vs.written.At(n-maxVeiled)
	}
	return u
}

// Since returns how many of them have a number over after.
func (u Unseen) Since(after uint64) uint64 {
	n := slices.IndexFunc(u.hidden, func(seq uint64) bool { return seq <= after })
	if n < 0 {
		n = len(u.hidden)
	}
	n += u.working.Len() - numberedBefore(u.working, after+1)
	if after < u.from {
		n += numberedBefore(u.older, u.from) - numberedBefore(u.older, after+1)
	}
	return uint64(n)
}

// contains reports whether a list in the order of its numbers has one.
func contains(list immutable.List[uint64], n uint64) bool {
	return numberedBefore(list, n+1) > numberedBefore(list, n)
}

package incident

import (
	"iter"
	"sort"
	"warroom/session/incident/immutable"
)

// Mark is a place in the timeline: when an entry happened and, among those of
// one moment, its number. The zero Mark is before all entries.
type Mark struct {
	at  int64 // Unix nanoseconds
	Seq uint64
}

// Mark returns the place of the event in the timeline. What happened as it was written stands in the order
// of writing, whatever the clock said.
func (e *Event) Mark() Mark {
	if !e.Clock.IsZero() && e.OccurredAt.Equal(e.Clock) {
		return Mark{e.RecordedAt.UnixNano(), e.Seq}
	}
	return Mark{e.OccurredAt.UnixNano(), e.Seq}
}

// Before reports whether m stands earlier in the timeline than o.
func (m Mark) Before(o Mark) bool {
	if m.at != o.at {
		return m.at < o.at
	}
	return m.Seq < o.Seq
}

// order is an immutable set of marks in their order. Most come at its end, where
// they cost what an item of a List does; elsewhere, the way into a B-tree is
// copied.
type order struct {
	root *node                // nil while there are no marks but the last
	last immutable.List[Mark] // at most nodeFan of them, after all of the root's
}

// insert is the order with m in its place, once.
func (o order) insert(m Mark) order {
	n, i := o.last.Len(), o.lastUpTo(m)
	switch {
	case i == 0 && o.root != nil:
		return order{joined(o.root.insert(m)), o.last}
	case i > 0 && o.last.At(i-1) == m:
		return o
	case i == n && n < nodeFan:
		return order{o.root, o.last.Append(m)}
	}
	marks := make([]Mark, 0, nodeFan+1)
	for _, mark := range o.last.All() {
		marks = append(marks, mark)
	}
	return order{root: o.root}.behind(inserted(marks, i, m))
}

// behind is an order of a root alone with marks behind it. Where they are more
// than the last may be, the first of them become a leaf of the tree.
func (o order) behind(marks []Mark) order {
	if len(marks) > nodeFan {
		o.root = joined(o.root.push(&node{marks: marks[:nodeFan:nodeFan]}))
		marks = marks[nodeFan:]
	}
	for _, m := range marks {
		o.last = o.last.Append(m)
	}
	return o
}

// lastUpTo counts those of the last marks that don't stand after m.
func (o order) lastUpTo(m Mark) int {
	return sort.Search(o.last.Len(), func(i int) bool { return m.Before(o.last.At(i)) })
}

// back goes from the last mark before end to the first.
func (o order) back(end Mark) iter.Seq[Mark] {
	return func(yield func(Mark) bool) {
		n := sort.Search(o.last.Len(), func(i int) bool { return !o.last.At(i).Before(end) })
		for i := n - 1; i >= 0; i-- {
			if !yield(o.last.At(i)) {
				return
			}
		}
		if o.root != nil {
			o.root.back(end, yield)
		}
	}
}

// from goes from the first mark after start to the last.
func (o order) from(start Mark) iter.Seq[Mark] {
	return func(yield func(Mark) bool) {
		if o.root != nil && !o.root.from(start, yield) {
			return
		}
		for i := o.lastUpTo(start); i < o.last.Len(); i++ {
			if !yield(o.last.At(i)) {
				return
			}
		}
	}
}

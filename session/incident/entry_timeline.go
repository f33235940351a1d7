package incident

import (
	"iter"
	"sort"
	"warroom/session/incident/immutable"
)

// Mark is a position in the timeline: the time of an entry and, among entries
// of one time, its number. The zero Mark is before all entries.
type Mark struct {
	at  int64 // Unix nanoseconds
	Seq uint64
}

// Mark returns the position of e. Entries that happened as they were written are in
// the order of writing, whatever the clock said.
func (e *Event) Mark() Mark {
	if !e.Clock.IsZero() && e.OccurredAt.Equal(e.Clock) {
		return Mark{e.RecordedAt.UnixNano(), e.Seq}
	}
	return Mark{e.OccurredAt.UnixNano(), e.Seq}
}

// Before reports whether m is earlier in the timeline than o.
func (m Mark) Before(o Mark) bool {
	if m.at != o.at {
		return m.at < o.at
	}
	return m.Seq < o.Seq
}

// order is an immutable sorted set of marks. An append costs as much as a
// List's; an insertion elsewhere copies one path of a B-tree.
type order struct {
	root *node                // nil if all marks are in last
	last immutable.List[Mark] // at most nodeFan marks, after all of the root's
}

// insert returns the order with m added, once.
func (o order) insert(m Mark) order {
	n, i := o.last.Len(), o.lastUpTo(m)
	switch {
	case i == 0 && o.root != nil && (n > 0 || m.Before(o.root.end())):
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

// remove returns the order without m: the order itself if m isn't in it.
func (o order) remove(m Mark) order {
	i := o.lastUpTo(m)
	switch {
	case i > 0 && o.last.At(i-1) == m:
		rest := order{root: o.root}
		for _, mark := range o.last.All() {
			if mark != m {
				rest.last = rest.last.Append(mark)
			}
		}
		return rest
	case i == 0 && o.root != nil:
		return order{o.root.remove(m), o.last}
	}
	return o
}

// behind returns an order of root with marks after it. If there are too many
// for last, the first of them become a leaf of the tree.
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

// lastUpTo counts the marks in last that aren't after m.
func (o order) lastUpTo(m Mark) int {
	return sort.Search(o.last.Len(), func(i int) bool { return m.Before(o.last.At(i)) })
}

// back yields the marks before end, the latest first.
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

// from yields the marks after start, the earliest first.
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

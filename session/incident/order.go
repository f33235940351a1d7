package incident

import (
	"iter"
	"slices"
	"sort"
)

// Mark is a place in the timeline: when an entry happened and, among those of
// one moment, its number. The zero Mark is before all entries.
type Mark struct {
	at  int64 // Unix nanoseconds
	Seq uint64
}

// MarkOf is the place of e.
func MarkOf(e *Event) Mark { return Mark{e.OccurredAt.UnixNano(), e.Seq} }

// Before reports whether m stands earlier in the timeline than o.
func (m Mark) Before(o Mark) bool {
	if m.at != o.at {
		return m.at < o.at
	}
	return m.Seq < o.Seq
}

// order is an immutable sequence of marks in their order, kept as a B-tree: an
// entry costs the same wherever in the timeline it stands.
type order struct{ root *node }

// node is a leaf, of marks alone, or a branch, whose marks are the first ones
// of its kids. It has at most fan of them.
type node struct {
	marks []Mark
	kids  []*node
}

func (o order) insert(m Mark) order {
	if o.root == nil {
		return order{&node{marks: []Mark{m}}}
	}
	left, right := o.root.insert(m)
	if right == nil {
		return order{left}
	}
	return order{&node{[]Mark{left.marks[0], right.marks[0]}, []*node{left, right}}}
}

// insert is the node with m, in two where it would be too large for one.
func (n *node) insert(m Mark) (left, right *node) {
	i := n.after(m)
	if n.kids == nil {
		return (&node{marks: inserted(n.marks, i, m)}).split(i)
	}
	k := max(0, i-1)
	a, b := n.kids[k].insert(m)
	if b == nil {
		c := &node{slices.Clone(n.marks), slices.Clone(n.kids)}
		c.marks[k], c.kids[k] = a.marks[0], a
		return c, nil
	}
	c := &node{inserted(n.marks, k+1, b.marks[0]), inserted(n.kids, k+1, b)}
	c.marks[k], c.kids[k] = a.marks[0], a
	return c.split(k + 1)
}

// split parts a node that has grown too large at place i. One that grew at its
// end leaves a full node behind: most entries happen last.
func (n *node) split(i int) (left, right *node) {
	if len(n.marks) <= fan {
		return n, nil
	}
	at := len(n.marks) / 2
	if i == len(n.marks)-1 {
		at = i
	}
	left, right = &node{marks: n.marks[:at:at]}, &node{marks: n.marks[at:]}
	if n.kids != nil {
		left.kids, right.kids = n.kids[:at:at], n.kids[at:]
	}
	return left, right
}

// after is the place of the first mark after m.
func (n *node) after(m Mark) int {
	return sort.Search(len(n.marks), func(i int) bool { return m.Before(n.marks[i]) })
}

// inserted is a copy of s with v at place i.
func inserted[T any](s []T, i int, v T) []T {
	c := make([]T, len(s)+1)
	copy(c, s[:i])
	c[i] = v
	copy(c[i+1:], s[i:])
	return c
}

// back goes from the last mark before end to the first.
func (o order) back(end Mark) iter.Seq[Mark] {
	return func(yield func(Mark) bool) {
		if o.root != nil {
			o.root.back(end, yield)
		}
	}
}

func (n *node) back(end Mark, yield func(Mark) bool) bool {
	last := sort.Search(len(n.marks), func(i int) bool { return !n.marks[i].Before(end) }) - 1
	for i := last; i >= 0; i-- {
		var more bool
		if n.kids == nil {
			more = yield(n.marks[i])
		} else {
			more = n.kids[i].back(end, yield)
		}
		if !more {
			return false
		}
	}
	return true
}

// from goes from the first mark after start to the last.
func (o order) from(start Mark) iter.Seq[Mark] {
	return func(yield func(Mark) bool) {
		if o.root != nil {
			o.root.from(start, yield)
		}
	}
}

func (n *node) from(start Mark, yield func(Mark) bool) bool {
	first := n.after(start)
	if n.kids == nil {
		for _, m := range n.marks[first:] {
			if !yield(m) {
				return false
			}
		}
		return true
	}
	for _, kid := range n.kids[max(0, first-1):] {
		if !kid.from(start, yield) {
			return false
		}
	}
	return true
}

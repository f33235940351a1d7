package incident

import (
	"slices"
	"sort"
)

// nodeFan is the capacity of a node, in marks. A change copies the nodes on its
// path.
const nodeFan = 16

// node is a leaf, with marks only, or a branch, whose marks are the first ones
// of its kids.
type node struct {
	marks []Mark
	kids  []*node
}

// joined returns a root over one or two nodes.
func joined(left, right *node) *node {
	if right == nil {
		return left
	}
	return &node{[]Mark{left.marks[0], right.marks[0]}, []*node{left, right}}
}

// insert returns the node with m, split in two if it would be too large.
func (n *node) insert(m Mark) (left, right *node) {
	i := n.upTo(m)
	switch {
	case n.kids != nil:
		k := max(0, i-1)
		a, b := n.kids[k].insert(m)
		return n.with(k, a, b)
	case i > 0 && n.marks[i-1] == m:
		return n, nil
	}
	return (&node{marks: inserted(n.marks, i, m)}).split(i)
}

// remove returns the node without m, nil if nothing is left of it. Nodes may be left with
// few marks: an entry rarely moves.
func (n *node) remove(m Mark) *node {
	i := n.upTo(m) - 1
	switch {
	case i < 0, n.kids == nil && n.marks[i] != m:
		return n
	case n.kids == nil:
		return n.without(i)
	}
	kid := n.kids[i].remove(m)
	if kid == nil {
		return n.without(i)
	}
	return n.replaced(i, kid)
}

// replaced returns the branch with another kid i. It shares the marks where they stay.
func (n *node) replaced(i int, kid *node) *node {
	c := &node{n.marks, slices.Clone(n.kids)}
	if c.kids[i] = kid; n.marks[i] != kid.marks[0] {
		c.marks = slices.Clone(n.marks)
		c.marks[i] = kid.marks[0]
	}
	return c
}

// without returns the node without mark or kid i, nil if that was its only one.
func (n *node) without(i int) *node {
	if len(n.marks) == 1 {
		return nil
	}
	c := &node{marks: slices.Delete(slices.Clone(n.marks), i, i+1)}
	if n.kids != nil {
		c.kids = slices.Delete(slices.Clone(n.kids), i, i+1)
	}
	return c
}

// end returns the last mark.
func (n *node) end() Mark {
	for n.kids != nil {
		n = n.kids[len(n.kids)-1]
	}
	return n.marks[len(n.marks)-1]
}

// push returns the node with a leaf after its last one. n may be nil.
func (n *node) push(leaf *node) (left, right *node) {
	switch {
	case n == nil:
		return leaf, nil
	case n.kids == nil:
		return n, leaf
	}
	k := len(n.kids) - 1
	a, b := n.kids[k].push(leaf)
	return n.with(k, a, b)
}

// with returns the branch with kid k replaced by a and, if b isn't nil, b after
// it.
func (n *node) with(k int, a, b *node) (left, right *node) {
	if b == nil {
		return n.replaced(k, a), nil
	}
	c := &node{inserted(n.marks, k+1, b.marks[0]), inserted(n.kids, k+1, b)}
	c.marks[k], c.kids[k] = a.marks[0], a
	return c.split(k + 1)
}

// split splits a node that has grown too large at place i. A node that grew at
// its end leaves a full one behind, since most entries come last.
func (n *node) split(i int) (left, right *node) {
	if len(n.marks) <= nodeFan {
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

// upTo counts the marks that aren't after m.
func (n *node) upTo(m Mark) int {
	return sort.Search(len(n.marks), func(i int) bool { return m.Before(n.marks[i]) })
}

// inserted returns a copy of s with v at index i.
func inserted[T any](s []T, i int, v T) []T {
	c := make([]T, len(s)+1)
	copy(c, s[:i])
	c[i] = v
	copy(c[i+1:], s[i:])
	return c
}

// back yields the marks before end, the latest first, until yield returns
// false.
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

// from yields the marks after start, the earliest first, until yield returns
// false.
func (n *node) from(start Mark, yield func(Mark) bool) bool {
	first := n.upTo(start)
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

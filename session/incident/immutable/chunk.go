package immutable

import "sync/atomic"

// fan is the number of items in a leaf and of kids in a branch. A change copies
// one node at each level, so a small fan copies more nodes, but less in all.
const (
	fanBits = 3
	fan     = 1 << fanBits
)

// chunk is a part of a List: a leaf with items, or a branch with kids. A leaf
// fills from the front. A list reads only the items that it counts, so one
// append may use the next slot of a leaf that lists share.
type chunk[T any] struct {
	kids  *[fan]*chunk[T] // nil in a leaf
	items *[fan]T         // nil in a branch
	used  atomic.Int32    // slots of a leaf that some list has claimed
}

// A chunk and its array are one object, which halves the allocations.
type (
	leaf[T any] struct {
		chunk[T]
		room [fan]T
	}
	branch[T any] struct {
		chunk[T]
		room [fan]*chunk[T]
	}
)

func newLeaf[T any]() *chunk[T] {
	l := &leaf[T]{}
	l.items = &l.room
	return &l.chunk
}

func newBranch[T any](first *chunk[T]) *chunk[T] {
	b := &branch[T]{}
	b.kids, b.room[0] = &b.room, first
	return &b.chunk
}

// claim takes a slot and reports false if another list has it.
func (c *chunk[T]) claim(place int) bool { return c.used.CompareAndSwap(int32(place), int32(place)+1) }

// with returns a copy of c with v at index i, where c is the root of a list of
// n items and i may be n. If c is nil, the copy holds v only.
func (c *chunk[T]) with(i int, v T, shift, n int) *chunk[T] {
	if shift == 0 {
		return c.withItem(i%fan, v, min(n-i+i%fan, fan))
	}
	b := newBranch[T](nil)
	if c != nil {
		*b.kids = *c.kids
	}
	kid := &b.kids[i>>shift%fan]
	*kid = (*kid).with(i, v, shift-fanBits, n)
	return b
}

// withItem is with for a leaf. It copies only the first counted items, since
// the others belong to other lists.
func (c *chunk[T]) withItem(place int, v T, counted int) *chunk[T] {
	l := newLeaf[T]()
	if c != nil {
		copy(l.items[:counted], c.items[:])
	}
	l.items[place] = v
	l.used.Store(int32(max(counted, place+1)))
	return l
}

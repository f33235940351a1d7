package immutable

import "sync/atomic"

// fan is how many items a leaf holds, and how many kids a branch has. A change
// copies so much at each step of its way: a small fan makes more steps, and
// copies less in all.
const (
	fanBits = 3
	fan     = 1 << fanBits
)

// chunk is a part of a List: a leaf with items, or a branch with kids. A leaf
// is filled from the front. A list sees only the items that it counts, so an
// append may fill the next place of a shared leaf, once.
type chunk[T any] struct {
	kids  *[fan]*chunk[T] // nil in a leaf
	items *[fan]T         // nil in a branch
	used  atomic.Int32    // places of a leaf that are claimed by some list
}

// A chunk and its room are one object: half the work of two.
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

// claim takes a place that no list has taken yet.
func (c *chunk[T]) claim(place int) bool { return c.used.CompareAndSwap(int32(place), int32(place)+1) }

// with is a copy of c, the root of a list of n items, with v at place i, which
// may be the one behind them. Where c is nil, it holds v alone.
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

// withItem is with for a leaf of which a list counts so many items: it reads
// no others, which belong to other lists.
func (c *chunk[T]) withItem(place int, v T, counted int) *chunk[T] {
	l := newLeaf[T]()
	if c != nil {
		copy(l.items[:counted], c.items[:])
	}
	l.items[place] = v
	l.used.Store(int32(max(counted, place+1)))
	return l
}

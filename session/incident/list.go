package incident

import (
	"iter"
	"sync/atomic"
)

// fan is how many items a chunk holds, and how many chunks a group does: what
// a change in the middle copies, at any length of the list.
const fan = 64

// List is an immutable sequence: each change gives a new list that shares all
// but one chunk and one group with the old one.
type List[T any] struct {
	groups []*[fan]*chunk[T]
	n      int
}

// chunk is filled from the front. A list sees only the items that it counts,
// so an append may fill the next place of a shared chunk, once.
type chunk[T any] struct {
	used  atomic.Int32 // places claimed by some list
	items [fan]T
}

// Len is how many items there are.
func (l List[T]) Len() int { return l.n }

// At is item i, which must lie in [0, Len).
func (l List[T]) At(i int) T { return l.chunk(i).items[i%fan] }

// All goes through the items with their places.
func (l List[T]) All() iter.Seq2[int, T] {
	return func(yield func(int, T) bool) {
		for i := range l.n {
			if !yield(i, l.At(i)) {
				return
			}
		}
	}
}

// Backward goes through the items with their places, the last first.
func (l List[T]) Backward() iter.Seq2[int, T] {
	return func(yield func(int, T) bool) {
		for i := l.n - 1; i >= 0; i-- {
			if !yield(i, l.At(i)) {
				return
			}
		}
	}
}

// chunk is the one that holds item i.
func (l List[T]) chunk(i int) *chunk[T] { return l.groups[i/(fan*fan)][i/fan%fan] }

func (l List[T]) append(v T) List[T] {
	i := l.n
	l.n++
	place := i % fan
	if place == 0 {
		return l.with(i, newChunk(nil, v))
	}
	last := l.chunk(i)
	if last.used.CompareAndSwap(int32(place), int32(place)+1) {
		last.items[place] = v
		return l
	}
	return l.with(i, newChunk(last.items[:place], v)) // another list has gone on from here
}

// set is the list with item i replaced. It reads no more of the chunk than the
// list counts: the places behind belong to other lists.
func (l List[T]) set(i int, v T) List[T] {
	start := i - i%fan
	c := newChunk(l.chunk(i).items[:min(fan, l.n-start)])
	c.items[i-start] = v
	return l.with(i, c)
}

// newChunk holds the items and then more.
func newChunk[T any](items []T, more ...T) *chunk[T] {
	c := &chunk[T]{}
	n := copy(c.items[:], items)
	c.used.Store(int32(n + copy(c.items[n:], more)))
	return c
}

// with is the list with c in the place of the chunk that holds item i.
func (l List[T]) with(i int, c *chunk[T]) List[T] {
	at := i / (fan * fan)
	groups := make([]*[fan]*chunk[T], max(at+1, len(l.groups)))
	copy(groups, l.groups)
	group := &[fan]*chunk[T]{}
	if groups[at] != nil {
		*group = *groups[at]
	}
	group[i/fan%fan] = c
	groups[at] = group
	return List[T]{groups, l.n}
}

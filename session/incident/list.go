package incident

import "sync/atomic"

// fan is how many items a chunk holds, and how many chunks a group does: what
// a change in the middle copies, at any length of the list.
const fan = 64

// list is an immutable sequence: each change gives a new list that shares all
// but one chunk and one group with the old one.
type list[T any] struct {
	groups []*[fan]*chunk[T]
	n      int
}

// chunk is filled from the front. A list sees only the items that it counts,
// so an append may fill the next place of a shared chunk, once.
type chunk[T any] struct {
	used  atomic.Int32 // places claimed by some list
	items [fan]T
}

func (l list[T]) len() int { return l.n }

// at is item i, which must lie in [0, len).
func (l list[T]) at(i int) T { return l.chunk(i).items[i%fan] }

// chunk is the one that holds item i.
func (l list[T]) chunk(i int) *chunk[T] { return l.groups[i/(fan*fan)][i/fan%fan] }

func (l list[T]) append(v T) list[T] {
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
func (l list[T]) set(i int, v T) list[T] {
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
func (l list[T]) with(i int, c *chunk[T]) list[T] {
	at := i / (fan * fan)
	groups := make([]*[fan]*chunk[T], max(at+1, len(l.groups)))
	copy(groups, l.groups)
	group := &[fan]*chunk[T]{}
	if groups[at] != nil {
		*group = *groups[at]
	}
	group[i/fan%fan] = c
	groups[at] = group
	return list[T]{groups, l.n}
}

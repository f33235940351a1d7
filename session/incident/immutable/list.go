// Package immutable holds lists, indexes and sets that never change: each
// change returns a new value that shares all unchanged parts with the old one.
//
// Its one idea: a value once read stays valid, so that a thousand screens read
// one state without a lock. It refuses to know the contents of its lists.
package immutable

import (
	"iter"
	"math/bits"
)

// List is an immutable sequence, kept as a tree of chunks. A change returns a
// new list that copies only the chunks on one path.
type List[T any] struct {
	root *chunk[T]
	n    int
}

// ListOf returns a list of these items.
func ListOf[T any](items ...T) (l List[T]) {
	for _, v := range items {
		l = l.Append(v)
	}
	return l
}

// Len returns the number of items.
func (l List[T]) Len() int { return l.n }

// At returns item i, which must be in [0, Len).
func (l List[T]) At(i int) T { return *l.Ref(i) }

// All yields the items with their indexes.
func (l List[T]) All() iter.Seq2[int, T] {
	return func(yield func(int, T) bool) {
		for i := range l.n {
			if !yield(i, l.At(i)) {
				return
			}
		}
	}
}

// Backward yields the items with their indexes, the last first.
func (l List[T]) Backward() iter.Seq2[int, T] {
	return func(yield func(int, T) bool) {
		for i := l.n - 1; i >= 0; i-- {
			if !yield(i, l.At(i)) {
				return
			}
		}
	}
}

// Ref returns a pointer to item i, which nobody may change.
func (l List[T]) Ref(i int) *T { return &l.leaf(i).items[i%fan] }

// leaf returns the chunk that holds item i.
func (l List[T]) leaf(i int) *chunk[T] {
	c := l.root
	for shift := shiftOf(l.n); shift > 0; shift -= fanBits {
		c = c.kids[i>>shift%fan]
	}
	return c
}

// shiftOf returns the number of bits by which an index is shifted at the root
// of a list of n items; 0 if the root is a leaf.
func shiftOf(n int) int { return (bits.Len(uint(max(1, n-1))) - 1) / fanBits * fanBits }

// Append returns the list with v as its last item. Most calls write into a free
// slot; one in eight copies a path of the tree.
func (l List[T]) Append(v T) List[T] {
	i, place := l.n, l.n%fan
	if place > 0 {
		if last := l.leaf(i - 1); last.claim(place) {
			last.items[place] = v
			return List[T]{l.root, i + 1}
		}
	}
	if i > 0 && shiftOf(i+1) > shiftOf(i) {
		l.root = newBranch(l.root)
	}
	return List[T]{l.root.with(i, v, shiftOf(i+1), i), i + 1}
}

// Set returns the list with item i replaced.
func (l List[T]) Set(i int, v T) List[T] {
	return List[T]{l.root.with(i, v, shiftOf(l.n), l.n), l.n}
}

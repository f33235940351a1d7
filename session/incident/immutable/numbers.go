package immutable

import "slices"

// Numbers is a short set of numbers, in ascending order.
type Numbers []uint64

// Add returns the set with n in it.
func (q Numbers) Add(n uint64) Numbers {
	i, found := slices.BinarySearch(q, n)
	if found {
		return q
	}
	return slices.Insert(slices.Clone(q), i, n)
}

// Remove returns the set without n.
func (q Numbers) Remove(n uint64) Numbers {
	i, found := slices.BinarySearch(q, n)
	if !found {
		return q
	}
	return slices.Delete(slices.Clone(q), i, i+1)
}

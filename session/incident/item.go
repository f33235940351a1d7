package incident

import "slices"

// numbered is item n of a list that counts from 1, nil where there is none.
func numbered[T any](l List[*T], n uint64) *T {
	if n == 0 || n > uint64(l.Len()) {
		return nil
	}
	return l.At(int(n - 1))
}

// changed is the list with a changed copy of item n, which must be there.
func changed[T any](l List[*T], n uint64, f func(*T)) List[*T] {
	item := *l.At(int(n - 1))
	f(&item)
	return l.set(int(n-1), &item)
}

// seqs is a short immutable set of numbers in order.
type seqs []uint64

func (q seqs) add(n uint64) seqs {
	i, found := slices.BinarySearch(q, n)
	if found {
		return q
	}
	return slices.Insert(slices.Clone(q), i, n)
}

func (q seqs) remove(n uint64) seqs {
	i, found := slices.BinarySearch(q, n)
	if !found {
		return q
	}
	return slices.Delete(slices.Clone(q), i, i+1)
}

package incident

import "warroom/session/incident/immutable"

// itemN returns item n of a list that counts from 1, nil if there is none.
func itemN[T any](l immutable.List[*T], n uint64) *T {
	if n == 0 || n > uint64(l.Len()) {
		return nil
	}
	return l.At(int(n - 1))
}

// updateItem returns the list with a changed copy of item n, which must be there.
func updateItem[T any](l immutable.List[*T], n uint64, f func(*T)) immutable.List[*T] {
	item := *l.At(int(n - 1))
	f(&item)
	return l.Set(int(n-1), &item)
}

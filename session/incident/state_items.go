package incident

import "warroom/session/incident/immutable"

// numbered is item n of a list that counts from 1, nil where there is none.
func numbered[T any](l immutable.List[*T], n uint64) *T {
	if n == 0 || n > uint64(l.Len()) {
		return nil
	}
	return l.At(int(n - 1))
}

// changed is the list with a changed copy of item n, which must be there.
func changed[T any](l immutable.List[*T], n uint64, f func(*T)) immutable.List[*T] {
	item := *l.At(int(n - 1))
	f(&item)
	return l.Set(int(n-1), &item)
}

package immutable

import (
	"crypto/sha256"
	"slices"
)

// Index finds places by key. It is an immutable tree over the keys'
// SHA-256 sums, which nobody can choose so as to unbalance it: an insertion
// copies the few forks on the way to its place and nothing else, so that the
// ten-thousandth indicator costs hardly more than the first.
type Index struct{ root *fork }

// fork is a branch, which has kids by the next four bits of the sum, or a leaf,
// which has places: several, where one that its asker could not see was named
// anew.
type fork struct {
	kids   *[16]*fork
	sum    [sha256.Size]byte
	places []int
}

// Find returns the places of key, in the order of their insertion.
func (x Index) Find(key string) []int {
	sum, f := sha256.Sum256([]byte(key)), x.root
	for depth := 0; f != nil && f.kids != nil; depth++ {
		f = f.kids[way(sum, depth)]
	}
	if f == nil || f.sum != sum {
		return nil
	}
	return f.places
}

// Insert gives the keys the places from first on.
func (x Index) Insert(first int, keys ...string) Index {
	var own map[*fork]bool
	if len(keys) > 1 {
		own = map[*fork]bool{}
	}
	for i, key := range keys {
		x.root = x.root.insert(own, sha256.Sum256([]byte(key)), 0, first+i)
	}
	return x
}

// way is which kid the sum goes to at this depth. Two sums that part nowhere
// are one.
func way(sum [sha256.Size]byte, depth int) byte { return sum[depth/2] >> (depth % 2 * 4) & 15 }

// insert gives a sum a place. It changes the branches in own, which no other
// tree has, and copies all others. A nil own is empty, and stays so.
func (f *fork) insert(own map[*fork]bool, sum [sha256.Size]byte, depth, place int) *fork {
	var kids [16]*fork
	switch {
	case f == nil:
		return &fork{sum: sum, places: []int{place}}
	case own[f]:
		i := way(sum, depth)
		f.kids[i] = f.kids[i].insert(own, sum, depth+1, place)
		return f
	case f.kids != nil:
		kids = *f.kids
	case f.sum == sum:
		return &fork{sum: sum, places: append(slices.Clip(f.places), place)}
	default:
		kids[way(f.sum, depth)] = f // the leaf moves down, to part from the new one
	}
	i := way(sum, depth)
	kids[i] = kids[i].insert(own, sum, depth+1, place)
	branch := &fork{kids: &kids}
	if own != nil {
		own[branch] = true
	}
	return branch
}

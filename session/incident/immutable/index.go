package immutable

import (
	"crypto/sha256"
	"slices"
)

// Index finds positions by key. It is an immutable tree over the SHA-256 sums
// of the keys, which nobody can choose so as to unbalance it. An insertion
// copies only the few branches on its path, so the ten-thousandth costs hardly
// more than the first.
type Index struct{ root *fork }

// fork is a branch, with kids by the next four bits of the sum, or a leaf with
// positions. A key has several positions if it was named again by a person who
// couldn't see the first.
type fork struct {
	kids   *[16]*fork
	sum    [sha256.Size]byte
	places []int
}

// Find returns the positions of key, in the order of their insertion.
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

// Insert returns the index with the keys at the positions first, first+1, and
// so on.
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

// way returns the kid of the sum at this depth. Sums that differ at no depth
// are equal.
func way(sum [sha256.Size]byte, depth int) byte { return sum[depth/2] >> (depth % 2 * 4) & 15 }

// insert returns f with the sum's new position. It changes the branches in own,
// which no other tree shares, and copies all others. A nil own stays empty.
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
		kids[way(f.sum, depth)] = f // the leaf moves down, to branch off from the new one
	}
	i := way(sum, depth)
	kids[i] = kids[i].insert(own, sum, depth+1, place)
	branch := &fork{kids: &kids}
	if own != nil {
		own[branch] = true
	}
	return branch
}

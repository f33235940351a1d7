package immutable

import "math/bits"

// Set is an immutable set of numbers of any size, which counts those over any number. Both a
// change and a count take as many steps as the largest number has digits.
type Set struct {
	root   *twig
	height int // a root of height h has room for the numbers under 64*16^h
}

// twig has the numbers of a range: 64 of them as bits, or kids by the next four bits.
type twig struct {
	n    int
	bits uint64
	kids *[16]*twig
}

// shift returns how far a number is shifted for its kid at a height.
func shift(height int) int { return 2 + 4*height }

// Len returns how many numbers the set has.
func (s Set) Len() int { return s.root.len() }

func (t *twig) len() int {
	if t == nil {
		return 0
	}
	return t.n
}

// With returns the set with n in it.
func (s Set) With(n uint64) Set {
	for n>>(shift(s.height)+4) > 0 {
		if s.height++; s.root != nil {
			s.root = &twig{n: s.root.n, kids: &[16]*twig{s.root}}
		}
	}
	return Set{s.root.set(n, s.height, true), s.height}
}

// Without returns the set without n.
func (s Set) Without(n uint64) Set {
	if n>>(shift(s.height)+4) > 0 {
		return s
	}
	return Set{s.root.set(n, s.height, false), s.height}
}

// set returns a copy of t that has n, or hasn't.
func (t *twig) set(n uint64, height int, has bool) *twig {
	var next twig
	if t != nil {
		next = *t
	}
	if height == 0 {
		if next.bits &^= 1 << (n & 63); has {
			next.bits |= 1 << (n & 63)
		}
		next.n = bits.OnesCount64(next.bits)
		return &next
	}
	var kids [16]*twig
	if next.kids != nil {
		kids = *next.kids
	}
	i := n >> shift(height) & 15
	old := kids[i].len()
	kids[i] = kids[i].set(n, height-1, has)
	next.n, next.kids = next.n-old+kids[i].n, &kids
	return &next
}

// Over counts the numbers over n.
func (s Set) Over(n uint64) int {
	if n>>(shift(s.height)+4) > 0 {
		return 0
	}
	return s.root.over(n, s.height)
}

func (t *twig) over(n uint64, height int) (count int) {
	switch {
	case t == nil:
		return 0
	case height == 0:
		return bits.OnesCount64(t.bits >> (n & 63) >> 1)
	}
	i := n >> shift(height) & 15
	for _, kid := range t.kids[i+1:] {
		count += kid.len()
	}
	return count + t.kids[i].over(n, height-1)
}

// Max returns the largest number, 0 where there is none.
func (s Set) Max() (n uint64) {
	t := s.root
	if t.len() == 0 {
		return 0
	}
	for height := s.height; height > 0; height-- {
		for i := 15; ; i-- {
			if t.kids[i].len() > 0 {
				n |= uint64(i) << shift(height)
				t = t.kids[i]
				break
			}
		}
	}
	return n | uint64(bits.Len64(t.bits)-1)
}

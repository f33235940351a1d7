package immutable

import (
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestOldSetsStayAsTheyWere grows random versions of a set from one another, and counts in
// each what a plain copy counts.
func TestOldSetsStayAsTheyWere(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	limits := []uint64{1, 63, 64, 65, 1023, 1024, 1025, 20_000, 1 << 40, 1<<64 - 1}
	pick := func() uint64 {
		limit := limits[r.IntN(len(limits))]
		if limit == 1<<64-1 {
			return r.Uint64()
		}
		return r.Uint64N(limit + 1)
	}
	sets, plain := []Set{{}}, []map[uint64]bool{{}}
	for range 2000 {
		from := len(sets) - 1
		if r.IntN(10) == 0 {
			from = r.IntN(len(sets))
		}
		s, p, n := sets[from], maps.Clone(plain[from]), pick()
		if r.IntN(3) > 0 {
			s, p[n] = s.With(n), true
		} else {
			if known := slices.Collect(maps.Keys(p)); len(known) > 0 && r.IntN(2) == 0 {
				n = known[r.IntN(len(known))]
			}
			s = s.Without(n)
			delete(p, n)
		}
		sets, plain = append(sets, s), append(plain, p)
	}
	for i := range sets {
		after, over, most := pick(), 0, uint64(0)
		for n := range plain[i] {
			if most = max(most, n); n > after {
				over++
			}
		}
		if s := sets[i]; s.Len() != len(plain[i]) || s.Over(after) != over || s.Max() != most {
			t.Fatalf("version %d has %d numbers, %d over %d, the largest is %d; want %d, %d and %d", i, s.Len(), s.Over(after), after, s.Max(), len(plain[i]), over, most)
		}
	}
}

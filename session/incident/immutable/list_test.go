package immutable

import (
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
)

func items[T any](l List[T]) []T {
	var all []T
	for i := range l.Len() {
		all = append(all, l.At(i))
	}
	return all
}

// TestOldListsStayAsTheyWere grows random versions of a list from one another
// and keeps a plain copy of each.
func TestOldListsStayAsTheyWere(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	versions, plain := []List[int]{{}}, [][]int{nil}
	for step := range 3000 {
		from := len(versions) - 1
		if rnd.IntN(10) == 0 {
			from = rnd.IntN(len(versions))
		}
		l, p := versions[from], slices.Clone(plain[from])
		if n := l.Len(); n > 0 && rnd.IntN(4) == 0 {
			i := rnd.IntN(n)
			l, p[i] = l.Set(i, -step), -step
		} else {
			l, p = l.Append(step), append(p, step)
		}
		versions, plain = append(versions, l), append(plain, p)
	}
	for i, l := range versions {
		if got := items(l); !slices.Equal(got, plain[i]) {
			t.Fatalf("version %d reads %v, want %v", i, got, plain[i])
		}
	}
}

// TestALongListReadsAsItWasWritten is of a list that is several chunks deep.
func TestALongListReadsAsItWasWritten(t *testing.T) {
	const n = 3*fan*fan*fan + 5
	var l List[int]
	for i := range n {
		l = l.Append(i)
	}
	changed := l.Set(fan*fan, -1).Set(n-1, -2).Append(-3)
	for i := range n {
		if l.At(i) != i {
			t.Fatalf("item %d is %d", i, l.At(i))
		}
	}
	if changed.At(fan*fan) != -1 || changed.At(n-1) != -2 || changed.At(n) != -3 || changed.At(n-2) != n-2 {
		t.Error("the changed list reads otherwise")
	}
}

// TestTwoGoOnFromOneList lets two writers append to one version at a time.
func TestTwoGoOnFromOneList(t *testing.T) {
	var base List[int]
	for i := range 10 {
		base = base.Append(i)
	}
	var wg sync.WaitGroup
	ends := make([]List[int], 4)
	for w := range ends {
		wg.Go(func() {
			l := base
			for i := range 200 {
				l = l.Append(1000*w + i)
			}
			ends[w] = l
		})
	}
	wg.Wait()
	for w, l := range ends {
		for i := range 200 {
			if got := l.At(10 + i); got != 1000*w+i {
				t.Fatalf("writer %d reads %d at %d", w, got, i)
			}
		}
	}
}

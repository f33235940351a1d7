package incident

import (
	"math/rand/v2"
	"slices"
	"sort"
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
			l, p[i] = l.set(i, -step), -step
		} else {
			l, p = l.append(step), append(p, step)
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
		l = l.append(i)
	}
	changed := l.set(fan*fan, -1).set(n-1, -2).append(-3)
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
		base = base.append(i)
	}
	var wg sync.WaitGroup
	ends := make([]List[int], 4)
	for w := range ends {
		wg.Go(func() {
			l := base
			for i := range 200 {
				l = l.append(1000*w + i)
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

// TestTheTimelineKeepsItsOrder inserts marks at random, with many of one
// moment, and compares with a sorted slice; old versions stay.
func TestTheTimelineKeepsItsOrder(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 4))
	var o, half order
	var plain, plainHalf []Mark
	for i := range 10_000 {
		m := Mark{at: int64(i), Seq: uint64(i + 1)}
		if rnd.IntN(3) == 0 {
			m.at = rnd.Int64N(int64(i + 1))
		}
		o, plain = o.insert(m), append(plain, m)
		if i == 5000 {
			half, plainHalf = o, slices.Clone(plain)
			half = half.insert(Mark{Seq: 1 << 40}) // a branch that nobody else sees
			plainHalf = append(plainHalf, Mark{Seq: 1 << 40})
		}
	}
	for _, v := range []struct {
		o     order
		plain []Mark
	}{{o, plain}, {half, plainHalf}} {
		sort.Slice(v.plain, func(i, j int) bool { return v.plain[i].Before(v.plain[j]) })
		if !slices.Equal(slices.Collect(v.o.from(Mark{})), v.plain) {
			t.Fatal("the order differs from a sorted slice")
		}
		for range 300 {
			checkFrom(t, v.o, v.plain, Mark{at: rnd.Int64N(11_000) - 500, Seq: rnd.Uint64N(11_000)})
		}
		checkFrom(t, v.o, v.plain, v.plain[0])
		checkFrom(t, v.o, v.plain, v.plain[len(v.plain)-1])
	}
}

// checkFrom compares some marks to both sides of m.
func checkFrom(t *testing.T, o order, plain []Mark, m Mark) {
	t.Helper()
	var want []Mark
	for i := sort.Search(len(plain), func(i int) bool { return m.Before(plain[i]) }); i < len(plain) && len(want) < 100; i++ {
		want = append(want, plain[i])
	}
	var got []Mark
	for x := range o.from(m) {
		if got = append(got, x); len(got) == 100 {
			break
		}
	}
	if !slices.Equal(got, want) {
		t.Fatalf("from %v: got %v, want %v", m, got, want)
	}
	got, want = nil, nil
	for i := sort.Search(len(plain), func(i int) bool { return !plain[i].Before(m) }) - 1; i >= 0 && len(want) < 100; i-- {
		want = append(want, plain[i])
	}
	for x := range o.back(m) {
		if got = append(got, x); len(got) == 100 {
			break
		}
	}
	if !slices.Equal(got, want) {
		t.Fatalf("back from %v: got %v, want %v", m, got, want)
	}
}

// TestAMarkStandsInTheTimelineOnce inserts each of many marks again.
func TestAMarkStandsInTheTimelineOnce(t *testing.T) {
	var o order
	var want []Mark
	for i := range int64(500) {
		o = o.insert(Mark{at: i}).insert(Mark{at: i}).insert(Mark{at: i / 2})
		want = append(want, Mark{at: i})
	}
	if got := slices.Collect(o.from(Mark{at: -1})); !slices.Equal(got, want) {
		t.Errorf("the timeline reads %v", got)
	}
}

// TestAnEmptyTimelineHasNoEntries goes both ways.
func TestAnEmptyTimelineHasNoEntries(t *testing.T) {
	s := New("INC-1")
	for range s.Timeline(s.TimelineEnd()) {
		t.Error("an entry from behind")
	}
	for range s.TimelineFrom(Mark{}) {
		t.Error("an entry from the front")
	}
}

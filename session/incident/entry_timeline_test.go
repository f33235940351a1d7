package incident

import (
	"math/rand/v2"
	"slices"
	"sort"
	"testing"
)

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

// TestAMarkThatMovesLeavesTheTimeline removes and inserts marks at random, and compares with
// a sorted slice; old versions stay.
func TestAMarkThatMovesLeavesTheTimeline(t *testing.T) {
	rnd := rand.New(rand.NewPCG(5, 6))
	var o, old order
	var plain, plainOld []Mark
	for i := range 5000 {
		m := Mark{at: int64(i), Seq: uint64(i + 1)}
		o, plain = o.insert(m), append(plain, m)
		for range rnd.IntN(3) {
			n := rnd.IntN(len(plain))
			if rnd.IntN(8) == 0 {
				n = len(plain) - 1
			}
			to := Mark{at: rnd.Int64N(int64(i + 2)), Seq: plain[n].Seq}
			o, plain[n] = o.remove(plain[n]).remove(plain[n]).insert(to), to
		}
		if i == 2500 {
			old, plainOld = o, slices.Clone(plain)
		}
	}
	for _, v := range []struct {
		o     order
		plain []Mark
	}{{o, plain}, {old, plainOld}} {
		sort.Slice(v.plain, func(i, j int) bool { return v.plain[i].Before(v.plain[j]) })
		if !slices.Equal(slices.Collect(v.o.from(Mark{})), v.plain) {
			t.Fatal("the order differs from a sorted slice")
		}
		for range 300 {
			checkFrom(t, v.o, v.plain, Mark{at: rnd.Int64N(6000) - 500, Seq: rnd.Uint64N(6000)})
		}
	}
	for _, m := range plain {
		o = o.remove(m)
	}
	if o = o.insert(Mark{at: 7}); !slices.Equal(slices.Collect(o.back(Mark{at: 9})), []Mark{{at: 7}}) {
		t.Error("an emptied timeline takes no mark")
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

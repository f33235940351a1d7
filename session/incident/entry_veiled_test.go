package incident

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// TestUnseenCountsWhatAWalkFinds, for each reader from each entry on, and the same in an
// outline.
func TestUnseenCountsWhatAWalkFinds(t *testing.T) {
	s := calling(t)
	facts := func(n int) []Fact {
		return []Fact{
			lineSaid{Text: "for all"}, noteAdded{Text: "a working note"}, factAdded{Text: "TLP:RED", TLP: labelOf(TLPRed)},
			taskGiven{N: uint64(s.Plan.Tasks.Len() + 1), To: "kim", Text: "apart", Stream: "closed"}, factAdded{Text: "for all"},
			entryLabelled{Seq: uint64(n), To: labelOf(TLPAmberStrict)}, entryLabelled{Seq: uint64(n), To: labelOf(TLPRed)}, entryLabelled{Seq: uint64(n)},
			entryStruck{Seq: uint64(n), Why: "wrong"}, entryStruck{Seq: s.Last, Why: "wrong too"},
		}
	}
	r := rand.New(rand.NewPCG(4, 2))
	for range 80 {
		all := facts(r.IntN(int(s.Last)) + 1)
		s = goneOn(s, all[r.IntN(len(all))])
		if r.IntN(8) > 0 {
			continue
		}
		for _, p := range readers() {
			for i, v := range []View{s.For(p), s.Outline().For(p)} {
				u, hides := v.Unseen(), uint64(0)
				for seq := s.Last; seq > 0; seq-- {
					if got := u.Since(seq); got != hides {
						t.Fatalf("after #%d of %d, %s doesn't see %d, counted are %d (outline: %t)", seq, s.Last, p.Name, hides, got, i == 1)
					}
					if e := s.Entry(seq); (e.InTimeline() || e.InChat()) && !s.For(p).Sees(seq) {
						hides++
					}
				}
			}
		}
	}
}

// TestUnseenIsBounded: what may be hidden and is too old to ask about counts as hidden.
func TestUnseenIsBounded(t *testing.T) {
	s := roomFor(actor{}, false)
	before := s.Last
	for i := range 3 * maxVeiled {
		s = goneOn(s, noteAdded{Text: fmt.Sprintf("note %d", i)}, factAdded{Text: fmt.Sprintf("fact %d", i), TLP: labelOf(TLPAmberStrict)})
	}
	s = goneOn(s, lineSaid{Text: "for all"})
	cy, kim := Person{Name: "cy", Rank: RankObserver}, Person{Name: "kim", Rank: RankResponder}
	if got := s.For(cy).Unseen().Since(before); got != 6*maxVeiled {
		t.Errorf("an observer doesn't see %d", got)
	}
	if got := s.For(kim).Unseen().Since(before); got != 2*maxVeiled {
		t.Errorf("for a responder %d are too old", got)
	}
	if n := len(s.Outline().entries.kept); n > maxVeiled+10 {
		t.Errorf("the outline keeps %d entries", n)
	}
}

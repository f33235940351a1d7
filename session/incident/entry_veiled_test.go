package incident

import (
	"encoding/json"
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
				u, hides, last := v.Unseen(), uint64(0), s.Last
				for last > 0 && !s.For(p).Sees(last) {
					last--
				}
				if got := v.LastShown(); got != last {
					t.Fatalf("of %d, %s sees #%d last, told is #%d (outline: %t)", s.Last, p.Name, last, got, i == 1)
				}
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

// TestUnseenCountsAllHoweverManyThereAre: what is hidden from others doesn't count for who sees
// it, the oldest too.
func TestUnseenCountsAllHoweverManyThereAre(t *testing.T) {
	const many = 300
	s := roomFor(actor{}, false)
	before := s.Last
	for i := range many {
		s = goneOn(s, noteAdded{Text: fmt.Sprintf("note %d", i)}, factAdded{Text: fmt.Sprintf("fact %d", i), TLP: labelOf(TLPAmberStrict)})
		s = Fold(s, &Event{Incident: s.ID, Seq: s.Last + 1, By: "mei", Fact: factAdded{Text: "mei's own", TLP: labelOf(TLPRed)}, OccurredAt: noon, RecordedAt: noon})
	}
	for seq := before + 1; seq <= s.Last; seq += 3 {
		s = goneOn(s, entryLabelled{Seq: seq, To: labelOf(TLPRed)}) // the notes
	}
	for by, want := range map[Person]uint64{
		{Name: "cy", Rank: RankObserver}: 3 * many, {Name: "lee", Rank: RankResponder}: 2 * many,
		{Name: "mei", Rank: RankResponder}: many, {Name: "zoe", Rank: RankManager}: 0,
	} {
		for _, v := range []View{s.For(by), s.Outline().For(by)} {
			if got := v.Unseen().Since(before); got != want {
				t.Errorf("%s doesn't see %d, counted are %d", by.Name, want, got)
			}
		}
	}
	if n := len(s.Outline().entries.kept); n > 50 {
		t.Errorf("the outline keeps %d entries", n)
	}
}

// TestNoCountTellsThatSomethingIsHidden: of two incidents, one of which has more that a reader
// may not see behind the last that they do, they are told the same.
func TestNoCountTellsThatSomethingIsHidden(t *testing.T) {
	s := roomFor(actor{}, false)
	more := goneOn(s, factAdded{Text: "who it was", TLP: labelOf(TLPRed)}, noteAdded{Text: "among us"})
	more = goneOn(more, entryStruck{Seq: more.Last - 1, Why: "another"}, entryStarred{Seq: more.Last, On: true})
	cy := Person{Name: "cy", Rank: RankObserver}
	for _, state := range []*State{more, more.Outline()} {
		v := state.For(cy)
		if v.LastShown() != s.Last || v.Shown() != s.Written {
			t.Errorf("cy is told of %d entries up to #%d, and sees %d up to #%d", v.Shown(), v.LastShown(), s.Written, s.Last)
		}
		if _, _, kept := v.Logged(v.LastShown()); !kept {
			t.Error("the time of the last that cy sees is gone")
		}
	}
	if _, err := more.find(more.Last, cy); err == nil || err.Error() != fmt.Sprintf("there is no entry #%d: the last is #%d", more.Last, s.Last) {
		t.Errorf("cy is told %v", err)
	}
	told := func(s *State) (text string) {
		for _, p := range s.For(cy).Brief(Reader{Name: "cy", Now: noon}) {
			for row := range p.All() {
				text += row.Text() + jsonOf(t, row.Value()) + "\n"
			}
			for _, f := range p.Fields {
				text += f.Key + " " + jsonOf(t, f.Value) + "\n"
			}
		}
		return text
	}
	if a, b := told(s), told(more); a != b {
		t.Errorf("cy is told\n%s\nand, with more that is hidden,\n%s", a, b)
	}
}

// TestALabelHidesWhatIsAboutItsEntry, and shows it again, however deep.
func TestALabelHidesWhatIsAboutItsEntry(t *testing.T) {
	s := goneOn(roomFor(actor{}, false), factAdded{Text: "who it was"})
	fact := s.Last
	s = goneOn(s, entryCorrected{Seq: fact, Text: "who else"}, entryStruck{Seq: fact, Why: "wrong"}, lineSaid{Text: "for all"})
	cy := Person{Name: "cy", Rank: RankObserver}
	before := s.For(cy).Shown()
	s = goneOn(s, entryLabelled{Seq: fact, To: labelOf(TLPRed)})
	if got := s.For(cy).Shown(); got != before-2 { // a correction stands in neither
		t.Errorf("%d of %d are shown", got, before)
	}
	if s = goneOn(s, entryLabelled{Seq: fact}); s.For(cy).Shown() != before || len(s.entries.veils.by) > len(roomFor(actor{}, false).entries.veils.by) {
		t.Errorf("without the label %d of %d are shown, by %v", s.For(cy).Shown(), before, s.entries.veils.by)
	}
}

func jsonOf(t *testing.T, value any) string {
	t.Helper()
	raw, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

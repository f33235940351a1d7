package incident

import "testing"

// TestADuplicateIsTakenOverOnce: the same closing may be asked again after a crash, and a
// later one brings what is new.
func TestADuplicateIsTakenOverOnce(t *testing.T) {
	s := openIncident("INC-3")
	ask := Ask{By: Person{Name: "ana", Rank: RankManager}, At: noon}
	take := func(seq uint64) int {
		events := must(Decide(s, ask, absorb{From: "INC-1", Seq: seq, Why: "same alert", Tasks: []carriedTask{{N: 1, To: "kim", Text: "image the disk"}}}))
		for _, e := range events {
			s = Fold(s, e)
		}
		return len(events)
	}
	for _, step := range []struct {
		seq  uint64
		want int
	}{{7, 2}, {7, 0}, {5, 0}, {9, 2}} {
		if got := take(step.seq); got != step.want {
			t.Errorf("the closing #%d writes %d entries, want %d", step.seq, got, step.want)
		}
	}
	if n := s.Plan.Tasks.Len(); n != 2 || !s.Outline().Absorbed("INC-1", 9) {
		t.Errorf("%d tasks; the outline has it: %v", n, s.Outline().Absorbed("INC-1", 9))
	}
}

package incident

import "testing"

// TestWhoIsToBePutOutIsNotWarnedByACount: what must be settled before closing
// counts the ejection for everyone but its target, by whom nothing is awaited.
func TestWhoIsToBePutOutIsNotWarnedByACount(t *testing.T) {
	s := roomFor(actor{}, false)
	before := len(s.closeBlockers(noon))
	s = goneOn(s, decisionMade{
		N: uint64(s.Decisions.All.Len()) + 1, Kind: decisionAct, Go: true, Text: "eject kim", Act: "eject @kim",
		Accountable: "zoe", Keys: 2, Signed: true,
	})
	for name, want := range map[string]int{"zoe": before + 1, "lee": before + 1, "kim": before} {
		p := Person{Name: name, Rank: RankManager}
		shown, hidden := s.For(p).CloseBlockers(noon)
		if len(shown)+hidden != want || len(leftOver(shown, hidden)) != want {
			t.Errorf("for %s %d things are to be settled and %d are told, want %d", name, len(shown)+hidden, len(leftOver(shown, hidden)), want)
		}
	}
}

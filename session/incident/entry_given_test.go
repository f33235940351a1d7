package incident

import (
	"slices"
	"strings"
	"testing"
)

// TestWhatIsGivenToOneIsKnown by the entry that gives it, and what nothing else counts
// stands among what was said to them until they have read it.
func TestWhatIsGivenToOneIsKnown(t *testing.T) {
	for _, c := range []struct {
		lines string // by ana, those before the last are not given to lee
		said  bool
	}{
		{"/task @lee look", false},
		{"/task forensics look", false}, // kim's, until the role is
		{"/task @kim look|/reassign A1 @lee", false},
		{"/role scribe @lee", true},
		{"/handover @lee", false},
		{"/decide wait --by lee", false},
		{"/decide wait --by kim|/accountable D1 @lee", false},
		{"/hunt \"did it read other vaults?\" @lee", true},
		{"/hunt \"did it read other vaults?\" @kim|/hunt Q1 @lee", true},
		{"/stream forensics @lee", true},
		{"/stream forensics @kim|/stream forensics @lee", true},
		{"/vector a stolen token|/fix H1 @lee rotate it", true},
		{"/change opened the proxy -- close it|/keep C1 @lee until 2026-03-05 00:00 it is watched", true},
		{"lee /propose cut it off|/object P1 loses the image", true},
	} {
		lines := []string{"ana /role forensics @kim", "lee here", "kim here"}
		for line := range strings.SplitSeq(c.lines, "|") {
			if strings.HasPrefix(line, "/") {
				line = "ana " + line
			}
			lines = append(lines, line)
		}
		s, now := script(t, lines...)
		lee := Person{Name: "lee", Rank: RankResponder}
		v, w := s.For(lee), s.For(lee).Waiting(lee, now)
		var gives []uint64
		for e := range v.Entries(0) {
			if v.Gives(e.Event, "lee") {
				gives = append(gives, e.Seq)
			}
		}
		want := []uint64{s.Last}
		if c.lines == "/task forensics look" {
			want = nil
		}
		if !slices.Equal(gives, want) {
			t.Errorf("%s: given by %v, want %v", c.lines, gives, want)
		}
		if got := slices.Contains(w.Said, s.Last); got != c.said {
			t.Errorf("%s: among what was said: %t", c.lines, got)
		}
		if v.Gives(s.Entry(s.Last).Event, "ana") {
			t.Errorf("%s: it is given to who wrote it", c.lines)
		}
	}
}

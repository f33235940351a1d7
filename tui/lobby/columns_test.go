package lobby

import (
	"strings"
	"testing"

	"warroom/session/incident"
)

// TestWhatIsLateToBeTickedCountsAsLate, beside late tasks.
func TestWhatIsLateToBeTickedCountsAsLate(t *testing.T) {
	y := Yours{Late: 1, Tasks: 1, Checks: 2}
	if got := y.String(); got != "3 late" || y.sign() != "3!" {
		t.Errorf("%q, %q", got, y.sign())
	}
	if y = (Yours{Checks: 1}); y.String() != "1 late" || y.sign() != "1!" {
		t.Errorf("%q, %q", y, y.sign())
	}
}

// TestANarrowListKeepsWhatWaits: what needs the reader is dropped last.
func TestANarrowListKeepsWhatWaits(t *testing.T) {
	list := []Item{{ID: "INC-1", Title: "db down", Severity: incident.SEV2, Manager: "ana", Scope: incident.ScopeConfidential, Spread: "house", Declared: now, Late: 7, Yours: Yours{Late: 1, Tasks: 3, Keys: 1, Said: 2}}}
	for _, c := range []struct {
		width       int
		has, hasNot []string
	}{
		{40, []string{"INC-1", "SEV2", "6!", "db down"}, []string{"ana"}},
		{80, []string{"INC-1", "SEV2    7! 1 late 1 key @2+", "ana", "db down"}, []string{"confidential"}},
		{120, []string{"SEV2    7! 1 late 1 key @2+", "ana", "triage", "confidential", "house", "db down"}, []string{"major"}},
		{200, []string{"SEV2  major", "1 late 1 key @2+", "ana", "triage", "confidential", "house", "db down"}, nil},
	} {
		row := Model{}.View(list, Look{Width: c.width, Height: 5, Now: now})[headHeight].Plain()
		for _, word := range []string{"house", "confidential"} {
			if strings.Contains(row, word) == strings.Contains(list[0].Reach(c.width), word) {
				t.Errorf("%d cells have %q twice or never: %s; %s", c.width, word, row, list[0].Reach(c.width))
			}
		}
		for _, word := range c.has {
			if !strings.Contains(row, word) {
				t.Errorf("%d cells lack %q: %s", c.width, word, row)
			}
		}
		for _, word := range c.hasNot {
			if strings.Contains(row, word) {
				t.Errorf("%d cells have %q: %s", c.width, word, row)
			}
		}
	}
}

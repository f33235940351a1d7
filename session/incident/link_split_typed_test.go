package incident

import "testing"

// TestASplitOfTheLastNumberEnds: after that number a count would begin again at 0.
func TestASplitOfTheLastNumberEnds(t *testing.T) {
	for _, args := range []string{"18446744073709551615 vault", "#18446744073709551615 vault", "18446744073709551614-18446744073709551615 vault", "1-18446744073709551615 vault"} {
		if c, err := Parse("/split " + args); err == nil && len(c.(splitOff).Entries) > maxSplit {
			t.Errorf("%q names %d entries", args, len(c.(splitOff).Entries))
		}
	}
}

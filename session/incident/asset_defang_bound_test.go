package incident

import (
	"strings"
	"testing"
)

// TestBracketsWithoutEndAreLeftAlone: undoing them one by one would cost the square of their
// number, and a search or a drawing undoes those of every entry.
func TestBracketsWithoutEndAreLeftAlone(t *testing.T) {
	for _, text := range []string{
		strings.Repeat("[", MaxLine-1) + ".", strings.Repeat("[", 2000) + "." + strings.Repeat("]", 2000), strings.Repeat("{[(<", 500) + "dot" + strings.Repeat(">)]}", 500),
	} {
		rounds := 0
		settled(text, func(s string) string { rounds++; return refangOnce(s) })
		if got := refang(text); rounds > maxRounds || got != text {
			t.Errorf("%.10s…: %d rounds, and %.20q of it", text, rounds, got)
		}
	}
	if got := refang("evil[[[.]]]com"); got != "evil.com" {
		t.Errorf("a few brackets are %q", got)
	}
}

package exec

import "testing"

// TestATableOfWideNamesStandsInLine: 監視 takes four cells, and é with its own mark one.
func TestATableOfWideNamesStandsInLine(t *testing.T) {
	got := columns([][]string{{"INC-1", "監視", "SEV1"}, {"INC-12", "db", "SEV2"}, {"INC-3", "cafe\u0301", "SEV3"}})
	want := "INC-1   監視  SEV1\nINC-12  db    SEV2\nINC-3   cafe\u0301  SEV3\n"
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

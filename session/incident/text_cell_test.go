package incident

import (
	"strings"
	"testing"
)

// TestNoSpreadsheetReckonsWithACell: only what begins as a formula does is guarded, and
// nothing within a cell is changed.
func TestNoSpreadsheetReckonsWithACell(t *testing.T) {
	for text, want := range map[string]string{
		"=1": "'=1", "+1": "'+1", "-1": "'-1", "@a": "'@a", " =1": "' =1", "\u00a0=1": "'\u00a0=1", "\u3000＝1": "'\u3000＝1",
		"＝1": "'＝1", "＋1": "'＋1", "－1": "'－1", "＠a": "'＠a", "﹦1": "'﹦1",
		"\t=1": "'\t=1", "\r=1": "'\r=1", "\ta": "'\ta", "'=1": "''=1", "''=1": "'''=1", "' =1": "'' =1", "'\ta": "''\ta",
	} {
		if got := GuardCell(text); got != want {
			t.Errorf("%q is guarded as %q, want %q", text, got, want)
		}
	}
	for _, text := range []string{
		"", "db down", "a-b", "a = b; c", "'t", "''", "x;=1", "x; =1", "x;＝1;-2", "x\t@a", "x\n=1", "http://e.example.org/a;=b", "http://e.example.org/?q=1;-2",
		"Mozilla/5.0 (X; -q; @b)", "M;+1", "it's;'=1",
	} {
		if got := GuardCell(text); got != text {
			t.Errorf("%q is changed to %q", text, got)
		}
	}
}

func FuzzACellComesBack(f *testing.F) {
	for _, text := range []string{"", "'", "''", "'=", ";'", ";=1;'=1", "\t'", "'\t=", "'\ta", "' =1", "x;\xff=", "＝"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		guarded := GuardCell(text)
		if back := UnguardCell(guarded); back != text {
			t.Errorf("%q came back from %q as %q", text, guarded, back)
		}
		if guarded != text && guarded != "'"+text {
			t.Errorf("%q is changed to %q", text, guarded)
		}
		if begun := strings.TrimLeft(guarded, " "); begun != "" && strings.ContainsRune(formulas+"\t\r", []rune(begun)[0]) {
			t.Errorf("%q begins as a formula does", guarded)
		}
	})
}

package incident

import (
	"strings"
	"testing"
)

func TestNoSpreadsheetReckonsWithACell(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "db down": "db down", "a-b": "a-b", "a = b; c": "a = b; c", "'t": "''t",
		"=1": "'=1", "+1": "'+1", "-1": "'-1", "@a": "'@a", " =1": "' =1", "\u00a0=1": "'\u00a0=1", "\u3000＝1": "'\u3000＝1",
		"＝1": "'＝1", "＋1": "'＋1", "－1": "'－1", "＠a": "'＠a", "﹦1": "'﹦1",
		"x;=1": "x;'=1", "x; =1": "x;' =1", "x;＝1;-2": "x;'＝1;'-2", "x\t@a": "x\t'@a", "x\n=1": "x\n'=1", "x\r\n=1": "x\r\n'=1",
		"\t=1": "'\t'=1", "\r=1": "'\r'=1", "\ta": "'\ta",
	} {
		if got := GuardCell(text); got != want {
			t.Errorf("%q is guarded as %q, want %q", text, got, want)
		}
	}
}

func FuzzACellComesBack(f *testing.F) {
	for _, text := range []string{"", "'", "''", "'=", ";'", ";=1;'=1", "\t'", "'\t=", "' =1", "x;\xff=", "＝"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		guarded := GuardCell(text)
		if back := UnguardCell(guarded); back != text {
			t.Errorf("%q came back from %q as %q", text, guarded, back)
		}
		for _, part := range strings.FieldsFunc(guarded, func(r rune) bool { return strings.ContainsRune(";\t\r\n", r) }) {
			if reckons(part) && part[0] != '\'' {
				t.Errorf("%q has the part %q", guarded, part)
			}
		}
	})
}

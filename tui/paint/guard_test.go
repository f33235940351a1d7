package paint

import (
	"strings"
	"testing"
)

func TestRowsShowWhatIsNoTextAsEscapes(t *testing.T) {
	many := "\x1b[" + strings.Repeat("1;", 32) + "1m" // 33 parameters
	for _, c := range []struct{ name, in, want string }{
		{"SGR of 33 parameters", many + "x", `\x1b` + many[1:] + "x"},
		{"SGR of 33 colons", "\x1b[" + strings.Repeat(":", 32) + "m", `\x1b[` + strings.Repeat(":", 32) + "m"},
		{"SGR with a huge number", "\x1b[1000m", `\x1b[1000m`},
		{"key setting in SGR's dress", "\x1b[>4;2m", `\x1b[>4;2m`},
		{"SGR that never ends", "\x1b[31", `\x1b[31`},
		{"cursor movement", "a\x1b[2Jb", `a\x1b[2Jb`},
		{"clipboard", "\x1b]52;c;cm0=\a", `\x1b]52;c;cm0=\x07`},
		{"DCS", "\x1bP+q\x1b\\", `\x1bP+q\x1b\`},
		{"APC", "\x1b_x\x1b\\", `\x1b_x\x1b\`},
		{"PM", "\x1b^x\x1b\\", `\x1b^x\x1b\`},
		{"SOS", "\x1bXx\x1b\\", `\x1bXx\x1b\`},
		{"C1 OSC", "\u009d52;c;cm0=\u009c", `\u009d52;c;cm0=\u009c`},
		{"raw C1", "\x9b31m", `\x9b31m`},
		{"C0 and DEL", "a\r\n\tb\x00\x7f", `a\x0d\x0a\x09b\x00\x7f`},
		{"bidi", "a\u202eb\u2066c\u200f\u061c", `a\u202eb\u2066c\u200f\u061c`},
		{"line separators", "a\u2028b\u2029", `a\u2028b\u2029`},
		{"tags", "a\U000e0041\U000e007f", `a\U000e0041\U000e007f`},
		{"noncharacters", "\ufdd0\uffff\U0010fffe", `\ufdd0\uffff\U0010fffe`},
		{"annotations and BOM", "\ufff9\ufeff", `\ufff9\ufeff`},
		{"invalid UTF-8", "a\xffb\xe6\x97", `a\xffb\xe6\x97`},
	} {
		r := NewRow(c.in)
		if r.Text() != c.want {
			t.Errorf("%s: %q, want %q", c.name, r.Text(), c.want)
		}
		if r.faults == 0 {
			t.Errorf("%s: not counted", c.name)
		}
		if r.Width() != len(c.want) {
			t.Errorf("%s: %d wide, want %d", c.name, r.Width(), len(c.want))
		}
	}
}

func TestRowsKeepTextAndStyles(t *testing.T) {
	for in, width := range map[string]int{
		"":                                0,
		"plain":                           5,
		"\x1b[m\x1b[0;1;38;5;208mbold":    4,
		"\x1b[4:3m\x1b[38:2::1:2:3mcurly": 5,
		"日本 e\u0301 👩‍💻 \ufffd":           11,
		"\x1b[" + strings.Repeat("1;", 31) + "1m32": 2,
	} {
		r := NewRow(in)
		if r.Text() != in || r.faults != 0 || r.Width() != width {
			t.Errorf("%q became %q, %d wide (want %d), %d faults", in, r.Text(), r.Width(), width, r.faults)
		}
	}
}

func TestCleanRowsCostNoAllocation(t *testing.T) {
	s := "\x1b[1m14:20\x1b[m │ raj: quarantine the build subnet? 日本"
	if n := testing.AllocsPerRun(100, func() { NewRow(s) }); n > 0 {
		t.Errorf("%v allocations", n)
	}
}

func FuzzRowsNeverCommandATerminal(f *testing.F) {
	f.Add("0000\u0600")
	f.Add("\x1b[31mred\x1b[m \u009d52;c;x\a \x1b[1;2")
	f.Fuzz(func(t *testing.T, s string) {
		r := NewRow(s)
		if again := NewRow(r.Text()); again.faults != 0 || again.Text() != r.Text() {
			t.Fatalf("%q is not clean", r.Text())
		}
		for i, c := range []byte(r.Text()) {
			if c == '\x1b' && sgr(r.Text()[i:]) == 0 || c != '\x1b' && c < ' ' || c == 0x7f {
				t.Fatalf("byte %d of %q", i, r.Text())
			}
		}
		for w := range 20 {
			if got := r.Fit(w); got.Width() != w || NewRow(got.Text()).Width() != w {
				t.Fatalf("%q fit to %d is %q, %d wide", r.Text(), w, got.Text(), got.Width())
			}
		}
	})
}

package incident

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func TestEveryRowOfTheTableDoesWhatItSays(t *testing.T) {
	last := rune(-1)
	for _, rule := range runeRules {
		t.Run(rule.what, func(t *testing.T) {
			if rule.first <= last || rule.last < rule.first {
				t.Fatalf("row %U–%U is out of order", rule.first, rule.last)
			}
			last = rule.last
			for r := rule.first; r <= rule.last; r += 1 + (rule.last-rule.first)/300 {
				if got, want := Clean("x"+string(r)+"y"), "x"+wantBetweenLetters(rule, r)+"y"; got != want {
					t.Errorf("%U: got %q, want %q", r, got, want)
				}
			}
		})
	}
}

// wantBetweenLetters is what a row makes of r between two Latin letters.
func wantBetweenLetters(rule runeRule, r rune) string {
	switch rule.fate {
	case runeBecomes:
		return rule.becomes
	case runeEndsLine:
		return "\n"
	case runeEscaped:
		return escapeOf(r)
	case runeSelector:
		if r != textSelector && r != emojiSelector {
			return string(r)
		}
	}
	return ""
}

func TestAttacksComeOutAsHarmlessText(t *testing.T) {
	manyParams := "\x1b[" + strings.Repeat("1;", 32) + "1m"
	for _, c := range []struct{ name, in, want string }{
		{"CSI of 33 parameters", manyParams, `\x1b` + manyParams[1:]},
		{"OSC 52 by C0", "\x1b]52;c;Z28=\x07", `\x1b]52;c;Z28=\x07`},
		{"OSC 52 by C1", "\u009d52;c;Z28=\u009c", `\u009d52;c;Z28=\u009c`},
		{"raw C1 byte", "\x9b31m", `\x9b31m`},
		{"DCS", "\x1bPq#0\x1b\\", `\x1bPq#0\x1b\`},
		{"DCS by C1", "\u0090q", `\u0090q`},
		{"APC", "\x1b_Gi=1\x1b\\", `\x1b_Gi=1\x1b\`},
		{"APC by C1", "\u009fx", `\u009fx`},
		{"PM", "\x1b^x\x1b\\", `\x1b^x\x1b\`},
		{"PM by C1", "\u009ex", `\u009ex`},
		{"SOS", "\x1bXx\x1b\\", `\x1bXx\x1b\`},
		{"SOS by C1", "\u0098x", `\u0098x`},
		{"backspace", "ok\b\bno", `ok\x08\x08no`},
		{"overlong slash", "\xc0\xaf", `\xc0\xaf`},
		{"surrogate half", "\xed\xa0\x80", `\xed\xa0\x80`},
		{"cut off rune", "a\xe2\x82", `a\xe2\x82`},
		{"bidi override", "\u202egpj.exe", `\u202egpj.exe`},
		{"bidi isolate", "a\u2066b\u2069", `a\u2066b\u2069`},
		{"hidden tags", "hi\U000E0041\U000E0042", `hi\U000e0041\U000e0042`},
		{"line separator", "a\u2028b\u2029c", `a\u2028b\u2029c`},
		{"noncharacter of a high plane", "\U0001FFFE", `\U0001fffe`},
		{"not assigned", "\u0378", `\u0378`},
		{"zalgo", "a" + strings.Repeat("\u0335\u0317", 40), "a\u0335\u0335\u0335\u0335"},
		{"zalgo after stray joiners", "a\u0335\u0335\u200d\u0335\u0335\u200b\u0335", "a\u0335\u0335\u0335\u0335"},
		{"mark that reaches into the gutter", "\u0335x", `\u0335x`},
		{"mark after a space", "a \u0335", `a \u0335`},
		{"mark on an escape", "\u009d\u030c", `\u009d\u030c`},
		{"mark at the start of a line", "a\n\u0335", "a\n\\u0335"},
		{"stray joiners", "ad\u200dmin\u200c", "admin"},
		{"joiner between emoji and letter", "👩\u200dx", "👩x"},
		{"joiner before an emoji not yet assigned", "👩\u200d\U0001FAFF", `👩\U0001faff`},
		{"endless emoji", strings.Repeat("👩\u200d", 5) + "👩", "👩\u200d👩\u200d👩\u200d👩👩\u200d👩"},
		{"invisible name", "\u3164\u115f\u1160\uffa0\u200b\ufeff\u00ad", ""},
		{"blank braille", "\u2800", " "},
		{"leading selector", "\ufe0fa", "a"},
		{"many selectors", "❤\ufe0f\ufe0f\ufe0e", "❤\ufe0f"},
		{"emoji selector on a letter", "a\ufe0f", "a"},
		{"selector on a mark", "अ\u0951\ufe00", "अ\u0951"},
		{"lone conjoining vowel", "\u1161", `\u1161`},
		{"accent uncovered by a drop", "e\u200b\u0301", "é"},
		{"typed backslash", `C:\x1b`, `C:\x1b`},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Clean(c.in); got != c.want {
				t.Errorf("Clean(%q)\n got %q\nwant %q", c.in, got, c.want)
			}
		})
	}
}

func TestPeoplesOwnScriptsAndEmojiStayReadable(t *testing.T) {
	for _, s := range []string{
		"👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧\u200d👦", "🇩🇪", "❤\ufe0f", "❤\ufe0f\u200d🔥", "1\ufe0f\u20e3",
		"👍🏽", "👩🏽\u200d💻", "👩🏽\u200d❤\ufe0f\u200d💋\u200d👨🏿", "🏴\u200d☠\ufe0f", "☎\ufe0e",
		"é", "漢字", "葛\U000E0100", "한국어 ㅋㅋ", "かな カナ", "العربية", "می\u200cخواهم", "ه\u200d",
		"हिन्दी", "क्\u200dष", "क्\u200cष", "র\u200d্য", "ශ්\u200dරී", "ไทย", "שָׁלוֹם", "Tiếng Việt", "žluťoučký", "½ €",
	} {
		if got := Clean(s); got != s {
			t.Errorf("Clean(%q) = %q", s, got)
		}
	}
}

func TestTextIsStoredInItsComposedForm(t *testing.T) {
	for in, want := range map[string]string{
		"e\u0301": "é", "\u1112\u1161\u11ab": "한", "\u212b": "Å", "a\u0301\u0323": "ạ\u0301",
	} {
		if got := Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestLineEndsAndTabs(t *testing.T) {
	for _, c := range []struct{ in, lines, line string }{
		{"a\nb", "a\nb", "a b"},
		{"a\r\nb", "a\nb", "a b"},
		{"a\rb", "a\nb", "a b"},
		{"a\r\r\nb", "a\n\nb", "a  b"},
		{"a\r", "a\n", "a "},
		{"a\tb", "a    b", "a    b"},
	} {
		if got := Clean(c.in); got != c.lines {
			t.Errorf("Clean(%q) = %q, want %q", c.in, got, c.lines)
		}
		if got := CleanLine(c.in); got != c.line {
			t.Errorf("CleanLine(%q) = %q, want %q", c.in, got, c.line)
		}
	}
}

func TestCleanTextCostsNoMemory(t *testing.T) {
	for _, s := range []string{"isolated bld-07 from the build subnet", "two\nlines", "é 漢字 🇩🇪"} {
		if n := testing.AllocsPerRun(100, func() { Clean(s) }); n != 0 {
			t.Errorf("Clean(%q) allocates %v times", s, n)
		}
	}
}

func TestRandomMixturesOfAwkwardRunesComeOutSafe(t *testing.T) {
	awkward := []string{
		"a", "e", "1", " ", "\n", "\r", "\t", "\x1b", "\xff", "\u009d", "\u0301", "\u0323", "\u0344", "\u034f", "\u0958",
		"\u093c", "क", "\u094d", "ه", "\u064e", "\u1100", "\u1161", "\u11a8", "\u1160", "가", "\u200b", "\u200c", "\u200d",
		"\u202e", "\u20e3", "\u212b", "\u2800", "❤", "👩", "🏽", "🇩", "\U0001FAFF", "\U0001D15E", "\ufe00", "\ufe0e", "\ufe0f",
		"\U000E0041", "\U000E0100", "\u3000", "\u2000", "葛", "\uf900", "\u0f73", "\u09c7", "\u09be", "\u0340",
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 5_000 {
		var s strings.Builder
		for range random.IntN(60) {
			s.WriteString(awkward[random.IntN(len(awkward))])
		}
		checkCleaned(t, s.String())
	}
}

func FuzzCleanedTextIsSafeAndStaysAsItIs(f *testing.F) {
	for _, s := range []string{
		"plain", "\x1b[31m\r\n\t", "\u009d52;c;\x9d\xff", "e\u200b\u0301\u0323", "\u202e\U000E0041",
		"👨\u200d👩\u200d👧", "क्\u200dष", "a" + strings.Repeat("\u0344", 40), "\u0958\ufe00\u0301\ufe0f", "1\ufe0f\u20e3",
		"\u1100\u200b\u1161\u11a8", "\U0001D15E\u2126", "e\ufe00\u0301\ufe00\u0327",
	} {
		f.Add(s)
	}
	f.Fuzz(checkCleaned)
}

// checkCleaned holds what Clean and CleanLine make of s against their promise.
func checkCleaned(t *testing.T, s string) {
	for name, clean := range map[string]func(string) string{"Clean": Clean, "CleanLine": CleanLine} {
		got := clean(s)
		if err := faultIn(got, name == "Clean"); err != nil {
			t.Errorf("%s(%q) = %q: %v", name, s, got, err)
		}
		if again := clean(got); again != got {
			t.Errorf("%s(%q) = %q, and again %q", name, s, got, again)
		}
		if trimmed := strings.TrimSpace(got); clean(trimmed) != trimmed {
			t.Errorf("%s(%q) is unclean once trimmed: %q", name, s, trimmed)
		}
		if len(got) > 10*len(s) {
			t.Errorf("%s makes %d bytes of %d", name, len(got), len(s))
		}
	}
	if got, want := CleanLine(Clean(s)), CleanLine(s); got != want {
		t.Errorf("CleanLine(Clean(%q)) = %q, CleanLine alone %q", s, got, want)
	}
}

// faultIn says what in s a cleaned text may not hold. It knows the promise,
// not the way it is kept.
func faultIn(s string, lines bool) error {
	if !utf8.ValidString(s) {
		return fmt.Errorf("invalid UTF-8")
	}
	if !norm.NFC.IsNormalString(s) {
		return fmt.Errorf("not in normal form C")
	}
	marks, before := 0, rune(0)
	for _, r := range s {
		selector := r >= 0xFE00 && r <= 0xFE0F || r >= 0xE0100 && r <= 0xE01EF
		isJoiner := r == joiner || r == nonJoiner
		switch {
		case r == '\n' && lines, isJoiner && before > 0xFF:
		case !unicode.IsGraphic(r), unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r), r == '\u2800':
			return fmt.Errorf("%U stands in it", r)
		case selector && (before <= ' ' || unicode.IsMark(before)):
			return fmt.Errorf("selector %U stands on %U", r, before)
		case unicode.IsMark(r) && !selector:
			marks++
			if unicode.IsSpace(before) || before == 0 || marks > 4 {
				return fmt.Errorf("mark %U is number %d after %U", r, marks, before)
			}
		case !selector:
			marks = 0
		}
		before = r
	}
	return nil
}

func BenchmarkClean(b *testing.B) {
	for _, c := range []struct{ name, text string }{
		{"ascii60", "kim isolated bld-07 from the build subnet and took its image"},
		{"german", "Der Zugriff über bld-07 ist für alle gesperrt, außer für Jörg"},
		{"hindi", strings.Repeat("हिन्दी ", 10)},
		{"emoji", strings.Repeat("👨\u200d👩\u200d👧 ", 5)},
		{"escapes", strings.Repeat("\x1b[31m", 12)},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Clean(c.text)
			}
		})
	}
}

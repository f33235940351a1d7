package readline

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"warroom/session/incident"
)

// typed presses keys, by their names, and types what is none.
func typed(m Prompt, names ...string) Prompt {
	for _, n := range names {
		switch n {
		case "up":
			m = m.Recall(+1)
		case "down":
			m = m.Recall(-1)
		default:
			m, _, _ = m.Press(n, n)
		}
	}
	return m
}

func TestEditing(t *testing.T) {
	for _, c := range []struct {
		name, keys, want string
		at               int
	}{
		{"typing", "a b c", "abc", 3},
		{"in the middle", "a c left b", "abc", 2},
		{"an emoji of several code points goes at once", "a 👩‍💻 b left backspace", "ab", 1},
		{"an accent goes with its letter", "é left delete", "", 0},
		{"word before", "one _ two ctrl+w", "one ", 4},
		{"to the start", "one _ two left ctrl+u", "o", 0},
		{"to the end", "one _ two home right ctrl+k", "o", 1},
		{"over words", "one _ two ctrl+left ctrl+left X", "Xone two", 1},
		{"to the next word's end", "one _ two home ctrl+right X", "oneX two", 4},
		{"nothing before the start", "a home backspace left b", "ba", 1},
		{"nothing behind the end", "a delete right b", "ab", 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			var m Prompt
			for _, k := range strings.Fields(c.keys) {
				m = typed(m, strings.ReplaceAll(k, "_", " "))
			}
			if m.Text() != c.want || len(m.Line().Head()) != c.at {
				t.Errorf("got %q with the cursor at %d, want %q at %d", m.Text(), len(m.Line().Head()), c.want, c.at)
			}
		})
	}
}

func TestHistoryKeepsTheDraft(t *testing.T) {
	m := Prompt{}.Set("one").Remember("one").Remember("two").Remember("two")
	m = typed(m, "d", "up")
	if m.Text() != "two" {
		t.Errorf("up recalls %q", m.Text())
	}
	m = typed(m, "up", "up", "up")
	if m.Text() != "one" {
		t.Errorf("the oldest is %q", m.Text())
	}
	m = typed(m, "down", "down", "down")
	if m.Text() != "d" {
		t.Errorf("the draft is %q", m.Text())
	}
}

func TestHistoryIsBounded(t *testing.T) {
	var m Prompt
	for i := range 3 * maxHistory {
		m = m.Remember(strings.Repeat("x", i%50+1))
	}
	if len(m.history) != maxHistory {
		t.Errorf("%d lines are remembered", len(m.history))
	}
}

func TestWhatKeysDeleteCanBePutBack(t *testing.T) {
	for _, c := range []struct{ name, keys, want string }{
		{"to the start", "one _ two ctrl+u x ctrl+y", "xone two"},
		{"to the end", "one _ two home ctrl+k x ctrl+y", "xone two"},
		{"a word", "one _ two ctrl+w x _ ctrl+y", "one x two"},
		{"words one after another, in their order", "one _ two _ six ctrl+w ctrl+w x _ ctrl+y", "one x two six"},
		{"both ways", "one _ two left left left ctrl+u ctrl+k ctrl+y", "one two"},
		{"twice", "one ctrl+u ctrl+y ctrl+y", "oneone"},
		{"the last only, once something else was pressed", "one _ two ctrl+w left right ctrl+w ctrl+y", "one "},
		{"nothing", "one ctrl+k ctrl+y", "one"},
		{"in a line that was recalled", "one ctrl+u up ctrl+y", "oneone"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var m Prompt
			for _, k := range strings.Fields(c.keys) {
				m = typed(m, strings.ReplaceAll(k, "_", " "))
			}
			if m.Text() != c.want {
				t.Errorf("got %q, want %q", m.Text(), c.want)
			}
		})
	}
}

// TestALineThatWasCutStandsInTheHistory: as it was before the first of the keys
// that cut it, and once only.
func TestALineThatWasCutStandsInTheHistory(t *testing.T) {
	for _, cut := range [][]string{{"ctrl+u"}, {"ctrl+w"}, {"home", "ctrl+k"}, {"ctrl+w", "ctrl+w", "ctrl+u"}} {
		m := typed(Prompt{}.Remember("before").Set("one two three"), cut...)
		if m = typed(m, "up"); m.Text() != "one two three" {
			t.Errorf("%q: up brings %q", cut, m.Text())
		}
		if m = typed(m, "up"); m.Text() != "before" {
			t.Errorf("%q: the next is %q", cut, m.Text())
		}
		if m = typed(m, "ctrl+u", "up"); m.Text() != "before" {
			t.Errorf("%q: a line of the history is kept again: %q", cut, m.Text())
		}
	}
}

func TestALineThatWasGivenUpCanBeBroughtBack(t *testing.T) {
	m := Prompt{}.Set("half a thought").Interrupt()
	if m.Text() != "" {
		t.Errorf("the prompt holds %q", m.Text())
	}
	for _, k := range []string{"up", "ctrl+y"} {
		if got := typed(m, k).Text(); got != "half a thought" {
			t.Errorf("%s brings %q", k, got)
		}
	}
}

func TestTheHistoryIsBoundedInBytes(t *testing.T) {
	var m Prompt
	for i := range 3 * maxHistoryBytes / incident.MaxLine {
		m = m.Keep(strings.Repeat(string(rune('a'+i%26)), incident.MaxLine))
	}
	total := 0
	for _, line := range m.history {
		total += len(line)
	}
	if total > maxHistoryBytes || total < maxHistoryBytes-incident.MaxLine || total != m.size {
		t.Errorf("%d bytes are kept, counted as %d", total, m.size)
	}
}

func TestAPasteThatIsTooLongIsKeptInParts(t *testing.T) {
	var log strings.Builder
	for i := range 200 {
		fmt.Fprintf(&log, "line %d of the log: sshd[123]: accepted key of somebody on some host\n", i)
	}
	for _, c := range []struct{ name, text, join, refusal string }{
		{"lines", strings.TrimSuffix(log.String(), "\n"), "\n", "13889 bytes are too many for one entry, at most 4096 are taken: kept as 4 lines in the history"},
		{"words", strings.TrimSpace(strings.Repeat("word ", 2000)), " ", "kept as 3 lines in the history"},
		{"no blank", strings.Repeat("漢", 4000), "", "kept as 3 lines in the history"},
	} {
		t.Run(c.name, func(t *testing.T) {
			m, err := Prompt{}.Set("a draft").Paste(c.text)
			if err == nil || !strings.Contains(err.Error(), c.refusal) {
				t.Errorf("the refusal is %v", err)
			}
			if m.Text() != "a draft" {
				t.Errorf("the prompt holds %q", m.Text())
			}
			var parts []string
			for range m.history {
				m = typed(m, "up")
				parts = append(parts, m.Text())
				if len(m.Text()) > incident.MaxLine {
					t.Errorf("a part has %d bytes", len(m.Text()))
				}
			}
			if got := strings.Join(parts, c.join); got != c.text {
				t.Errorf("the parts are %d bytes of %d, from %.40q", len(got), len(c.text), got)
			}
		})
	}
}

func TestWhatIsTooLongIsRefusedWhole(t *testing.T) {
	m := Prompt{}.Set(strings.Repeat("x", incident.MaxLine-2))
	next, err := m.Paste("abc")
	if err == nil || next.Text() != m.Text() {
		t.Errorf("error %v, %d bytes", err, len(next.Text()))
	}
	if !strings.Contains(err.Error(), "4097 bytes") {
		t.Errorf("the refusal doesn't say the size: %v", err)
	}
}

func TestTheCursorStandsBehindWhatIsBeforeIt(t *testing.T) {
	for _, text := range []string{"", "abc", "漢字", strings.Repeat("word ", 40), strings.Repeat("漢", 60), "a\nb"} {
		l := NewLine(text)
		shown, x := l.Window(30)
		if got := ansi.StringWidth(shown); got != x || got > 30 {
			t.Errorf("%q: %d cells shown, the cursor at %d: %q", text, got, x, shown)
		}
	}
}

package prompt

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"warroom/keys"
	"warroom/session/incident"
	"warroom/themes"
)

func press(name string) tea.KeyPressMsg {
	named := map[string]tea.KeyPressMsg{
		"left": {Code: tea.KeyLeft}, "right": {Code: tea.KeyRight}, "home": {Code: tea.KeyHome}, "end": {Code: tea.KeyEnd},
		"up": {Code: tea.KeyUp}, "down": {Code: tea.KeyDown}, "tab": {Code: tea.KeyTab},
		"shift+tab": {Code: tea.KeyTab, Mod: tea.ModShift}, "backspace": {Code: tea.KeyBackspace}, "delete": {Code: tea.KeyDelete},
		"ctrl+u": {Code: 'u', Mod: tea.ModCtrl}, "ctrl+w": {Code: 'w', Mod: tea.ModCtrl}, "ctrl+k": {Code: 'k', Mod: tea.ModCtrl},
		"ctrl+y":    {Code: 'y', Mod: tea.ModCtrl},
		"ctrl+left": {Code: tea.KeyLeft, Mod: tea.ModCtrl}, "ctrl+right": {Code: tea.KeyRight, Mod: tea.ModCtrl},
		"ctrl+v": {Code: 'v', Mod: tea.ModCtrl}, "ctrl+a": {Code: 'a', Mod: tea.ModCtrl}, "ctrl+b": {Code: 'b', Mod: tea.ModCtrl},
	}
	if k, ok := named[name]; ok {
		return k
	}
	r, _ := utf8.DecodeRuneInString(name)
	return tea.KeyPressMsg{Code: r, Text: name}
}

func nothing(string) incident.Completion { return incident.Completion{} }

func typed(m Model, complete func(string) incident.Completion, names ...string) Model {
	for _, n := range names {
		m, _, _ = m.Press(press(n), keys.Default().Prompt, complete)
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
			var m Model
			for _, k := range strings.Fields(c.keys) {
				m = typed(m, nothing, strings.ReplaceAll(k, "_", " "))
			}
			if m.Text() != c.want || len(m.Head()) != c.at {
				t.Errorf("got %q with the cursor at %d, want %q at %d", m.Text(), len(m.Head()), c.want, c.at)
			}
		})
	}
}

func TestKeysOfTheTerminalDoNothing(t *testing.T) {
	m := Model{}.Set("text")
	for _, k := range []string{"ctrl+v", "ctrl+a", "ctrl+b"} {
		if next, used, _ := m.Press(press(k), keys.Default().Prompt, nothing); used || next.Text() != "text" {
			t.Errorf("%s was used: %q", k, next.Text())
		}
	}
}

func TestHistoryKeepsTheDraft(t *testing.T) {
	m := Model{}.Set("one").Remember("one").Remember("two").Remember("two")
	m = typed(m, nothing, "d", "up")
	if m.Text() != "two" {
		t.Errorf("up recalls %q", m.Text())
	}
	m = typed(m, nothing, "up", "up", "up")
	if m.Text() != "one" {
		t.Errorf("the oldest is %q", m.Text())
	}
	m = typed(m, nothing, "down", "down", "down")
	if m.Text() != "d" {
		t.Errorf("the draft is %q", m.Text())
	}
}

func TestHistoryIsBounded(t *testing.T) {
	var m Model
	for i := range 3 * maxHistory {
		m = m.Remember(strings.Repeat("x", i%50+1))
	}
	if len(m.history) != maxHistory {
		t.Errorf("%d lines are remembered", len(m.history))
	}
}

func TestCompletionPutsInTheOnlyCandidateAndGoesThroughSeveral(t *testing.T) {
	people := func(head string) incident.Completion {
		c := incident.Completion{From: strings.LastIndex(head, " ") + 1}
		for _, name := range []string{"@ana", "@andy", "@raj"} {
			if strings.HasPrefix(name, head[c.From:]) {
				c.Words = append(c.Words, name)
			}
		}
		return c
	}
	if m := typed(Model{}, people, "h", "i", " ", "@", "r", "tab"); m.Text() != "hi @raj " {
		t.Errorf("completed to %q", m.Text())
	}
	m := typed(Model{}, people, "@", "a", "tab")
	if m.Text() != "@ana" {
		t.Errorf("the first is %q", m.Text())
	}
	if o := m.Offer(people); o.Picked != 0 || len(o.Words) != 2 {
		t.Errorf("the offer is %+v", o)
	}
	if m = typed(m, people, "tab", "tab", "shift+tab"); m.Text() != "@andy" {
		t.Errorf("going round gives %q", m.Text())
	}
	if m = typed(m, people, "!"); m.Text() != "@andy!" {
		t.Errorf("going on gives %q", m.Text())
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
			var m Model
			for _, k := range strings.Fields(c.keys) {
				m = typed(m, nothing, strings.ReplaceAll(k, "_", " "))
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
		m := typed(Model{}.Remember("before").Set("one two three"), nothing, cut...)
		if m = typed(m, nothing, "up"); m.Text() != "one two three" {
			t.Errorf("%q: up brings %q", cut, m.Text())
		}
		if m = typed(m, nothing, "up"); m.Text() != "before" {
			t.Errorf("%q: the next is %q", cut, m.Text())
		}
		if m = typed(m, nothing, "ctrl+u", "up"); m.Text() != "before" {
			t.Errorf("%q: a line of the history is kept again: %q", cut, m.Text())
		}
	}
}

func TestALineThatWasGivenUpCanBeBroughtBack(t *testing.T) {
	m := Model{}.Set("half a thought").Interrupt()
	if m.Text() != "" {
		t.Errorf("the prompt holds %q", m.Text())
	}
	for _, k := range []string{"up", "ctrl+y"} {
		if got := typed(m, nothing, k).Text(); got != "half a thought" {
			t.Errorf("%s brings %q", k, got)
		}
	}
}

func TestTheHistoryIsBoundedInBytes(t *testing.T) {
	var m Model
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
			m, err := Model{}.Set("a draft").Paste(c.text)
			if err == nil || !strings.Contains(err.Error(), c.refusal) {
				t.Errorf("the refusal is %v", err)
			}
			if m.Text() != "a draft" {
				t.Errorf("the prompt holds %q", m.Text())
			}
			var parts []string
			for range m.history {
				m = typed(m, nothing, "up")
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
	m := Model{}.Set(strings.Repeat("x", incident.MaxLine-2))
	next, err := m.Paste("abc")
	if err == nil || next.Text() != m.Text() {
		t.Errorf("error %v, %d bytes", err, len(next.Text()))
	}
	if !strings.Contains(err.Error(), "4097 bytes") {
		t.Errorf("the refusal doesn't say the size: %v", err)
	}
}

func TestTheCursorStaysInTheRow(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	names := []string{"a", "漢", "👩‍💻", " ", "left", "left", "right", "home", "end", "backspace", "ctrl+w", "é"}
	for range 200 {
		var m Model
		for range r.IntN(120) {
			m = typed(m, nothing, names[r.IntN(len(names))])
		}
		for _, width := range []int{1, 2, 3, 7, 20, 80} {
			row, x := m.View(Look{Width: width, Focused: true, Status: "record ok 9f3a2c #122"})
			if row.Width() != width || x < 0 || x >= width {
				t.Fatalf("width %d: row of %d, cursor at %d, %q", width, row.Width(), x, m.Text())
			}
		}
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

func TestAnOfferShowsThePickedWord(t *testing.T) {
	words := strings.Fields("containment eradication recovery review triage")
	for i, w := range words {
		row := Offer{Words: words, Picked: i, Hint: "/phase PHASE"}.View(30, themes.Theme{})
		if row.Width() != 30 || !strings.Contains(row.Plain(), ">"+w) {
			t.Errorf("%s isn't picked in %q", w, row.Plain())
		}
	}
}

func TestHowAVerbIsWrittenComesBeforeWhatCouldFollow(t *testing.T) {
	offer := Offer{Words: []string{"@kim", "@lee"}, Picked: -1, Hint: "/task @PERSON TEXT  give a task", Fresh: true}
	if row := offer.View(80, themes.Theme{}).Plain(); !strings.HasPrefix(row, "/task @PERSON TEXT  @kim  @lee") {
		t.Errorf("before a new word: %q", row)
	}
	offer.Fresh = false
	if row := offer.View(80, themes.Theme{}).Plain(); !strings.HasPrefix(row, " @kim  @lee") {
		t.Errorf("in a word: %q", row)
	}
}

func TestAnOfferThatIsCutSaysSo(t *testing.T) {
	words := strings.Fields("@ana @kim @lee @mei @noor @raj")
	for picked := -1; picked < len(words); picked++ {
		for width := 8; width < 40; width++ {
			row := Offer{Words: words, Picked: picked}.View(width, themes.Theme{}).Plain()
			if strings.Contains(row, words[len(words)-1]) == strings.Contains(row, "…") {
				t.Errorf("%d at %d cells: %q", picked, width, row)
			}
			if picked >= 0 && !strings.Contains(row, words[picked]) {
				t.Errorf("%d at %d cells isn't seen: %q", picked, width, row)
			}
		}
	}
}

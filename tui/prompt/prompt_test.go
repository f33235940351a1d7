package prompt

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

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

func TestKeysOfTheTerminalDoNothing(t *testing.T) {
	m := Model{}.Set("text")
	for _, k := range []string{"ctrl+v", "ctrl+a", "ctrl+b"} {
		if next, used, _ := m.Press(press(k), keys.Default().Prompt, nothing); used || next.Text() != "text" {
			t.Errorf("%s was used: %q", k, next.Text())
		}
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

package palette_test

import (
	"math/rand/v2"
	"testing"

	tea "charm.land/bubbletea/v2"

	"warroom/keys"
	"warroom/tui/palette"
	"warroom/tui/panetest"
)

func items() []palette.Item {
	return []palette.Item{
		{"say", "TEXT", "write a line of chat"},
		{"fact", "[HH:MM] TEXT", "log what happened, at a time that may have passed"},
		{"star", "SEQ", "mark an entry, or unmark it"},
		{"sev", "1-5 [why]", "set the severity; lowering it needs a reason"},
		{"state", "running | degraded", "say how the system runs"},
		{"handover", "@PERSON [ROLE]", "offer your role to a person"},
		{"close", "", "end the incident"},
	}
}

func typed(t testing.TB, text string, after ...rune) palette.Model {
	var m palette.Model
	press := func(k tea.KeyPressMsg) {
		next, err := m.Press(k, keys.Default().Form, items())
		if err != nil {
			t.Fatal(err)
		}
		m = next
	}
	for _, r := range text {
		press(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
	for _, code := range after {
		press(tea.KeyPressMsg{Code: code})
	}
	return m
}

func TestScreensLookAsTheyDid(t *testing.T) {
	for _, size := range panetest.Sizes() {
		rows, _, _ := typed(t, "s").View(items(), palette.Look{Width: size.Width, Height: size.Height, Theme: panetest.Plain()})
		panetest.Golden(t, size.Name, rows)
	}
}

func TestColoursLookAsTheyDid(t *testing.T) {
	rows, _, _ := typed(t, "", tea.KeyDown).View(items(), palette.Look{Width: 60, Height: 12, Theme: panetest.Dark()})
	panetest.GoldenColours(t, "dark", rows)
}

func TestEveryScreenIsAsLargeAsItsTerminal(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 8))
	for range 400 {
		m := typed(t, "sea"[:r.IntN(4)], []rune{tea.KeyDown, tea.KeyDown, tea.KeyUp}[:r.IntN(4)]...)
		l := palette.Look{Width: r.IntN(300), Height: r.IntN(30), Theme: panetest.Dark()}
		rows, x, y := m.View(items(), l)
		panetest.Exact(t, rows, l.Width, l.Height)
		if x < 0 || y < 0 || x > max(0, l.Width-1) || y > max(0, l.Height-1) {
			t.Fatalf("the cursor stands at %d,%d of %d×%d", x, y, l.Width, l.Height)
		}
	}
}

func TestACommandIsFoundByItsNameItsLettersOrItsHelp(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", "say"}, {"sta", "star"}, {"/state", "state"}, {"hv", "handover"}, {"lower severity", "sev"},
		{"role", "handover"}, {"over", "handover"}, {"END", "close"}, {"nothing", ""},
	} {
		if got := typed(t, c.text).Chosen(items()); got != c.want {
			t.Errorf("%q finds %q, want %q", c.text, got, c.want)
		}
	}
}

func TestTheArrowsChooseAmongWhatIsFound(t *testing.T) {
	for _, c := range []struct {
		keys []rune
		want string
	}{
		{nil, "say"}, {[]rune{tea.KeyDown}, "star"}, {[]rune{tea.KeyDown, tea.KeyDown, tea.KeyUp}, "star"},
		{[]rune{tea.KeyUp}, "say"}, {[]rune{tea.KeyDown, tea.KeyBackspace}, "say"},
	} {
		if got := typed(t, "s", c.keys...).Chosen(items()); got != c.want {
			t.Errorf("after %v chosen is %q, want %q", c.keys, got, c.want)
		}
	}
}

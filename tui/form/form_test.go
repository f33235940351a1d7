package form_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"warroom/keys"
	"warroom/session/incident"
	"warroom/tui/form"
	"warroom/tui/paint"
	"warroom/tui/panetest"
)

// blank returns a form with a person that is completed, words to choose from,
// and a text.
func blank() form.Definition {
	return form.Definition{
		Title: "HAND OVER",
		Fields: []form.Field{
			{Name: "to", Hint: "who takes it", Before: "/handover "},
			{Name: "verdict", Hint: "left and right", Start: "go", Words: []string{"go", "no", "later"}},
			{Name: "text", Hint: "why"},
		},
		Line: func(v []string) string { return "/do " + strings.Join(v, "|") },
	}
}

func named(name string) tea.KeyPressMsg {
	codes := map[string]rune{"tab": tea.KeyTab, "up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight, "backspace": tea.KeyBackspace}
	if code, ok := codes[name]; ok {
		return tea.KeyPressMsg{Code: code}
	}
	if name == "shift+tab" {
		return tea.KeyPressMsg{Code: tea.KeyTab, Mod: tea.ModShift}
	}
	return tea.KeyPressMsg{Code: rune(name[0]), Text: name}
}

// filled is the form after keys, on a bridge with the cast.
func filled(t testing.TB, in *panetest.Incident, pressed ...string) form.Model {
	m := form.Open(blank())
	for _, k := range pressed {
		next, err := m.Press(named(k), keys.Default().Form, completer(in))
		if err != nil {
			t.Fatal(err)
		}
		m = next
	}
	return m
}

func completer(in *panetest.Incident) form.Complete {
	return func(head string) incident.Completion {
		return in.View("kim").Complete(panetest.Person("kim"), nil, nil, head)
	}
}

func view(in *panetest.Incident, m form.Model, width, height int) []paint.Row {
	rows, _, _ := m.View(form.Look{Width: width, Height: height, Theme: panetest.Plain()}, completer(in))
	return rows
}

func TestScreensLookAsTheyDid(t *testing.T) {
	in := panetest.Theft(t)
	for _, size := range panetest.Sizes() {
		panetest.Golden(t, size.Name, view(in, filled(t, in, "tab", "n", "tab", "a"), size.Width, size.Height))
	}
	m := filled(t, in, "m", "tab").Refuse("there is no proposal P9: the last is P2, and a long sentence goes on over more than one row of the form")
	panetest.Golden(t, "refused", view(in, m, 60, 12))
}

func TestColoursLookAsTheyDid(t *testing.T) {
	in := panetest.Theft(t)
	rows, _, _ := filled(t, in, "down").View(form.Look{Width: 60, Height: 12, Theme: panetest.Dark()}, completer(in))
	panetest.GoldenColours(t, "dark", rows)
}

func TestEveryScreenIsAsLargeAsItsTerminal(t *testing.T) {
	in := panetest.Theft(t)
	r := rand.New(rand.NewPCG(3, 3))
	all := []string{"tab", "up", "down", "left", "right", "backspace", "shift+tab", "k", "@", "n", "x"}
	m := form.Open(blank())
	for range 500 {
		m, _ = m.Press(named(all[r.IntN(len(all))]), keys.Default().Form, completer(in))
		l := form.Look{Width: r.IntN(300), Height: r.IntN(30), Theme: panetest.Dark()}
		rows, x, y := m.View(l, completer(in))
		panetest.Exact(t, rows, l.Width, l.Height)
		if x < 0 || y < 0 || x > max(0, l.Width-1) || y > max(0, l.Height-1) {
			t.Fatalf("the cursor stands at %d,%d of %d×%d", x, y, l.Width, l.Height)
		}
	}
}

func TestAFormWritesALine(t *testing.T) {
	in := panetest.Theft(t)
	for _, c := range []struct {
		pressed, want string
	}{
		{"m tab l tab w h y", "/do @mei|later|why"},
		{"k i m tab right right", "/do @kim|later|"},
		{"down down", "/do @kim|go|"},
		{"up", "/do @raj|go|"},
		{"@ tab shift+tab m backspace n tab", "/do @noor|go|"},
		{"tab tab x tab shift+tab y", "/do |go|xy"},
	} {
		if got := filled(t, in, strings.Fields(c.pressed)...).Line(); got != c.want {
			t.Errorf("%s writes %q, want %q", c.pressed, got, c.want)
		}
	}
}

func TestWhatWasPastedStaysOnOneLine(t *testing.T) {
	in := panetest.Theft(t)
	m, err := filled(t, in, "tab", "tab").Paste("c\nd\n")
	if err != nil || !strings.HasSuffix(m.Line(), "|c d") {
		t.Errorf("%q, %v", m.Line(), err)
	}
	if _, err := m.Paste(strings.Repeat("x", incident.MaxLine)); err == nil {
		t.Error("a text without end is taken")
	}
}

// TestWhatIsTypedTakesThePlaceOfWhatStoodThere: nobody must clear a field first.
func TestWhatIsTypedTakesThePlaceOfWhatStoodThere(t *testing.T) {
	m := form.Open(form.Definition{
		Fields: []form.Field{{Name: "time box", Start: "30m"}},
		Line:   func(values []string) string { return "/box " + values[0] },
	})
	for _, step := range []struct{ key, want string }{{"backspace", "/box 30"}, {"5", "/box 305"}} {
		m, _ = m.Press(named(step.key), keys.Default().Form, nil)
		if got := m.Line(); got != step.want {
			t.Errorf("after %s: %q, want %q", step.key, got, step.want)
		}
	}
	m = form.Open(form.Definition{
		Fields: []form.Field{{Name: "time box", Start: "30m"}},
		Line:   func(values []string) string { return "/box " + values[0] },
	})
	for _, key := range strings.Fields("2 0 m") {
		m, _ = m.Press(named(key), keys.Default().Form, nil)
	}
	if got := m.Line(); got != "/box 20m" {
		t.Errorf("typed over it: %q", got)
	}
}

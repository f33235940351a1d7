package help

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"warroom/keys"
	"warroom/themes"
)

func sections() []Section {
	return []Section{
		Keys("KEYS", keys.Default().Bridge),
		{Title: "VERBS", Lines: []Line{{"/handover @PERSON [ROLE]", "offer your role to a person, who takes it with /take"}}},
	}
}

func text(m Model, l Look) string {
	var b strings.Builder
	for _, r := range m.View(sections(), l) {
		b.WriteString(r.Plain() + "\n")
	}
	return b.String()
}

func TestEveryKeyOfTheMapIsTold(t *testing.T) {
	all := text(Model{}, Look{Width: 100, Height: 200})
	for _, column := range keys.Default().Bridge.FullHelp() {
		for _, b := range column {
			if !strings.Contains(all, b.Help().Key) || !strings.Contains(all, b.Help().Desc) {
				t.Errorf("%s isn't told", b.Help().Key)
			}
		}
	}
}

func TestScrollingReachesTheLastRowAndNoFurther(t *testing.T) {
	l := Look{Width: 40, Height: 5}
	m, used := Model{}.Update(tea.KeyPressMsg{Code: 'G', Text: "G"}, keys.Default().Bridge.Move, sections(), l)
	if !used || !strings.Contains(text(m, l), "/take ") {
		t.Errorf("the end is\n%s", text(m, l))
	}
	if again := m.Scroll(5, sections(), l); again != m {
		t.Error("it scrolls past the end")
	}
	if up := m.Scroll(-1000, sections(), l); up != (Model{}) {
		t.Error("it doesn't scroll back to the start")
	}
}

func TestEveryRowHasTheHelpsWidth(t *testing.T) {
	for width := 1; width < 120; width++ {
		rows := Model{}.View(sections(), Look{Width: width, Height: 60, Theme: themes.Choose(true, themes.TrueColor)})
		if len(rows) != 60 {
			t.Fatalf("%d rows", len(rows))
		}
		for _, r := range rows {
			if r.Width() != width {
				t.Fatalf("width %d: %q has %d", width, r.Plain(), r.Width())
			}
		}
	}
}

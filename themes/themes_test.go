package themes_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"warroom/themes"
)

// fitted is every theme that a terminal can be given, and its background.
func fitted(t *testing.T) map[themes.Theme]bool {
	t.Helper()
	all := map[themes.Theme]bool{}
	for _, name := range themes.Names() {
		wish, err := themes.Parse(name)
		if err != nil {
			t.Fatal(err)
		}
		for d := themes.Plain; d <= themes.TrueColor; d++ {
			for _, dark := range []bool{true, false} {
				all[wish.On(dark, d)] = dark
			}
		}
	}
	return all
}

func everyMeaning() []themes.Meaning {
	var all []themes.Meaning
	for m := themes.Text; m <= themes.Alarm; m++ {
		all = append(all, m)
	}
	return all
}

func TestPaintedTextIsTheTextBetweenStylesOnly(t *testing.T) {
	sgr := regexp.MustCompile(`\x1b\[[0-9;:]*m`)
	for theme := range fitted(t) {
		for _, m := range everyMeaning() {
			painted := theme.Paint(m, "db is down")
			if got := sgr.ReplaceAllString(painted, ""); got != "db is down" {
				t.Errorf("%v, %d: %q has more than styles", theme, m, painted)
			}
			if painted != "db is down" && !strings.HasSuffix(painted, themes.Reset) {
				t.Errorf("%v, %d: %q bleeds into what follows", theme, m, painted)
			}
		}
	}
}

func TestMonoHasNoColours(t *testing.T) {
	attributes := regexp.MustCompile(`^(\x1b\[[147](;[147])*m)?$`)
	mono, err := themes.Parse("mono")
	if err != nil {
		t.Fatal(err)
	}
	for _, theme := range []themes.Theme{mono.On(true, themes.TrueColor), themes.Choose(true, themes.NoColor)} {
		for _, m := range everyMeaning() {
			if p := theme.Prefix(m); !attributes.MatchString(p) {
				t.Errorf("meaning %d begins with %q", m, p)
			}
		}
	}
}

func TestADumbTerminalGetsPlainText(t *testing.T) {
	for _, name := range themes.Names() {
		wish, _ := themes.Parse(name)
		theme := wish.On(true, themes.Plain)
		for _, m := range everyMeaning() {
			if got := theme.Paint(m, "db is down"); got != "db is down" {
				t.Errorf("%s, %d: %q", name, m, got)
			}
			if got := theme.Style(m).Render("db is down"); got != "db is down" {
				t.Errorf("%s, %d: styled %q", name, m, got)
			}
		}
	}
}

func TestColoursStayWithinWhatTheTerminalShows(t *testing.T) {
	for depth, deeper := range map[themes.Depth]string{
		themes.Color16:  `[34]8;[25];`,
		themes.Color256: `[34]8;2;`,
	} {
		tooDeep := regexp.MustCompile(deeper)
		for _, name := range themes.Names() {
			for _, dark := range []bool{true, false} {
				wish, _ := themes.Parse(name)
				theme := wish.On(dark, depth)
				for _, m := range everyMeaning() {
					if p := theme.Prefix(m); tooDeep.MatchString(p) {
						t.Errorf("%s at depth %d, meaning %d: %q", name, depth, m, p)
					}
					if s := theme.Style(m).Render("x"); tooDeep.MatchString(s) {
						t.Errorf("%s at depth %d, meaning %d: styled %q", name, depth, m, s)
					}
				}
			}
		}
	}
}

func TestASelectedRowStaysSelectedBehindItsColouredWords(t *testing.T) {
	theme := themes.Choose(true, themes.TrueColor)
	row := "14:20 " + theme.Paint(themes.Danger, "SEV1") + " db is down"
	selected := theme.Prefix(themes.Selection)
	want := selected + "14:20 " + theme.Prefix(themes.Danger) + "SEV1" + themes.Reset +
		selected + " db is down" + themes.Reset
	if got := theme.Paint(themes.Selection, row); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestMeaningsThatColourCarriesHaveSignsOfTheirOwn(t *testing.T) {
	carried := []themes.Meaning{themes.Good, themes.Calm, themes.Warn, themes.Danger, themes.Unread,
		themes.Mention, themes.Selection, themes.Drill, themes.Alarm}
	signs := map[string]themes.Meaning{}
	for _, m := range carried {
		sign := m.Sign()
		if sign == "" {
			t.Errorf("meaning %d has no sign", m)
		}
		if other, ok := signs[sign]; ok {
			t.Errorf("meanings %d and %d are both %q", m, other, sign)
		}
		signs[sign] = m
		if strings.ContainsFunc(sign, func(r rune) bool { return r <= ' ' || r > '~' }) {
			t.Errorf("%q is not plain ASCII", sign)
		}
	}
}

func TestTheThemeFollowsTheTerminal(t *testing.T) {
	for _, c := range []struct {
		wish  string
		dark  bool
		depth themes.Depth
		want  string
	}{
		{"auto", true, themes.TrueColor, "dark"},
		{"auto", false, themes.Color16, "light"},
		{"auto", false, themes.NoColor, "mono"},
		{"dark", false, themes.Color256, "dark"},
		{"dark", true, themes.NoColor, "mono"},
		{"light", true, themes.Color256, "light"},
		{"mono", true, themes.TrueColor, "mono"},
		{"colour-blind-safe", false, themes.Color256, "colour-blind-safe"},
	} {
		wish, err := themes.Parse(c.wish)
		if err != nil {
			t.Fatal(err)
		}
		if got := wish.On(c.dark, c.depth).String(); got != c.want {
			t.Errorf("%s on dark=%v, depth %d: %s, want %s", c.wish, c.dark, c.depth, got, c.want)
		}
	}
}

func TestALateAnswerAboutTheBackgroundStillCounts(t *testing.T) {
	for _, name := range themes.Names() {
		wish, _ := themes.Parse(name)
		first := wish.On(true, themes.Color256)
		if name != "auto" && first.On(false, themes.Color256) != wish.On(false, themes.Color256) {
			t.Errorf("%s: fitting twice differs from fitting once", name)
		}
	}
}

// Rows are kept by theme: equal looks must share them, different ones never.
func TestThemesAreEqualExactlyWhenTheyLookTheSame(t *testing.T) {
	looks := map[string]themes.Theme{}
	for theme := range fitted(t) {
		var prefixes []string
		for _, m := range everyMeaning() {
			prefixes = append(prefixes, theme.Prefix(m))
		}
		key := strings.Join(prefixes, "|")
		if other, ok := looks[key]; ok {
			t.Errorf("%v and %v look the same", theme, other)
		}
		looks[key] = theme
	}
}

func TestEveryNameThatIsOfferedIsAccepted(t *testing.T) {
	for _, name := range themes.Names() {
		for _, typed := range []string{name, strings.ToUpper(name), " " + name + " "} {
			theme, err := themes.Parse(typed)
			if err != nil || theme.String() != name {
				t.Errorf("%q reads as %v, %v", typed, theme, err)
			}
		}
	}
	for _, short := range []string{"safe", "color-blind-safe"} {
		if theme, err := themes.Parse(short); err != nil || theme.String() != "colour-blind-safe" {
			t.Errorf("%q reads as %v, %v", short, theme, err)
		}
	}
}

func TestAnUnknownNameIsAnsweredWithTheKnownOnes(t *testing.T) {
	_, err := themes.Parse("pink")
	const want = `no theme is named "pink": choose auto, dark, light, colour-blind-safe or mono`
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestNamesCannotBeChangedByACaller(t *testing.T) {
	themes.Names()[0] = "pink"
	if !slices.Contains(themes.Names(), "auto") {
		t.Error("a caller renamed a theme for everyone")
	}
}

func BenchmarkPaint(b *testing.B) {
	theme := themes.Choose(true, themes.TrueColor)
	for b.Loop() {
		_ = theme.Paint(themes.Danger, "image hashed, handing to noor")
	}
}

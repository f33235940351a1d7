package impact_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"warroom/keys"
	"warroom/tui/impact"
	"warroom/tui/pane"
	"warroom/tui/panetest"
)

func look(width, height int) impact.Look {
	return impact.Look{Width: width, Height: height, Theme: panetest.Plain()}
}

func TestScreensLookAsTheyDid(t *testing.T) {
	v := panetest.Response(t).View("kim")
	for _, size := range panetest.Sizes() {
		panetest.Golden(t, size.Name, impact.View(v, look(size.Width, size.Height)))
	}
}

func TestColoursLookAsTheyDid(t *testing.T) {
	l := look(60, 12)
	l.Theme, l.Active = panetest.Dark(), true
	panetest.GoldenColours(t, "dark", impact.View(panetest.Theft(t).View("kim"), l))
}

func TestEveryScreenIsAsLargeAsItsTerminal(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	for i := range 40 {
		v := panetest.Random(t, r, 60).View("kim")
		if i%2 == 0 {
			v = panetest.Response(t).View("kim")
		}
		for range 10 {
			l := look(r.IntN(501), r.IntN(60))
			l.Theme, l.Down = panetest.Dark(), r.IntN(12)
			panetest.Exact(t, impact.View(v, l), l.Width, l.Height)
		}
	}
}

func TestEveryReasonCanBeScrolledTo(t *testing.T) {
	in := panetest.Declare(t, "stolen CI token")
	for i := range 30 {
		in.Do("ana", fmt.Sprintf("/sev %d reason %d.", 1+i%2, i))
	}
	l, k := look(40, 8), keys.Default().Bridge
	var m impact.Model
	for i := 29; i >= 0; i-- {
		screen := ""
		for _, row := range impact.View(in.View("kim"), m.Look(in.View("kim"), l)) {
			screen += row.Plain()
		}
		if !strings.Contains(screen, fmt.Sprintf("reason %d.", i)) {
			t.Fatalf("reason %d is out of sight: %s", i, screen)
		}
		m = m.Update(tea.KeyPressMsg{Code: 'j', Text: "j"}, k, in.View("kim"), l)
	}
}

func BenchmarkView(b *testing.B) {
	for _, n := range []int{100, 10_000} {
		in := panetest.Declare(b, "stolen CI token")
		for i := range n {
			in.Do("ana", fmt.Sprintf("/sev %d the reason of change %d", 1+i%2, i))
		}
		for _, size := range panetest.Sizes()[:3] {
			b.Run(fmt.Sprintf("%s/%d", size.Name, n), func(b *testing.B) {
				v := in.View("kim")
				for b.Loop() {
					impact.View(v, look(size.Width, size.Height))
				}
			})
		}
	}
}

// TestWhatHoldsSinceAnotherDaySaysSo: a time of day alone would be today's.
func TestWhatHoldsSinceAnotherDaySaysSo(t *testing.T) {
	in := panetest.Theft(t)
	last := in.SizeUp.Severities.At(in.SizeUp.Severities.Len() - 1)
	l := look(60, 20)
	l.Today = pane.Day(last.At.AddDate(0, 0, 1), nil)
	var text string
	for _, row := range impact.View(in.View("kim"), l) {
		text += row.Text() + "\n"
	}
	if want := "since " + last.At.UTC().Format("2 Jan 15:04"); !strings.Contains(text, want) {
		t.Errorf("it lacks %q:\n%s", want, text)
	}
}

// TestANarrowPanelTellsHowFarItReaches: what was stated last isn't cut off.
func TestANarrowPanelTellsHowFarItReaches(t *testing.T) {
	in := panetest.Theft(t)
	in.Do("kim", "/kind ransom,data a note was left")
	in.Do("kim", "/spread several both build hosts")
	in.Do("kim", "/personal-data yes the card vault")
	var text string
	for _, row := range impact.View(in.View("kim"), look(40, 20)) {
		text += strings.TrimSpace(row.Text()) + "\n"
	}
	for _, want := range []string{"data, ransom | several systems |", "personal data yes"} {
		if !strings.Contains(text, want) {
			t.Errorf("it lacks %q:\n%s", want, text)
		}
	}
}

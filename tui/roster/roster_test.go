package roster_test

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"warroom/session/incident"
	"warroom/tui/pane"
	"warroom/tui/panetest"
	"warroom/tui/roster"
)

func look(width, height int) roster.Look {
	return roster.Look{Width: width, Height: height, Theme: panetest.Plain()}
}

// cast returns six people: one is away, one an observer, one gone.
func cast() []roster.Person {
	since := time.Date(2026, 11, 23, 14, 20, 0, 0, time.UTC)
	return []roster.Person{
		{Name: "ana", Rank: incident.RankManager, Since: since},
		{Name: "cy", Rank: incident.RankObserver, Since: since},
		{Name: "kim", Rank: incident.RankResponder, Status: roster.StatusAway, Since: since},
		{Name: "lee", Rank: incident.RankResponder, Status: roster.StatusGone, Since: since},
		{Name: "noor", Rank: incident.RankResponder, Since: since},
		{Name: "raj", Rank: incident.RankResponder, Since: since},
	}
}

func TestScreensLookAsTheyDid(t *testing.T) {
	v := panetest.Theft(t).View("kim")
	for _, size := range panetest.Sizes() {
		panetest.Golden(t, size.Name, roster.View(v, cast(), look(size.Width, size.Height)))
	}
}

func TestColoursLookAsTheyDid(t *testing.T) {
	l := look(40, 10)
	l.Theme, l.Active = panetest.Dark(), true
	panetest.GoldenColours(t, "dark", roster.View(panetest.Theft(t).View("kim"), cast(), l))
}

func TestEveryScreenIsAsLargeAsItsTerminal(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 6))
	v := panetest.Theft(t).View("kim")
	for range 400 {
		l := look(r.IntN(501), r.IntN(60))
		l.Theme, l.Down = panetest.Dark(), r.IntN(12)
		panetest.Exact(t, roster.View(v, cast()[:r.IntN(7)], l), l.Width, l.Height)
	}
}

func TestAHolderOfARoleWhoIsNotHereIsShown(t *testing.T) {
	v := panetest.Theft(t).View("kim")
	var rows []string
	for _, row := range roster.View(v, cast()[:1], look(60, 10)) {
		rows = append(rows, row.Plain())
	}
	if screen := strings.Join(rows, "\n"); !strings.Contains(screen, "x raj      DEP offered IM not here") {
		t.Errorf("raj is deputy and away, and the roster says\n%s", screen)
	}
}

func BenchmarkView(b *testing.B) {
	v := panetest.Theft(b).View("kim")
	for b.Loop() {
		roster.View(v, cast(), look(40, 20))
	}
}

// TestWhoLeftOnAnotherDaySaysSo: 14:20 alone would be today's.
func TestWhoLeftOnAnotherDaySaysSo(t *testing.T) {
	l := look(60, 12)
	l.Today = pane.Day(time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC), nil)
	var text string
	for _, row := range roster.View(panetest.Theft(t).View("kim"), cast(), l) {
		text += row.Text() + "\n"
	}
	for _, want := range []string{"away since 23 Nov 14:20", "gone since 23 Nov 14:20"} {
		if !strings.Contains(text, want) {
			t.Errorf("it lacks %q:\n%s", want, text)
		}
	}
}

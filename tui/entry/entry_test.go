package entry_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"warroom/keys"
	"warroom/session/incident"
	"warroom/tui/entry"
	"warroom/tui/panetest"
)

func look(width, height int, seq uint64) entry.Look {
	return entry.Look{Width: width, Height: height, Theme: panetest.Plain(), Seq: seq}
}

func plain(v incident.View, l entry.Look) string {
	var lines []string
	for _, row := range entry.View(v, l) {
		lines = append(lines, row.Plain())
	}
	return strings.Join(lines, "\n")
}

func TestScreensLookAsTheyDid(t *testing.T) {
	in := panetest.Theft(t)
	for _, size := range panetest.Sizes() {
		panetest.Golden(t, size.Name, entry.View(in.View("kim"), look(size.Width, size.Height, in.Find("since Thursday"))))
	}
}

func TestColoursLookAsTheyDid(t *testing.T) {
	in := panetest.Theft(t)
	l := look(80, 24, in.Find("first read"))
	l.Theme = panetest.Dark()
	panetest.GoldenColours(t, "dark", entry.View(in.View("kim"), l))
}

func TestEveryScreenIsAsLargeAsItsTerminal(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	for range 20 {
		v := panetest.Random(t, r, 40).View("kim")
		for range 10 {
			l := look(r.IntN(501), r.IntN(60), r.Uint64N(v.Last()+3))
			l.Theme, l.Down = panetest.Dark(), r.IntN(12)
			panetest.Exact(t, entry.View(v, l), l.Width, l.Height)
		}
	}
}

func TestTheWholeOfALongTextCanBeRead(t *testing.T) {
	in := panetest.Declare(t, "db down")
	var lines []string
	for i := range 60 {
		lines = append(lines, fmt.Sprintf("line %d of the trace", i))
	}
	in.Do("kim", strings.Join(lines, "\n"))
	l := look(80, 24, in.Last)
	m := entry.Open(in.Last)
	if screen := plain(in.View("kim"), m.Look(l)); !strings.Contains(screen, "line 0 ") || !strings.Contains(screen, "more rows") {
		t.Errorf("the page begins\n%s", screen)
	}
	m = m.Update(tea.KeyPressMsg{Code: 'G', Text: "G"}, keys.Default().Bridge, in.View("kim"), l)
	if screen := plain(in.View("kim"), m.Look(l)); !strings.Contains(screen, "line 59 ") || strings.Contains(screen, "more row") {
		t.Errorf("the page ends\n%s", screen)
	}
}

// TestThePageTellsWhatWasMovedAndStruck: both times, and why it was struck.
func TestThePageTellsWhatWasMovedAndStruck(t *testing.T) {
	in := panetest.Declare(t, "db down")
	in.Do("kim", "/fact the dump left")
	in.Do("kim", "/correct 2 at -2d")
	in.Do("kim", "/strike 2 it was another disk")
	screen := plain(in.View("kim"), look(120, 40, 2))
	for _, want := range []string{"time was", "until kim corrected it in #3", "STRUCK", "by kim, in #4: it was another disk", "the dump left"} {
		if !strings.Contains(screen, want) {
			t.Errorf("%q is missing:\n%s", want, screen)
		}
	}
}

func TestACorrectedEntryStandsBesideItsOriginal(t *testing.T) {
	in := panetest.Theft(t)
	screen := plain(in.View("kim"), look(120, 40, in.Find("since Thursday")))
	for _, want := range []string{"since Thursday", "since Friday", "by mei"} {
		if !strings.Contains(screen, want) {
			t.Errorf("%q is missing:\n%s", want, screen)
		}
	}
}

package brief_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"warroom/keys"
	"warroom/session/incident"
	"warroom/tui/brief"
	"warroom/tui/panetest"
)

func look(width, height int) brief.Look {
	return brief.Look{Width: width, Height: height, Theme: panetest.Plain()}
}

func plain(v incident.View, l brief.Look) string {
	var lines []string
	for _, row := range brief.View(v, l) {
		lines = append(lines, row.Plain())
	}
	return strings.Join(lines, "\n")
}

func TestScreensLookAsTheyDid(t *testing.T) {
	v := panetest.Response(t).View("kim")
	for _, size := range panetest.Sizes() {
		panetest.Golden(t, size.Name, brief.View(v, look(size.Width, size.Height)))
	}
}

func TestColoursLookAsTheyDid(t *testing.T) {
	l := look(80, 24)
	l.Theme, l.Read = panetest.Dark(), 14
	panetest.GoldenColours(t, "dark", brief.View(panetest.Theft(t).View("kim"), l))
}

func TestEveryScreenIsAsLargeAsItsTerminal(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	for range 40 {
		v := panetest.Random(t, r, 60).View("kim")
		for range 10 {
			l := look(r.IntN(501), r.IntN(60))
			l.Theme, l.Down, l.Read = panetest.Dark(), r.IntN(12), r.Uint64N(v.Last()+3)
			panetest.Exact(t, brief.View(v, l), l.Width, l.Height)
		}
	}
}

func TestTheBriefCountsWhatIsUnread(t *testing.T) {
	in := panetest.Theft(t)
	l := look(80, 40)
	if screen := plain(in.View("kim"), l); !strings.Contains(screen, "this is your first time here") {
		t.Errorf("a newcomer reads\n%s", screen)
	}
	l.Read = in.Last
	in.Do("kim", "one line")
	in.Do("kim", "/fact one fact")
	in.Do("kim", "/note one note")
	if screen := plain(in.View("kim"), l); !strings.Contains(screen, "3 new since 23 Nov 14:19") {
		t.Errorf("kim reads\n%s", screen)
	}
	if screen := plain(in.View("cy"), l); !strings.Contains(screen, "2 new since") {
		t.Errorf("cy, who sees no notes, reads\n%s", screen)
	}
}

func TestABriefLongerThanTheScreenScrollsToItsEnd(t *testing.T) {
	in := panetest.Theft(t)
	l := look(80, 8)
	var m brief.Model
	if screen := plain(in.View("kim"), m.Look(l)); !strings.Contains(screen, "more rows") {
		t.Errorf("nothing says that there is more:\n%s", screen)
	}
	m = m.Update(tea.KeyPressMsg{Code: 'G', Text: "G"}, keys.Default().Bridge, in.View("kim"), l)
	if screen := plain(in.View("kim"), m.Look(l)); !strings.Contains(screen, "was ") || strings.Contains(screen, "more rows") {
		t.Errorf("the end is out of sight:\n%s", screen)
	}
}

// TestAPartTellsHowManyOfItsRowsAreDrawn beside its second row, and no task is told twice.
func TestAPartTellsHowManyOfItsRowsAreDrawn(t *testing.T) {
	in := panetest.Theft(t)
	for i := range 8 {
		in.Do("ana", fmt.Sprintf("/task @kim 2h step %d", i))
	}
	screen := plain(in.View("kim"), look(80, 80))
	if !strings.Contains(screen, "\n 6 of ") || strings.Contains(screen, "more)") {
		t.Errorf("it isn't told how many are drawn:\n%s", screen)
	}
	due, _, _ := strings.Cut(screen[strings.Index(screen, " due next"):], "\n starred")
	if n := strings.Count(due, "step 1"); n > 1 {
		t.Errorf("a task is told %d times:\n%s", n, due)
	}
}

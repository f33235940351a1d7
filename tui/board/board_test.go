package board_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"warroom/keys"
	"warroom/session/incident"
	"warroom/session/incident/immutable"
	"warroom/tui/board"
	"warroom/tui/pane"
	"warroom/tui/panetest"
)

func look(in *panetest.Incident, width, height, section int) board.Look {
	return board.Look{
		Width: width, Height: height, Theme: panetest.Plain(), Section: section,
		Now: in.Now.Truncate(time.Minute),
	}
}

func plain(v incident.View, l board.Look) string {
	var lines []string
	for _, row := range board.View(v, l) {
		lines = append(lines, strings.TrimRight(row.Plain(), " "))
	}
	return strings.Join(lines, "\n")
}

func TestScreensLookAsTheyDid(t *testing.T) {
	in := panetest.Response(t)
	for section := range board.Sections() {
		for _, size := range panetest.Sizes() {
			panetest.Golden(t, fmt.Sprintf("%d at %s", section+1, size.Name), board.View(in.View("kim"), look(in, size.Width, size.Height, section)))
		}
	}
}

// apart returns a response in which each system is in another state.
func apart(t *testing.T) *panetest.Incident {
	in := panetest.Response(t)
	in.Do("kim", "/state old-vault quarantined --for forensics --enter @kim,@lee the token was kept there")
	in.Do("ana", "/state build-farm shutdown it runs foreign code")
	return in
}

func TestSystemsInSeveralStatesLookAsTheyDid(t *testing.T) {
	in := apart(t)
	for _, size := range panetest.Sizes() {
		l := look(in, size.Width, size.Height, 2)
		l.At = 2
		panetest.Golden(t, "states at "+size.Name, board.View(in.View("kim"), l))
	}
}

func TestColoursLookAsTheyDid(t *testing.T) {
	in := panetest.Response(t)
	l := look(in, 80, 12, 0)
	l.Theme, l.At = panetest.Dark(), 1
	panetest.GoldenColours(t, "dark", board.View(in.View("kim"), l))
}

func TestEveryScreenIsAsLargeAsItsTerminal(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 11))
	response, theft := panetest.Response(t), panetest.Theft(t)
	for range 300 {
		in := []*panetest.Incident{response, theft}[r.IntN(2)]
		l := look(in, r.IntN(301), r.IntN(60), r.IntN(board.Sections()))
		l.Theme, l.At = panetest.Dark(), r.IntN(14)
		panetest.Exact(t, board.View(in.View("kim"), l), l.Width, l.Height)
	}
}

func TestKeysGoThroughSectionsAndItems(t *testing.T) {
	in, k := panetest.Response(t), keys.Default()
	l := look(in, 100, 30, 0)
	var m board.Model
	for _, press := range []tea.KeyPressMsg{{Code: '4', Text: "4"}, {Code: tea.KeyTab, Mod: tea.ModShift}, {Code: tea.KeyTab}, {Code: '1', Text: "1"}, {Code: 'j', Text: "j"}} {
		m = m.Update(press, k, in.View("kim"), l)
	}
	if screen := plain(in.View("kim"), m.Look(in.View("kim"), l)); !strings.Contains(screen, "\n> P1") || !strings.Contains(screen, "supported by noor") {
		t.Errorf("the second decision isn't chosen:\n%s", screen)
	}
	if got, want := m.Target(in.View("kim"), l).Seq, in.Find("quarantine"); got != want {
		t.Errorf("enter leads to #%d, want #%d", got, want)
	}
}

func TestASectionWithoutClocksStaysAsItIs(t *testing.T) {
	in := panetest.Response(t)
	var m board.Model
	l := look(in, 80, 24, 0)
	m = m.Update(tea.KeyPressMsg{Code: '4', Text: "4"}, keys.Default(), in.View("kim"), l)
	if now := m.Look(in.View("kim"), l).Now; !now.IsZero() {
		t.Errorf("assets are drawn anew each minute: %v", now)
	}
}

func TestNoCellShowsHowItIsPainted(t *testing.T) {
	in := panetest.Response(t)
	for section := range board.Sections() {
		l := look(in, 120, 40, section)
		l.Theme = panetest.Dark()
		for l.At = range 20 {
			if screen := plain(in.View("kim"), l); strings.Contains(screen, `\x1b`) {
				t.Fatalf("section %d:\n%s", section+1, screen)
			}
		}
	}
}

func TestWhoMayNotSeeADecisionIsToldNothingOfIt(t *testing.T) {
	in := panetest.Response(t)
	in.Do("kim", "/note between us")
	for _, p := range in.Decisions.Proposals.All() {
		p.Seq = in.Last
	}
	l := look(in, 100, 30, 0)
	if screen := plain(in.View("cy"), l); strings.Contains(screen, "subnet") || !strings.Contains(screen, "shut the build farm down") {
		t.Errorf("cy sees\n%s", screen)
	}
}

func BenchmarkView(b *testing.B) {
	in := panetest.Response(b)
	for _, n := range []int{10, 10_000} {
		assets := make([]*incident.Asset, n)
		for i := range assets {
			assets[i] = &incident.Asset{Value: fmt.Sprintf("host-%d", i), By: "kim", Seq: 1}
		}
		in.Affected.Assets = immutable.ListOf(assets...)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			v := in.View("kim")
			for b.Loop() {
				board.View(v, look(in, 120, 40, 2))
			}
		})
	}
}

// TestACallOfThePlaybookIsReadWhole: whom to call, until when not, and how it is entered.
func TestACallOfThePlaybookIsReadWhole(t *testing.T) {
	in := panetest.Response(t)
	book := *in.Plan.Playbook
	const call = "the head of security and the owners of the workload"
	book.Escalation = []incident.EscalationRule{{Severity: in.View("ana").Severity(), After: incident.Duration(48 * time.Hour), Call: call}}
	in.Plan.Playbook = &book
	l := look(in, 160, 40, 6)
	shows := func(want string) {
		t.Helper()
		if screen := plain(in.View("kim"), l); !strings.Contains(screen, want) {
			t.Errorf("%q is missing:\n%s", want, screen)
		}
	}
	shows("E1 call         not due                  " + call + ", if not contained after 2d")
	l.Now = l.Now.Add(72 * time.Hour)
	shows("E1 call         NOW                      " + call + ": not contained after 2d")
	in.Now = l.Now
	in.Do("ana", "/called E1 dana, who joins at noon")
	shows("ana       dana, who joins at noon, asked for: " + call)
}

// TestWhatIsToBeTickedSaysByWhen, and that it is late.
func TestWhatIsToBeTickedSaysByWhen(t *testing.T) {
	in := panetest.Response(t)
	book, decider := *in.Plan.Playbook, incident.RoleDecider
	book.Exits = []incident.ExitRule{{
		Key: "loss-taken", Phase: in.View("ana").Phase(), Text: "The loss is accepted", Role: &decider, Within: incident.Duration(48 * time.Hour),
	}}
	in.Plan.Playbook = &book
	l := look(in, 160, 40, 1)
	due := in.View("ana").Criteria(l.Now)[0].Due
	shows := func(want string) {
		t.Helper()
		if screen := plain(in.View("kim"), l); !strings.Contains(screen, want) {
			t.Errorf("%q is missing:\n%s", want, screen)
		}
	}
	l.Now = due.Add(-time.Minute)
	shows("DECIDER: by " + pane.Dated(due, l.Zone, pane.Day(l.Now, l.Zone)) + ", The loss is accepted")
	l.Now = due.Add(25 * time.Minute)
	shows("DECIDER: LATE 25m, The loss is accepted")
	in.Now = l.Now
	in.Do("ana", "/check loss-taken")
	shows("by ana, for the decider: The loss is accepted")
}

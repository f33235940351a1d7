package tasks_test

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
	"warroom/tui/panetest"
	"warroom/tui/tasks"
)

func look(width, height int) tasks.Look {
	return tasks.Look{Width: width, Height: height, Theme: panetest.Plain()}
}

// seen returns the look of the panel for a person at the end of the response.
func seen(in *panetest.Incident, l tasks.Look, name string) tasks.Look {
	return l.ForReader(name, len(in.View("kim").TasksOf(name)) > 0, in.Now.Truncate(time.Minute), in.Plan.Tasks.Len() > 0)
}

func plain(v incident.View, l tasks.Look) string {
	var lines []string
	for _, row := range tasks.View(v, l) {
		lines = append(lines, strings.TrimRight(row.Plain(), " "))
	}
	return strings.Join(lines, "\n")
}

func TestScreensLookAsTheyDid(t *testing.T) {
	in := panetest.Response(t)
	for _, size := range panetest.Sizes() {
		panetest.Golden(t, size.Name, tasks.View(in.View("kim"), seen(in, look(size.Width, size.Height), "kim")))
	}
	panetest.Golden(t, "side", tasks.View(in.View("kim"), seen(in, look(39, 8), "raj")))
}

func TestColoursLookAsTheyDid(t *testing.T) {
	in := panetest.Response(t)
	l := look(50, 24)
	l.Theme, l.Active = panetest.Dark(), true
	panetest.GoldenColours(t, "dark", tasks.View(in.View("kim"), seen(in, l, "kim")))
}

func TestEveryScreenIsAsLargeAsItsTerminal(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 9))
	in := panetest.Response(t)
	for range 400 {
		l := look(r.IntN(501), r.IntN(60))
		l.Theme, l.Down = panetest.Dark(), r.IntN(14)
		panetest.Exact(t, tasks.View(in.View("kim"), seen(in, l, "kim")), l.Width, l.Height)
	}
}

func TestWhoHoldsNoTaskSharesThePanel(t *testing.T) {
	in := panetest.Response(t)
	if raj, noor := seen(in, look(39, 8), "raj"), seen(in, look(39, 8), "noor"); raj != noor {
		t.Errorf("raj and noor hold no task, and look at %+v and %+v", raj, noor)
	}
	if kim := seen(in, look(39, 8), "kim"); !strings.Contains(plain(in.View("kim"), kim), "@A3") {
		t.Errorf("kim doesn't see which tasks are theirs:\n%s", plain(in.View("kim"), kim))
	}
}

func TestThePanelStaysWhileNothingIsDue(t *testing.T) {
	if now := seen(panetest.Theft(t), look(39, 8), "kim").Now; !now.IsZero() {
		t.Errorf("a panel without a task is drawn anew each minute: %v", now)
	}
}

func TestTheTimeLeftIsAWord(t *testing.T) {
	in := panetest.Response(t)
	due := in.Plan.Tasks.At(1).Due // of A2
	for _, c := range []struct {
		at   time.Duration
		want string
	}{
		{-90 * time.Minute, "1h30"}, {-6 * time.Minute, " 6m"}, {-5 * time.Minute, "DUE 5m"}, {0, "DUE now"}, {time.Minute, "LATE 1m"},
	} {
		l := look(60, 12)
		l.Now = due.Add(c.at)
		for _, row := range strings.Split(plain(in.View("kim"), l), "\n") {
			if strings.Contains(row, "A2") && !strings.HasSuffix(row, c.want) {
				t.Errorf("%v from its end: %q, want %q", c.at, row, c.want)
			}
		}
	}
}

func TestWhoMayNotSeeATaskIsToldNothingOfIt(t *testing.T) {
	in := panetest.Response(t)
	in.Do("mei", "/note for us alone")
	for i, task := range in.Plan.Tasks.All() {
		if i == 2 {
			task.Seq = in.Last
		}
	}
	l := look(80, 24)
	if screen := plain(in.View("cy"), seen(in, l, "cy")); strings.Contains(screen, "A3") || !strings.Contains(screen, "3 TASKS 4,") {
		t.Errorf("cy sees\n%s", screen)
	}
}

func TestEveryLineCanBeScrolledTo(t *testing.T) {
	in := panetest.Response(t)
	var m tasks.Model
	l := seen(in, look(50, 4), "kim")
	m = m.Update(tea.KeyPressMsg{Code: 'G', Text: "G"}, keys.Default().Bridge, in.View("kim"), l)
	if screen := plain(in.View("kim"), m.Look(in.View("kim"), l)); !strings.Contains(screen, "waits for noor") {
		t.Errorf("the last line is out of sight:\n%s", screen)
	}
}

func BenchmarkView(b *testing.B) {
	in := panetest.Response(b)
	for _, n := range []int{10, 1000} {
		many := make([]*incident.Task, n)
		for i := range many {
			many[i] = &incident.Task{N: uint64(i + 1), Holder: fmt.Sprintf("p%d", i%20), Text: "look", Due: in.Now.Add(time.Duration(i) * time.Minute), Seq: 1}
		}
		in.Plan.Tasks = immutable.ListOf(many...)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			v := in.View("kim")
			for b.Loop() {
				tasks.View(v, seen(in, look(50, 24), "p3"))
			}
		})
	}
}

// TestAWaitingTradeOffShowsItsEnd: in the zone of the reader, where the panel has room.
func TestAWaitingTradeOffShowsItsEnd(t *testing.T) {
	in := panetest.Response(t)
	in.Do("kim", "/tradeoff RPO payments-api: 5m -> 1h until 2h because old backup")
	l := look(110, 30)
	l.Zone = time.FixedZone("", 3600)
	l.Today = in.Now.In(l.Zone).Format("Mon 2 Jan 2006")
	want := "RPO payments-api: 5m → 1h until " + in.Now.Add(2*time.Hour).In(l.Zone).Format("15:04") + " because old backup"
	if got := plain(in.View("ana"), seen(in, l, "ana")); !strings.Contains(got, want) {
		t.Errorf("no %q in\n%s", want, got)
	}
}

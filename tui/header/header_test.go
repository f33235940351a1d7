package header_test

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"warroom/session/incident"
	"warroom/tui/header"
	"warroom/tui/panetest"
)

func look(width, height int) header.Look {
	now := time.Date(2026, 11, 23, 15, 9, 44, 5, time.UTC)
	return header.Look{Width: width, Height: height, Theme: panetest.Plain(), Now: header.Minute(now)}
}

func TestScreensLookAsTheyDid(t *testing.T) {
	v := panetest.Response(t).View("kim")
	for _, size := range panetest.Sizes() {
		panetest.Golden(t, size.Name, header.View(v, look(size.Width, 2)))
	}
}

func TestTheWorstOfSeveralSystemsIsNamed(t *testing.T) {
	in := panetest.Response(t)
	in.Do("kim", "/state old-vault quarantined --for forensics the token was kept there")
	in.Do("kim", "/state spare-vault! degraded it takes the load")
	in.Do("ana", "/state build-farm shutdown it runs foreign code")
	for _, size := range panetest.Sizes() {
		panetest.Golden(t, "systems at "+size.Name, header.View(in.View("kim"), look(size.Width, 2)))
	}
	if row := header.View(in.View("kim"), look(160, 2))[0].Plain(); !strings.Contains(row, "sys:SHUTDOWN build-farm +") {
		t.Errorf("the header says %q", row)
	}
}

func TestColoursLookAsTheyDid(t *testing.T) {
	l := look(120, 2)
	l.Theme = panetest.Dark()
	panetest.GoldenColours(t, "dark", header.View(panetest.Theft(t).View("kim"), l))
}

func TestTheHeaderFillsItsRows(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	for width := range 501 {
		v := panetest.Random(t, r, 20).View("kim")
		for height := range 4 {
			l := look(width, height)
			l.Theme, l.Observer = panetest.Dark(), width%2 == 0
			panetest.Exact(t, header.View(v, l), width, height)
		}
	}
}

func TestADrillAndAnObserverAreMarkedWhereverTheyFit(t *testing.T) {
	new := incident.New("INC-42")
	events, err := incident.Decide(new, incident.Ask{By: panetest.Person("ana"), At: time.Date(2026, 11, 23, 14, 2, 0, 0, time.UTC)}, incident.Declare{Title: strings.Repeat("long title ", 15), Severity: incident.SEV1, Drill: true})
	if err != nil {
		t.Fatal(err)
	}
	v := incident.Fold(new, events[0]).For(panetest.Person("cy"))
	for width := 30; width < 300; width++ {
		l := look(width, 2)
		l.Observer = true
		row := header.View(v, l)[0].Plain()
		for _, word := range []string{"INC-42", "DRILL", "OBSERVER", "SEV1"} {
			if !strings.Contains(row, word) {
				t.Errorf("at %d cells there is no %s: %q", width, word, row)
			}
		}
	}
}

func TestTheTrendIsTold(t *testing.T) {
	in := panetest.Declare(t, "stolen CI token")
	for _, step := range []struct{ typed, want string }{
		{"", "SEV3 moderate"},
		{"/sev 1 secrets read", "SEV1^(was 3) critical"},
		{"/sev 4 only test secrets", "SEV4v(was 1) minor"},
	} {
		if step.typed != "" {
			in.Do("ana", step.typed)
		}
		if row := header.View(in.View("kim"), look(120, 2))[0].Plain(); !strings.Contains(row, step.want) {
			t.Errorf("after %q: %q, want %s", step.typed, row, step.want)
		}
	}
}

func TestTheHeaderChangesOnceAMinute(t *testing.T) {
	at := time.Date(2026, 11, 23, 15, 9, 1, 0, time.UTC)
	seen := func(at time.Time) header.Look { return header.Look{Now: header.Minute(at)} }
	if seen(at) != seen(at.Add(58*time.Second).In(time.FixedZone("", 3600))) {
		t.Error("two looks within one minute differ")
	}
	if seen(at) == seen(at.Add(time.Minute)) {
		t.Error("two looks a minute apart are one")
	}
}

func TestARoleThatNobodyHoldsIsTold(t *testing.T) {
	in := panetest.Declare(t, "stolen CI token")
	in.Join("ana", "noor")
	if row := header.View(in.View("kim"), look(120, 2))[1].Plain(); !strings.Contains(row, "SEC none!") {
		t.Errorf("%q", row)
	}
	in.Do("ana", "/role security-officer @noor")
	if row := header.View(in.View("kim"), look(120, 2))[1].Plain(); !strings.Contains(row, "SEC noor") {
		t.Errorf("%q", row)
	}
}

func TestWhatPressesStaysOnANarrowHeader(t *testing.T) {
	in := panetest.Response(t)
	for width := 45; width < 200; width++ {
		row := header.View(in.View("kim"), look(width, 2))[1].Plain()
		for _, word := range []string{"chat COMPROMISED", "tasks 5, due "} {
			if !strings.Contains(row, word) {
				t.Errorf("at %d cells there is no %q: %q", width, word, row)
			}
		}
	}
}

func TestADeciderIsMissedWhileSomethingWaitsToBeDecided(t *testing.T) {
	in := panetest.Theft(t)
	in.Do("raj", "/propose quarantine the build subnet")
	if row := header.View(in.View("kim"), look(200, 2))[1].Plain(); !strings.Contains(row, "DECIDER none!") {
		t.Errorf("%q", row)
	}
	in.Do("raj", "/withdraw P1")
	if row := header.View(in.View("kim"), look(200, 2))[1].Plain(); strings.Contains(row, "DECIDER") {
		t.Errorf("nothing waits, and the header says %q", row)
	}
}

func TestARecoveryTargetCountsDownWhileSomethingIsShutDown(t *testing.T) {
	in := panetest.Declare(t, "stolen CI token")
	in.Do("ana", "/affects payments-api unlisted")
	in.Do("ana", "/tradeoff RTO payments-api: none -> 1h")
	in.Do("ana", "/state shutdown the build fleet")
	l := look(120, 2)
	for after, want := range map[time.Duration]string{18 * time.Minute: "RTO payments-api 42m", 65 * time.Minute: "RTO payments-api MISSED by 5m"} {
		l.Now = in.View("ana").SystemStates()[0].ShutDown.Add(after)
		if row := header.View(in.View("kim"), l)[1].Plain(); !strings.Contains(row, want) {
			t.Errorf("after %s: %q", after, row)
		}
	}
	in.Do("ana", "/state restored from the nightly image")
	if row := header.View(in.View("kim"), l)[1].Plain(); strings.Contains(row, "RTO") {
		t.Errorf("it is back, and the header says %q", row)
	}
}

// TestATargetThatIsNotMetIsTold until it is met, or readjusted for a time.
func TestATargetThatIsNotMetIsTold(t *testing.T) {
	in := panetest.Response(t)
	row := func(after time.Duration) string {
		l := look(200, 2)
		l.Now = in.Now.Add(after)
		return header.View(in.View("kim"), l)[1].Plain()
	}
	in.Do("kim", "/observe build-farm success 80")
	in.Do("kim", "/observe build-farm queue 12 min")
	if got := row(0); !strings.Contains(got, "build-farm success BREACHED, +1") {
		t.Errorf("two are breached: %q", got)
	}
	in.Do("kim", "/observe build-farm queue 2 min")
	in.Do("ana", "/tradeoff success build-farm: 95 % -> 75 % until 2h")
	if got := row(time.Hour); strings.Contains(got, "BREACHED") {
		t.Errorf("one is met, and one readjusted: %q", got)
	}
	if got := row(3 * time.Hour); !strings.Contains(got, "build-farm success BREACHED") || strings.Contains(got, "+1") {
		t.Errorf("the trade-off has ended: %q", got)
	}
}

// TestTheHeaderMissesNoDeciderForWhatIsHidden: only readers who may see the
// waiting decision see that the decider is missing.
func TestTheHeaderMissesNoDeciderForWhatIsHidden(t *testing.T) {
	in := panetest.Declare(t, "stolen CI token")
	in.Do("ana", "/propose cut the farm off")
	in.Do("ana", "/tlp #2 RED")
	for _, red := range []bool{false, true} {
		l := look(120, 2)
		reader := map[bool]string{false: "kim", true: "ana"}[red]
		if row := header.View(in.View(reader), l)[1].Plain(); strings.Contains(row, "DECIDER none!") != red {
			t.Errorf("with RED %t: %q", red, row)
		}
	}
}

// TestAnEstimateLeavesTheManagerAndTheTitle at every width at which they fit without one.
func TestAnEstimateLeavesTheManagerAndTheTitle(t *testing.T) {
	in := panetest.Response(t)
	before := map[int]string{}
	for width := 40; width <= 200; width++ {
		rows := header.View(in.View("kim"), look(width, 2))
		before[width] = rows[0].Plain()
		if strings.Contains(rows[1].Plain(), "IM ana") {
			before[width] += "IM ana"
		}
	}
	in.Do("ana", "/eta 2026-11-23T18:30:00Z the farm is rebuilt")
	for late, want := range map[bool]string{false: "ETA 18:30", true: "ETA 18:30 LATE"} {
		for width := 40; width <= 200; width++ {
			l := look(width, 2)
			if late {
				l.Now = l.Now.Add(4 * time.Hour)
			}
			rows := header.View(in.View("kim"), l)
			if strings.HasSuffix(before[width], "IM ana") && !strings.Contains(rows[1].Plain(), "IM ana") {
				t.Errorf("at %d cells, late %t, the manager is gone: %q", width, late, rows[1].Plain())
			}
			if !late && !strings.HasPrefix(before[width], strings.TrimRight(rows[0].Plain(), " ")) {
				t.Errorf("at %d cells the first row is %q, was %q", width, rows[0].Plain(), before[width])
			}
			if width >= 80 && !strings.Contains(rows[1].Plain(), want) {
				t.Errorf("at %d cells there is no %s: %q", width, want, rows[1].Plain())
			}
		}
	}
	in.Do("ana", "/eta none the vendor is silent")
	if row := header.View(in.View("kim"), look(120, 2))[1].Plain(); strings.Contains(row, "ETA") {
		t.Errorf("there is no estimate, and the header says %q", row)
	}
}

package session

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"warroom/session/incident"
	"warroom/store"
	"warroom/store/memory"
)

// shifted is a clock that is as far off as the other result says.
func shifted() (now func() time.Time, shift *atomic.Int64) {
	shift = &atomic.Int64{}
	return func() time.Time { return time.Now().Add(time.Duration(shift.Load())) }, shift
}

const year = 365 * 24 * time.Hour

func TestManagersReadThatTheClockStepped(t *testing.T) {
	for by, want := range map[time.Duration]string{
		-2 * time.Hour: "set back by 2h0m0s", 90 * time.Second: "set ahead by 1m30s", year: "set ahead by 365 days",
	} {
		synctest.Test(t, func(t *testing.T) {
			now, shift := shifted()
			var log bytes.Buffer
			h, err := Open(t.Context(), memory.Open(), Options{Now: now, RosterPause: -1, Logger: slog.New(slog.NewTextHandler(&log, nil))})
			if err != nil {
				t.Fatal(err)
			}
			defer h.Close(context.Background())
			a, lobby := sit(t, h, ana, declare(t, h)), h.Lobby(ana)
			defer lobby.Close()
			pass(time.Hour)
			synctest.Wait()
			if f := a.Scene().Faults; f != "" {
				t.Errorf("before: %s", f)
			}
			if _, err := lobby.Next(t.Context()); err != nil {
				t.Fatal(err)
			}
			shift.Store(int64(by))
			pass(6 * time.Second)
			synctest.Wait()
			if f := a.Scene().Faults; !strings.Contains(f, want) || strings.Count(f, "by") != 1 {
				t.Errorf("%q, want %q", f, want)
			}
			if _, err := lobby.Next(t.Context()); err != nil || !strings.Contains(h.Faults(), want) {
				t.Errorf("the lobby: %v, %q", err, h.Faults())
			}
			if !strings.Contains(log.String(), "the clock stepped") {
				t.Errorf("the log: %s", log.String())
			}
			version := a.Scene().Version
			pass(time.Minute)
			synctest.Wait()
			if a.Scene().Version != version {
				t.Error("scenes follow each other while the clock goes on")
			}
			pass(stepShownFor)
			synctest.Wait()
			if strings.Contains(h.Faults(), want) {
				t.Errorf("long after: %s", h.Faults())
			}
		})
	}
}

func TestAClockThatIsSetRightBitByBitIsNoStep(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		now, shift := shifted()
		h := openHub(t, memory.Open(), Options{Now: now})
		for range 1000 {
			shift.Add(int64(2 * time.Millisecond))
			pass(5 * time.Second)
		}
		synctest.Wait()
		if f := h.Faults(); f != "" {
			t.Errorf("%s", f)
		}
	})
}

// TestABridgeWhoseStampsAreAheadSaysSo writes one line while the clock stands a
// year ahead, and opens the record again.
func TestABridgeWhoseStampsAreAheadSaysSo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log, words := memory.Open(), bytes.Buffer{}
		now, shift := shifted()
		h := openHub(t, log, Options{Now: now})
		id, other := declare(t, h), declare(t, h)
		shift.Store(int64(year))
		say(t, sit(t, h, kim, id), "from the year to come")
		if err := h.Close(t.Context()); err != nil {
			t.Fatal(err)
		}
		h, err := Open(t.Context(), log, Options{RosterPause: -1, Logger: slog.New(slog.NewTextHandler(&words, nil))})
		if err != nil {
			t.Fatal(err)
		}
		defer h.Close(context.Background())
		if !strings.Contains(words.String(), "ahead of the clock") || !strings.Contains(words.String(), "furthest="+string(id)) {
			t.Errorf("the log: %s", words.String())
		}
		a := sit(t, h, ana, id)
		synctest.Wait()
		if f := a.Scene().Faults; !strings.Contains(f, "is stamped 2000-12-31") {
			t.Errorf("%q", f)
		}
		if f := sit(t, h, ana, other).Scene().Faults; f != "" {
			t.Errorf("the other bridge: %q", f)
		}
		last := a.Scene().state.Entry(a.Scene().state.Last)
		e := do(t, a, incident.Say{Text: "now"})[0]
		if !e.RecordedAt.After(last.RecordedAt) || time.Until(e.OccurredAt).Abs() > time.Minute {
			t.Errorf("recorded %v, happened %v", e.RecordedAt, e.OccurredAt)
		}
	})
}

// TestEveryStreamKeepsItsOrder writes to each kind of stream while the clock is
// set back.
func TestEveryStreamKeepsItsOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		log := memory.Open()
		now, shift := shifted()
		h := openHub(t, log, Options{Now: now})
		id := declare(t, h)
		a := sit(t, h, ana, id)
		for i := range 5 {
			say(t, a, "x")
			if err := h.SaveProfile(t.Context(), "SHA256:ana", Profile{Theme: fmt.Sprint(i)}); err != nil {
				t.Fatal(err)
			}
			if err := h.People().Revoke(t.Context(), "gus", "ana", ""); err != nil {
				t.Fatal(err)
			}
			if err := h.heartbeat(t.Context()); err != nil {
				t.Fatal(err)
			}
			h.RecordAccess("SHA256:ana", Access{What: AccessLetIn, Source: "10.0.0.1"})
			pass(time.Minute)
			synctest.Wait()
			shift.Store(int64(-time.Duration(i+1) * time.Hour))
		}
		for _, stream := range []string{string(id), "desk/SHA256:ana", "people", "pulse", "access"} {
			var last time.Time
			n := 0
			for r, err := range store.Scan(t.Context(), log, stream, 0) {
				if err != nil {
					t.Fatal(err)
				}
				if n++; !r.At.After(last) {
					t.Errorf("%s: record %d is of %v, after one of %v", stream, r.Seq, r.At, last)
				}
				last = r.At
			}
			if n < 5 {
				t.Errorf("%s has %d records", stream, n)
			}
		}
	})
}

func TestAStepOfTheClockMakesNobodyAwayAndHoldsNoRosterUp(t *testing.T) {
	for _, by := range []time.Duration{year, -year} {
		synctest.Test(t, func(t *testing.T) {
			now, shift := shifted()
			h := openHub(t, memory.Open(), Options{Now: now, RosterPause: 250 * time.Millisecond})
			id := declare(t, h)
			a := sit(t, h, ana, id)
			a.KeyPressed()
			shift.Store(int64(by))
			pass(6 * time.Second)
			synctest.Wait()
			if p := a.Scene().Present; len(p) != 1 || p[0].Status != StatusHere {
				t.Errorf("by %v: %+v", by, p)
			}
			sit(t, h, kim, id)
			pass(time.Second)
			synctest.Wait()
			if p := a.Scene().Present; len(p) != 2 {
				t.Errorf("by %v: who came after it isn't shown: %+v", by, p)
			}
			pass(6 * time.Minute)
			synctest.Wait()
			if p := a.Scene().Present; p[0].Status != StatusAway {
				t.Errorf("by %v: who presses no key is here: %+v", by, p)
			}
		})
	}
}

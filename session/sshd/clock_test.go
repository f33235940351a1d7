package sshd

import (
	"encoding/json"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"warroom/session"
	"warroom/session/exec"
)

// shiftedHouse is a house whose clock goes on from noon and is as far off as
// shift says.
func shiftedHouse(t *testing.T) (h *house, shift *atomic.Int64, now func() time.Time) {
	t.Helper()
	shift = &atomic.Int64{}
	noon, begin := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC), time.Now()
	now = func() time.Time { return noon.Add(time.Since(begin) + time.Duration(shift.Load())) }
	b := behind{hub: session.Options{Now: now}, commands: exec.Config{Now: now}}
	return openHouseWith(t, b, func(c *Config) { c.Now = now }), shift, now
}

const year = 365 * 24 * time.Hour

// entries are what timeline --json tells with these flags.
func (h *house) entries(flags string) (all []struct {
	Seq        int       `json:"seq"`
	RecordedAt time.Time `json:"recorded_at"`
	OccurredAt time.Time `json:"occurred_at"`
}) {
	h.t.Helper()
	out := json.NewDecoder(strings.NewReader(h.run("kim", "timeline INC-1 --json "+flags).out))
	for out.More() {
		all = append(all, struct {
			Seq        int       `json:"seq"`
			RecordedAt time.Time `json:"recorded_at"`
			OccurredAt time.Time `json:"occurred_at"`
		}{})
		if err := out.Decode(&all[len(all)-1]); err != nil {
			h.t.Fatal(err)
		}
	}
	return all
}

func TestAClockThatStoodAheadForOneLineHidesNothingAsOfLater(t *testing.T) {
	h, shift, now := shiftedHouse(t)
	h.declare("db down")
	shift.Store(int64(year))
	h.done("kim", "say INC-1 a line from the year to come")
	shift.Store(0)
	fact := h.run("kim", "do INC-1 fact the proxy is the cause")
	h.done("kim", "do INC-1 fact -10m the first error")
	h.done("kim", "say INC-1 and the last line")
	if out := h.run("kim", "timeline INC-1 --as-of -0s").out; !strings.HasSuffix(out, "and the last line\n") || !strings.Contains(out, "the year to come") {
		t.Errorf("as of now: %s", out)
	}
	if out := h.run("kim", "timeline INC-1 --as-of -5m").out; out != "" {
		t.Errorf("as of before: %s", out)
	}
	all := h.entries("")
	var last time.Time
	for _, e := range all {
		if !e.RecordedAt.After(last) {
			t.Errorf("#%d is recorded at %v, after %v", e.Seq, e.RecordedAt, last)
		}
		last = e.RecordedAt
	}
	if off := all[len(all)-1].OccurredAt.Sub(now()).Abs(); off > time.Minute {
		t.Errorf("the last line happened %v off", off)
	}
	if strings.Contains(fact.out, "logged") {
		t.Errorf("a fact of now reads as one of before: %s", fact.out)
	}
	if when := now().Add(year).Format(time.DateOnly); !strings.Contains(h.run("kim", "search INC-1 year").out, when) {
		t.Errorf("the line of another day doesn't show %s", when)
	}
}

func TestAClockThatIsSetBackKeepsTheTimelineInOrder(t *testing.T) {
	h, shift, _ := shiftedHouse(t)
	h.declare("db down")
	shift.Store(int64(-2 * time.Hour))
	h.done("kim", "do INC-1 fact seen after the clock was set back")
	out := h.run("kim", "timeline INC-1").out
	if !strings.Contains(strings.SplitN(out, "\n", 2)[0], "declared") || !strings.HasSuffix(out, "set back\n") {
		t.Errorf("%s", out)
	}
	if out := h.run("kim", "timeline INC-1 --as-of -0s").out; !strings.HasSuffix(out, "set back\n") {
		t.Errorf("as of now: %s", out)
	}
	if all := h.entries("--as-of -1h"); len(all) != 0 {
		t.Errorf("an hour before: %+v", all)
	}
}

func TestALineOfAnotherDayShowsItsDate(t *testing.T) {
	h, shift, now := shiftedHouse(t)
	h.declare("db down")
	h.done("kim", "say INC-1 first")
	today := h.run("kim", "timeline INC-1").out
	if strings.Contains(today, now().Format(time.DateOnly)) {
		t.Errorf("today: %s", today)
	}
	day := now().Format(time.DateOnly)
	shift.Store(int64(48 * time.Hour))
	h.done("kim", "do INC-1 star 2")
	for _, verb := range []string{"timeline INC-1", "search first", "brief INC-1"} {
		if out := h.run("kim", verb).out; !strings.Contains(out, day+" ") {
			t.Errorf("%s, two days later: %s", verb, out)
		}
	}
}

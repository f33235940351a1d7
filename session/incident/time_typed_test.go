package incident

import (
	"errors"
	"testing"
	"time"
	_ "time/tzdata"
)

// TestATimeOfDayIsTheLatestThatHasPassed goes through zones and the nights on
// which their clocks change.
func TestATimeOfDayIsTheLatestThatHasPassed(t *testing.T) {
	for _, c := range []struct{ why, zone, now, clock, want string }{
		{"earlier today", "UTC", "2026-03-01T14:00:00Z", "13:40", "2026-03-01T13:40:00Z"},
		{"this very minute", "UTC", "2026-03-01T14:00:00Z", "14:00", "2026-03-01T14:00:00Z"},
		{"still to come today", "UTC", "2026-03-01T14:00:00Z", "16:01", "2026-02-28T16:01:00Z"},
		{"in a minute", "UTC", "2026-03-01T14:00:00Z", "14:01", ""},
		{"in two hours", "UTC", "2026-03-01T14:00:00Z", "16:00", ""},
		{"past midnight, in an hour", "UTC", "2026-03-01T23:30:00Z", "00:30", ""},
		{"over the new year", "UTC", "2026-01-01T00:05:00Z", "23:55", "2025-12-31T23:55:00Z"},
		{"the asker's day, not the server's", "Asia/Kolkata", "2026-03-01T19:00:00Z", "00:15", "2026-03-01T18:45:00Z"},
		{"a day further on", "Pacific/Kiritimati", "2026-03-01T11:00:00Z", "00:30", "2026-03-01T10:30:00Z"},
		{"02:30 for the second time", "Europe/Berlin", "2026-10-25T01:45:00Z", "02:30", "2026-10-25T01:30:00Z"},
		{"02:30 for the first time", "Europe/Berlin", "2026-10-25T00:45:00Z", "02:30", "2026-10-25T00:30:00Z"},
		{"02:50, not yet for the second time", "Europe/Berlin", "2026-10-25T01:45:00Z", "02:50", "2026-10-25T00:50:00Z"},
		{"seen from the next day", "Europe/Berlin", "2026-10-25T22:00:00Z", "02:30", "2026-10-25T01:30:00Z"},
		{"02:30 that never was", "Europe/Berlin", "2026-03-29T10:00:00Z", "02:30", "2026-03-28T01:30:00Z"},
		{"01:30 in New York, twice", "America/New_York", "2026-11-01T12:00:00Z", "01:30", "2026-11-01T06:30:00Z"},
		{"half an hour at Lord Howe", "Australia/Lord_Howe", "2026-04-04T15:20:00Z", "01:45", "2026-04-04T15:15:00Z"},
		{"two hours at Troll", "Antarctica/Troll", "2026-10-25T02:10:00Z", "02:00", "2026-10-25T02:00:00Z"},
		{"two hours at Troll, the first time", "Antarctica/Troll", "2026-10-25T00:50:00Z", "02:30", "2026-10-25T00:30:00Z"},
		{"a day that Samoa left out", "Pacific/Apia", "2011-12-30T10:30:00Z", "12:00", "2011-12-29T22:00:00Z"},
	} {
		zone, err := time.LoadLocation(c.zone)
		if err != nil {
			t.Fatal(err)
		}
		got, err := whenClock(c.clock).resolve(Ask{At: must(time.Parse(time.RFC3339, c.now)), Zone: zone})
		if c.want == "" && err != nil {
			continue
		}
		if err != nil || got.Format(time.RFC3339) != c.want {
			t.Errorf("%s: %s is %v (%v), want %s", c.why, c.clock, got, err, c.want)
		}
	}
}

// TestNoTimeOfDayIsToCome asks for each quarter of an hour, every hour of a
// year, where clocks change.
func TestNoTimeOfDayIsToCome(t *testing.T) {
	zone := must(time.LoadLocation("Europe/Berlin"))
	start := time.Date(2026, 1, 1, 0, 7, 0, 0, time.UTC)
	for h := range 365 * 24 {
		now := start.Add(time.Duration(h) * time.Hour)
		for m := 0; m < 24*60; m += 105 {
			clock := time.Date(2026, 1, 1, 0, m, 0, 0, time.UTC).Format("15:04")
			got, err := whenClock(clock).resolve(Ask{At: now, Zone: zone})
			next, _ := whenClock(clock).nextClock(Ask{At: now, Zone: zone})
			switch ago := now.Sub(got); {
			case next.Sub(now) <= twoHours && err != nil:
			case next.Sub(now) <= twoHours && ago > halfDay || err != nil:
				t.Fatal(err)
			case got.In(zone).Format("15:04") != clock || ago < 0 || ago > 48*time.Hour:
				t.Fatalf("at %s, %s is %s", now.In(zone), clock, got.In(zone))
			}
		}
	}
}

func TestOtherMoments(t *testing.T) {
	ask := Ask{At: noon}
	for _, c := range []struct {
		m    typedTime
		want time.Time // zero: refused
	}{
		{typedTime{}, noon},
		{whenAgo(15 * time.Minute), noon.Add(-15 * time.Minute)},
		{whenAt(noon), noon},
		{whenAt(noon.In(time.FixedZone("", 3600))), noon},
		{whenAt(noon.Add(time.Second)), time.Time{}},
		{whenAgo(-time.Second), time.Time{}},
		{whenAt(time.Unix(-1, 0)), time.Time{}},
		{whenAgo(2_500_000 * time.Hour), time.Time{}},
		{whenClock("12:01"), time.Time{}},
	} {
		got, err := c.m.resolve(ask)
		var refusal Refusal
		if c.want.IsZero() != errors.As(err, &refusal) || got != c.want {
			t.Errorf("%+v is %v (%v), want %v", c.m, got, err, c.want)
		}
	}
}

func TestTheMinuteThatIsToldIsNeverTooEarly(t *testing.T) {
	full := time.Date(2026, 3, 1, 14, 15, 0, 0, time.UTC)
	for at, want := range map[time.Time]time.Time{
		full: full, full.Add(1): full.Add(time.Minute), full.Add(59 * time.Second): full.Add(time.Minute),
	} {
		if got := upToMinute(at); !got.Equal(want) {
			t.Errorf("%v is told as %v", at, got)
		}
	}
}

// whenClock is a time of day, "15:04", that exists or not.
func whenClock(hhmm string) typedTime {
	hour, rest := cutDigits(hhmm, 2)
	minutes, _ := cutDigits(rest[1:], 2)
	return typedTime{form: formClock, n: hour*3600 + minutes*60}
}

// TestATimeAloneIsRead: other doors than the prompt read times too.
func TestATimeAloneIsRead(t *testing.T) {
	a := Ask{At: noon}
	for typed, want := range map[string]time.Time{
		"11:40": noon.Add(-20 * time.Minute), "14:30": noon.Add(-21*time.Hour - 30*time.Minute), "-15m": noon.Add(-15 * time.Minute), "-0s": noon,
		"2026-03-01T11:00:00Z": noon.Add(-time.Hour), "2026-03-01t11:00:00+01:00": noon.Add(-2 * time.Hour), "now": noon, "11:40 AM": noon.Add(-20 * time.Minute),
	} {
		if at, _, err := ParseTime(typed, a); err != nil || !at.Equal(want) {
			t.Errorf("%s is %s, want %s: %v", typed, at, want, err)
		}
	}
	for _, typed := range []string{"", "soon", "24:10", "11:40 XM", "2026-03-01", "-15", "15m", "12:30", "2026-03-01T13:00:00Z", "~11:40", "yesterday", "noon", "11:40 x", "28 Nov"} {
		if at, _, err := ParseTime(typed, a); err == nil {
			t.Errorf("%q is taken for %s", typed, at)
		}
	}
}

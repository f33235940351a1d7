package incident

import (
	"errors"
	"testing"
	"time"
)

// TestAMomentToComeIsTheNext goes through the forms of a deadline, and through
// nights on which clocks change.
func TestAMomentToComeIsTheNext(t *testing.T) {
	for _, c := range []struct{ why, zone, now, typed, want string }{
		{"later today", "UTC", "2026-03-01T14:00:00Z", "18:00", "2026-03-01T18:00:00Z"},
		{"this very minute is tomorrow's", "UTC", "2026-03-01T14:00:00Z", "14:00", "2026-03-02T14:00:00Z"},
		{"passed today", "UTC", "2026-03-01T14:00:00Z", "9:30", "2026-03-02T09:30:00Z"},
		{"over the new year", "UTC", "2026-12-31T23:55:00Z", "00:05", "2027-01-01T00:05:00Z"},
		{"the asker's day, not the server's", "Asia/Kolkata", "2026-03-01T19:00:00Z", "00:15", "2026-03-02T18:45:00Z"},
		{"02:30 that never will be tonight", "Europe/Berlin", "2026-03-28T23:00:00Z", "02:30", "2026-03-30T00:30:00Z"},
		{"02:30 for the first time", "Europe/Berlin", "2026-10-24T23:00:00Z", "02:30", "2026-10-25T00:30:00Z"},
		{"02:30 for the second time", "Europe/Berlin", "2026-10-25T00:45:00Z", "02:30", "2026-10-25T01:30:00Z"},
		{"a time from now", "UTC", "2026-03-01T14:00:00Z", "1h30m", "2026-03-01T15:30:00Z"},
		{"days from now", "UTC", "2026-03-01T14:00:00Z", "2d", "2026-03-03T14:00:00Z"},
		{"a full time", "UTC", "2026-03-01T14:00:00Z", "2026-03-01T16:00:00+01:00", "2026-03-01T15:00:00Z"},
		{"a full time that has passed", "UTC", "2026-03-01T14:00:00Z", "2026-03-01T14:00:00z", ""},
		{"the wrong year", "UTC", "2026-03-01T14:00:00Z", "2062-03-01T14:00:00Z", ""},
		{"too many days", "UTC", "2026-03-01T14:00:00Z", "367d", ""},
		{"no time", "UTC", "2026-03-01T14:00:00Z", "0h", ""},
		{"ago", "UTC", "2026-03-01T14:00:00Z", "-2h", ""},
		{"no time of day", "UTC", "2026-03-01T14:00:00Z", "25:00", ""},
		{"a word", "UTC", "2026-03-01T14:00:00Z", "tomorrow", ""},
		{"nothing", "UTC", "2026-03-01T14:00:00Z", "", ""},
	} {
		ask := Ask{At: must(time.Parse(time.RFC3339, c.now)), Zone: must(time.LoadLocation(c.zone))}
		d, err := parseDeadline(c.typed)
		var got time.Time
		if err == nil {
			got, err = d.resolve(ask)
		}
		var refusal Refusal
		if c.want == "" && !errors.As(err, &refusal) || c.want != "" && got.Format(time.RFC3339) != c.want {
			t.Errorf("%s: %s is %s (%v), want %q", c.why, c.typed, got, err, c.want)
		}
	}
	if at, err := (typedEnd{}).resolve(Ask{At: noon}); err != nil || !at.IsZero() {
		t.Errorf("no deadline is %s (%v)", at, err)
	}
}

// TestEveryTimeOfDayIsToCome asks for each quarter of an hour, every hour of a
// year, where clocks change.
func TestEveryTimeOfDayIsToCome(t *testing.T) {
	zone := must(time.LoadLocation("Europe/Berlin"))
	start := time.Date(2026, 1, 1, 0, 7, 0, 0, time.UTC)
	for h := range 365 * 24 {
		now := start.Add(time.Duration(h) * time.Hour)
		for m := 0; m < 24*60; m += 105 {
			clock := time.Date(2026, 1, 1, 0, m, 0, 0, time.UTC).Format("15:04")
			got, err := typedEnd{whenClock(clock)}.resolve(Ask{At: now, Zone: zone})
			switch ahead := got.Sub(now); {
			case err != nil:
				t.Fatal(err)
			case got.In(zone).Format("15:04") != clock || ahead <= 0 || ahead > 48*time.Hour:
				t.Fatalf("at %s, %s is %s", now.In(zone), clock, got.In(zone))
			}
		}
	}
}

package incident

import (
	"strings"
	"time"
)

// maxAhead bounds how far ahead a deadline may be: a later year is a typing
// mistake.
const maxAhead = 366 * 24 * time.Hour

// typedEnd is a future moment: none (the zero Until), a time of day, a time
// from now, or a full time.
type typedEnd struct {
	clock string        // "15:04"
	in    time.Duration // positive
	at    time.Time
}

// deadlineForms shows the forms of a deadline in refusals.
const deadlineForms = "18:00, 2h or 2006-01-02T15:04:05Z"

// parseDeadline parses one word as a deadline.
func parseDeadline(s string) (typedEnd, error) {
	if clockLen(s) == len(s) && s != "" {
		m, err := parseClock(s)
		return typedEnd{clock: m.clock}, err
	}
	if d, err := ParseDuration(s); err == nil && d > 0 {
		return typedEnd{in: d}, nil
	}
	at, err := time.Parse(time.RFC3339, strings.ToUpper(s))
	if err != nil {
		return typedEnd{}, refuse("%q isn't a future time: write it as %s", quote(s), deadlineForms)
	}
	return typedEnd{at: at}, nil
}

// resolve returns the deadline in UTC, the zero time for none. A time of day is
// the next such moment in the asker's zone.
func (d typedEnd) resolve(a Ask) (at time.Time, err error) {
	switch {
	case d.clock != "":
		at, err = nextClock(d.clock, a)
	case d.in != 0:
		at = a.At.Add(d.in)
	default:
		at = d.at
	}
	switch {
	case err != nil || at.IsZero():
		return time.Time{}, err
	case !at.After(a.At):
		return time.Time{}, refuse("%s has passed: give a future time, as %s", at.Format(time.RFC3339), deadlineForms)
	case at.Sub(a.At) > maxAhead:
		return time.Time{}, refuse("%s is more than a year ahead: check the year", at.Format(time.RFC3339))
	}
	return at.UTC().Round(0), nil
}

// nextClock returns the earliest moment after the ask at which a clock in the
// asker's zone shows hhmm.
func nextClock(hhmm string, a Ask) (time.Time, error) {
	zone := a.Zone
	if zone == nil {
		zone = time.UTC
	}
	t, err := time.Parse("15:04", hhmm)
	if err != nil {
		return time.Time{}, refuse("%q isn't a time of day: write it as 18:00", hhmm)
	}
	now := a.At.In(zone)
	for day := range 3 {
		wall := time.Date(now.Year(), now.Month(), now.Day()+day, t.Hour(), t.Minute(), 0, 0, time.UTC)
		if at, ok := nextShown(wall, now); ok {
			return at, nil
		}
	}
	return time.Time{}, refuse("no clock of %s shows %s in the next days: give the full time, as 2006-01-02T15:04:05Z", zone, hhmm)
}

// nextShown returns the earliest moment after now, in the zone of now, at which
// a clock shows what wall shows in UTC. It is the counterpart of lastShown.
func nextShown(wall, now time.Time) (earliest time.Time, ok bool) {
	for _, near := range []time.Duration{-38 * time.Hour, 38 * time.Hour} {
		_, offset := wall.Add(near).In(now.Location()).Zone()
		at := wall.Add(-time.Duration(offset) * time.Second)
		if _, real := at.In(now.Location()).Zone(); real != offset || !at.After(now) || ok && at.After(earliest) {
			continue
		}
		earliest, ok = at, true
	}
	return earliest, ok
}

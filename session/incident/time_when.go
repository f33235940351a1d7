package incident

import (
	"strings"
	"time"
)

// typedTime is the time at which something happened: now (the zero When), a time of
// day, a time ago, or a full time.
type typedTime struct {
	clock string        // "15:04"
	ago   time.Duration // positive
	at    time.Time
}

// whenAgo returns the moment d before the ask.
func whenAgo(d time.Duration) typedTime { return typedTime{ago: d} }

// whenAt returns the moment t.
func whenAt(t time.Time) typedTime { return typedTime{at: t} }

// resolve returns the moment in UTC. A time of day is the latest such moment
// that has passed in the asker's zone. It refuses a future time, and one before
// 1970, which must be a typing mistake.
func (m typedTime) resolve(a Ask) (time.Time, error) {
	at := a.At
	switch {
	case m.clock != "":
		return lastClock(m.clock, a)
	case m.ago != 0:
		at = at.Add(-m.ago)
	case !m.at.IsZero():
		at = m.at
	}
	switch {
	case at.After(a.At):
		return time.Time{}, refuse("%s is in the future: enter what has happened, with its time", at.Format(time.RFC3339))
	case at.Unix() < 0:
		return time.Time{}, refuse("%s is too long ago: check the year", at.Format(time.RFC3339))
	}
	return at.UTC().Round(0), nil
}

// lastClock returns the latest moment up to the ask at which a clock in the
// asker's zone showed hhmm. On days when clocks change, some times occur twice
// or never.
func lastClock(hhmm string, a Ask) (time.Time, error) {
	zone := a.Zone
	if zone == nil {
		zone = time.UTC
	}
	t, err := time.Parse("15:04", hhmm)
	if err != nil {
		return time.Time{}, refuse("%q isn't a time of day: write it as 14:05", hhmm)
	}
	now := a.At.In(zone)
	for day := range 3 {
		wall := time.Date(now.Year(), now.Month(), now.Day()-day, t.Hour(), t.Minute(), 0, 0, time.UTC)
		if at, ok := lastShown(wall, now); ok {
			return at, nil
		}
	}
	return time.Time{}, refuse("no clock of %s has shown %s of late: give the full time, as 2006-01-02T15:04:05Z", zone, hhmm)
}

// lastShown returns the latest moment up to now, in the zone of now, at which a
// clock showed what wall shows in UTC. It tries the offsets well before and
// well after: they differ where clocks change.
func lastShown(wall, now time.Time) (latest time.Time, ok bool) {
	for _, near := range []time.Duration{-38 * time.Hour, 38 * time.Hour} {
		_, offset := wall.Add(near).In(now.Location()).Zone()
		at := wall.Add(-time.Duration(offset) * time.Second)
		if _, real := at.In(now.Location()).Zone(); real != offset || at.After(now) || at.Before(latest) {
			continue
		}
		latest, ok = at, true
	}
	return latest, ok
}

// forms shows the forms of a time in refusals.
const forms = "14:05, -15m or 2006-01-02T15:04:05Z"

// cutMoment cuts a moment from the front of args, if there is one.
func cutMoment(args string) (m typedTime, rest string, err error) {
	first, rest := cutWord(args)
	switch {
	case clockLen(first) > 0:
		m, err = parseClock(first)
	case len(first) > 1 && first[0] == '-' && isDigit(first[1]):
		m, err = parseAgo(first)
	case startsLike(first, "0000-00-00"):
		if next, _ := cutWord(rest); len(first) == len(time.DateOnly) && clockLen(next) == 0 {
			return m, args, nil // a day without a time: the text starts with it
		}
		m, err = parseFull(first)
	default:
		return m, args, nil
	}
	return m, rest, err
}

func parseClock(s string) (typedTime, error) {
	clock := s
	if clockLen(s) == len("5:04") {
		clock = "0" + s
	}
	if _, err := time.Parse("15:04", clock); err != nil {
		return typedTime{}, refuse("%q isn't a time of day: begin with %s", quote(s), forms)
	}
	return typedTime{clock: clock}, nil
}

func parseAgo(s string) (typedTime, error) {
	d, err := ParseDuration(s[1:])
	if err != nil {
		return typedTime{}, refuse("%q isn't a time ago: write it as -15m, -2h or -1h30m", quote(s))
	}
	return whenAgo(d), nil
}

func parseFull(s string) (typedTime, error) {
	at, err := time.Parse(time.RFC3339, strings.ToUpper(s))
	if err != nil || at.Unix() < 0 {
		return typedTime{}, refuse("%q isn't a full time: begin with %s", quote(s), forms)
	}
	return whenAt(at), nil
}

// clockLen returns the length, 4 or 5, of a time of day at the start of s,
// which may have seconds or a zone after it; 0 if there is none.
func clockLen(s string) int {
	for _, form := range []string{"00:00", "0:00"} {
		if !startsLike(s, form) {
			continue
		}
		if rest := s[len(form):]; rest == "" || rest == "Z" || rest == "z" || startsLike(rest, ":00") {
			return len(form)
		}
	}
	return 0
}

// startsLike reports whether s starts like form, in which a zero stands for any
// digit.
func startsLike(s, form string) bool {
	if len(s) < len(form) {
		return false
	}
	for i := range len(form) {
		if s[i] != form[i] && (form[i] != '0' || !isDigit(s[i])) {
			return false
		}
	}
	return true
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

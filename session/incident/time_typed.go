package incident

import (
	"strings"
	"time"
)

// typedTime is a moment as it was typed, before it is known who typed it and when. The
// zero typedTime is now.
type typedTime struct {
	form    momentForm
	about   bool     // it is said to be near: "~14:05"
	seconds bool     // its seconds are known; otherwise it is a minute
	halved  bool     // AM or PM was typed
	zoned   bool     // its offset was typed; otherwise its clock is the asker's
	offset  int32    // seconds east of UTC
	nanos   int32    // of the second
	n       int64    // nanoseconds from now, seconds since 1970, or seconds of the day
	day     typedDay // of a clock
	zone    [5]byte  // the abbreviation that was typed, as "CEST", which must be the asker's
}

// momentForm says how a moment was typed.
type momentForm uint8

const (
	formNow   momentForm = iota
	formAgo              // n nanoseconds ago
	formIn               // n nanoseconds ahead
	formUnix             // n seconds since 1970, from a full time with its zone
	formEpoch            // the same, typed as such a number
	formClock            // n seconds of the day
)

// whenAgo returns the moment d before the ask.
func whenAgo(d time.Duration) typedTime {
	return typedTime{form: formAgo, seconds: true, n: int64(d)}
}

// whenAt returns the moment t.
func whenAt(t time.Time) typedTime {
	_, offset := t.Zone()
	return typedTime{form: formUnix, seconds: true, zoned: true, offset: int32(offset), n: t.Unix(), nanos: int32(t.Nanosecond())}
}

// ParseTime parses a moment that has passed, as people type it: a time of day is the
// latest such that has passed in the asker's zone. A moment that was typed without seconds
// is told by minute. The error is a Refusal.
func ParseTime(s string, a Ask) (at time.Time, minute bool, err error) {
	m, err := parseMoment(s)
	if err != nil {
		return time.Time{}, false, err
	}
	if m.about {
		return time.Time{}, false, refuse("%q is near a moment, and an exact one is needed: write it without the sign, as 14:05", quote(s))
	}
	at, err = m.resolve(a)
	return at, !m.seconds && m.form != formNow, err
}

// CutTime cuts the words of a moment from the front of a command line, where no quotes hold
// them together: "2026-11-28 23:50 INC-7". It cuts one word where they are none.
func CutTime(s string) (typed, rest string) {
	m, rest, err := cutTyped(s)
	if err != nil || m.form == formNow {
		return cutWord(s)
	}
	return strings.TrimSpace(s[:len(s)-len(rest)]), rest
}

// parseMoment parses a text that must be one moment and nothing more.
func parseMoment(s string) (typedTime, error) {
	if strings.EqualFold(strings.TrimSpace(s), "now") {
		return typedTime{}, nil
	}
	m, rest, err := cutTyped(s)
	switch {
	case err != nil:
		return m, err
	case m.form == formNow, rest != "":
		return m, refuse("%q isn't a moment: write it as %s", quote(strings.TrimSpace(s)), forms)
	}
	return m, nil
}

// twoHours is how far ahead a time of day is taken for a slip, not for yesterday's.
const (
	twoHours = 2 * time.Hour
	halfDay  = 12 * time.Hour
)

// resolve returns the moment in UTC. It refuses a future time, and one before 1970, which
// must be a typing mistake.
func (m typedTime) resolve(a Ask) (time.Time, error) {
	at, err := m.moment(a)
	switch {
	case err != nil:
		return time.Time{}, err
	case at.After(a.At):
		return time.Time{}, refuse("%s is in the future: enter what has happened, with its time", at.Format(time.RFC3339))
	case at.Unix() < 0:
		return time.Time{}, refuse("%s is too long ago: check the year", at.Format(time.RFC3339))
	case m.form == formEpoch && a.At.Sub(at) > maxAhead:
		return time.Time{}, refuse("%d seconds since 1970 are %s, more than a year ago: write that time, or \"--\" before the number to keep it as text", m.n, minute(at))
	}
	return at.UTC().Round(0), nil
}

// moment returns the moment that is meant, without a check that it has passed.
func (m typedTime) moment(a Ask) (time.Time, error) {
	switch m.form {
	case formAgo:
		return a.At.Add(-time.Duration(m.n)), nil
	case formIn:
		return a.At.Add(time.Duration(m.n)), nil
	case formUnix, formEpoch:
		return time.Unix(m.n, int64(m.nanos)).In(m.location(a)), nil
	case formClock:
		return m.lastOn(a)
	}
	return a.At, nil
}

// location returns the zone that was typed, else the asker's.
func (m typedTime) location(a Ask) *time.Location {
	switch {
	case m.zoned && m.offset == 0, !m.zoned && a.Zone == nil:
		return time.UTC
	case m.zoned:
		return time.FixedZone("", int(m.offset))
	}
	return a.Zone
}

// clock formats a time of day as it should be written, with its zone if one was typed.
func (m typedTime) clock() string {
	layout := "15:04"
	if m.seconds {
		layout += ":05"
	}
	if m.zoned {
		layout += "Z07:00"
	}
	return time.Unix(m.n, 0).UTC().Add(-time.Duration(m.offset) * time.Second).In(m.location(Ask{})).Format(layout)
}

// String tells a moment as it was understood.
func (m typedTime) String() string {
	text := "now"
	switch m.form {
	case formAgo:
		text = Duration(m.n).String() + " ago"
	case formUnix, formEpoch:
		text = time.Unix(m.n, 0).In(m.location(Ask{})).Format("2006-01-02 15:04:05Z07:00")
	case formClock:
		text = strings.TrimSpace(m.day.String() + " " + m.clock())
		if m.day.kind == dayNone {
			text = "the last " + text
		}
	}
	if m.about {
		text = "about " + text
	}
	return text
}

// lastClock returns the latest moment up to the ask at which a clock showed what was
// typed. On days when clocks change, some times occur twice or never. A time that comes
// within two hours is refused: it is rather a slip than yesterday's.
func (m typedTime) lastClock(a Ask) (time.Time, error) {
	now := a.At.In(m.location(a))
	for day := range 3 {
		at, ok := lastShown(m.wall(dateOf(now).AddDate(0, 0, -day)), now)
		if !ok {
			continue
		}
		next, err := m.nextClock(a)
		if err == nil && next.Sub(now) <= twoHours && now.Sub(at) > halfDay { // not a time that is shown twice today
			return at, refuse("%s is still to come: it is %s now; write yesterday %[1]s if you mean that, or a time that has passed", strings.TrimSpace(m.clock()+" "+m.zoneName()), now.Format("15:04"))
		}
		return at, nil
	}
	return time.Time{}, refuse("no clock of %s has shown %s of late: give the full time, as 2026-11-28T23:50Z", now.Location(), m.clock())
}

// dateOf returns the date of t, as if it were UTC: some zones have left out a day.
func dateOf(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}

// wall returns the typed time of day on a date, as if it were UTC.
func (m typedTime) wall(date time.Time) time.Time {
	return date.Add(time.Duration(m.n)*time.Second + time.Duration(m.nanos))
}

// lastShown returns the latest moment up to now, in the zone of now, at which a
// clock showed what wall shows in UTC.
func lastShown(wall, now time.Time) (latest time.Time, ok bool) {
	for _, at := range shownAt(wall, now.Location()) {
		if !at.IsZero() && !at.After(now) && !at.Before(latest) {
			latest, ok = at, true
		}
	}
	return latest, ok
}

// shownAt returns the moments at which a clock of the zone shows what wall shows in UTC,
// the earlier first: one, two where clocks are set back, none where they are set ahead. It
// tries the offsets well before and well after, which differ where clocks change.
func shownAt(wall time.Time, zone *time.Location) (found [2]time.Time) {
	for i, near := range [...]time.Duration{-38 * time.Hour, 38 * time.Hour} {
		_, offset := wall.Add(near).In(zone).Zone()
		at := wall.Add(-time.Duration(offset) * time.Second).In(zone)
		if _, real := at.Zone(); real == offset && !at.Equal(found[0]) {
			found[i] = at
		}
	}
	return found
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

func isLetter(b byte) bool { return 'a' <= b|0x20 && b|0x20 <= 'z' }

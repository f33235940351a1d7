package incident

import (
	"strings"
	"time"
)

// maxAhead bounds how far ahead a deadline may be: a later year is a typing
// mistake.
const maxAhead = 366 * 24 * time.Hour

// typedEnd is a future moment as it was typed. The zero typedEnd is none.
type typedEnd struct{ typedTime }

// endIn returns the moment d after the ask.
func endIn(d time.Duration) typedEnd {
	return typedEnd{typedTime{form: formIn, seconds: true, n: int64(d)}}
}

// deadlineForms shows the forms of a deadline in refusals.
const deadlineForms = "18:00, 6pm, 2h, tomorrow 09:00, Fri 18:00 or 2026-11-28 18:00"

// parseDeadline parses a text that must be one deadline and nothing more.
func parseDeadline(s string) (typedEnd, error) {
	d, rest, err := cutDeadline(s)
	if err == nil && (d == (typedEnd{}) || rest != "") {
		err = refuse("%q isn't a future time: write it as %s", quote(strings.TrimSpace(s)), deadlineForms)
	}
	return d, err
}

// cutDeadline cuts a deadline from the front of args, if there is one.
func cutDeadline(args string) (typedEnd, string, error) {
	from := args
	if first, rest := cutWord(args); strings.EqualFold(first, "in") {
		from = rest
	}
	washed := washMoment(from)
	if d, rest, ok := cutLength(washed); ok && endsLength(rest) {
		if d <= 0 {
			return typedEnd{}, "", refuse("%q isn't a future time: write it as %s", quote(args), deadlineForms)
		}
		return endIn(d), strings.TrimLeft(unwash(from, len(washed)-len(rest)), blanks+":,;"), nil
	}
	if err := askHalfLength(from); err != nil {
		return typedEnd{}, "", err
	}
	m, rest, err := cutTyped(args)
	switch {
	case err != nil:
		return typedEnd{}, "", err
	case m.about:
		return typedEnd{}, "", refuse("a deadline is an exact moment: write it as %s", deadlineForms)
	case m.form == formAgo:
		return typedEnd{}, "", refuse("a deadline is still to come: write it as %s", deadlineForms)
	}
	return typedEnd{m}, rest, nil
}

// askHalfLength asks about "1h30", which a deadline may have for a length or for a time of
// day.
func askHalfLength(s string) error {
	word := lower(trimMarks(firstOf(s)))
	hour, after := cutDigits(word, 2)
	minutes, isLength := strings.CutPrefix(after, "h")
	if after == word || !isLength || hour > 23 || len(minutes) != 2 || !nearMinutes(minutes) {
		return nil
	}
	return unclear("%q may be a length of time or a time of day: write it as %dh%sm, or as %s:%s", quote(word), hour, minutes, pad(hour), minutes)
}

// resolve returns the deadline in UTC, the zero time for none. A time of day is
// the next such moment in the asker's zone.
func (d typedEnd) resolve(a Ask) (at time.Time, err error) {
	switch d.form {
	case formNow:
		return time.Time{}, nil
	case formClock:
		at, err = d.nextOn(a)
	default:
		at, err = d.moment(a)
	}
	switch {
	case err != nil:
		return time.Time{}, err
	case !at.After(a.At):
		return time.Time{}, refuse("%s has passed: give a future time, as %s", at.Format(time.RFC3339), deadlineForms)
	case at.Sub(a.At) > maxAhead:
		return time.Time{}, refuse("%s is more than a year ahead: check the year", at.Format(time.RFC3339))
	}
	return at.UTC().Round(0), nil
}

// resolveAsked is resolve for what is expected soon: it refuses a time of day that has
// passed within two hours, which is rather a slip than tomorrow's.
func (d typedEnd) resolveAsked(a Ask) (time.Time, error) {
	at, err := d.resolve(a)
	if err != nil || d.form != formClock || d.day.kind != dayNone {
		return at, err
	}
	now := a.At.In(d.location(a))
	for day := range 2 {
		last, ok := lastShown(d.wall(dateOf(now).AddDate(0, 0, -day)), now)
		if ok && now.Sub(last) <= twoHours && at.Sub(now) > halfDay {
			return time.Time{}, refuse("%s has passed: it is %s now; write tomorrow %[1]s if you mean that, or a time to come", d.clock(), now.Format("15:04"))
		}
	}
	return at, nil
}

// nextOn returns the earliest moment after the ask that is meant by a clock and its day, or
// one that has passed for the caller to refuse.
func (m typedTime) nextOn(a Ask) (time.Time, error) {
	now := a.At.In(m.location(a))
	switch m.day.kind {
	case dayNone:
		at, err := m.nextClock(a)
		return at, m.checkZone(at, err)
	case dayOfWeek:
		ahead := (int(m.day.weekday-1) + 7 - int(now.Weekday())) % 7
		at, err := m.on(dateOf(now).AddDate(0, 0, ahead), a)
		if err == nil && !at.After(now) {
			at, err = m.on(dateOf(now).AddDate(0, 0, ahead+7), a)
		}
		return at, err
	}
	at, err := m.on(m.day.in(now.Year(), now), a)
	if err == nil && m.day.kind == dayDate && m.day.year == 0 && now.Sub(at) > maxAhead/2 {
		at, err = m.on(m.day.in(now.Year()+1, now), a)
	}
	return at, err
}

// nextClock returns the earliest moment after the ask at which a clock shows what was
// typed.
func (m typedTime) nextClock(a Ask) (time.Time, error) {
	now := a.At.In(m.location(a))
	for day := range 3 {
		if at, ok := nextShown(m.wall(dateOf(now).AddDate(0, 0, day)), now); ok {
			return at, nil
		}
	}
	return time.Time{}, refuse("no clock of %s shows %s in the next days: give the full time, as 2026-11-28T23:50Z", now.Location(), m.clock())
}

// nextShown returns the earliest moment after now, in the zone of now, at which
// a clock shows what wall shows in UTC. It is the counterpart of lastShown.
func nextShown(wall, now time.Time) (earliest time.Time, ok bool) {
	for _, at := range shownAt(wall, now.Location()) {
		if at.After(now) && (!ok || at.Before(earliest)) {
			earliest, ok = at, true
		}
	}
	return earliest, ok
}

package incident

import (
	"strconv"
	"strings"
	"time"
)

// typedDay is the day of a typed clock. The zero typedDay is none.
type typedDay struct {
	kind    dayKind
	weekday int8 // time.Weekday plus one, 0 for none
	month   uint8
	date    uint8
	year    int16  // 0 for none
	back    uint16 // of dayBack: how many days before today
}

// dayKind says how a day was typed.
type dayKind uint8

const (
	dayNone dayKind = iota
	dayToday
	dayYesterday
	dayTomorrow
	dayBack
	dayOfWeek
	dayDate
)

// String returns the day as it should be written.
func (d typedDay) String() string {
	switch d.kind {
	case dayBack:
		if d.back == 1 {
			return "yesterday"
		}
		return strconv.Itoa(int(d.back)) + " days ago"
	case dayOfWeek:
		return time.Weekday(d.weekday - 1).String()
	case dayDate:
		on := time.Date(int(d.year), time.Month(d.month), int(d.date), 0, 0, 0, 0, time.UTC)
		if d.year == 0 {
			return on.AddDate(2000, 0, 0).Format("2 Jan") // a leap year
		}
		return on.Format(time.DateOnly)
	}
	return [...]string{"", "today", "yesterday", "tomorrow"}[d.kind%4]
}

// exists reports whether a calendar has the day. 29 February needs its year.
func (d typedDay) exists() bool {
	year := int(d.year)
	if year == 0 {
		year = 2000
	}
	on := time.Date(year, time.Month(d.month), int(d.date), 0, 0, 0, 0, time.UTC)
	return d.month >= 1 && d.month <= 12 && on.Month() == time.Month(d.month) && on.Day() == int(d.date) && d.date > 0
}

// maxMissingYear bounds how long ago a date without a year is taken to be: one that comes
// again within a month may as well be a slip.
const maxMissingYear = 333 * day

// lastOn returns the latest moment up to the ask that is meant by a clock and its day, or a
// later one for the caller to refuse.
func (m typedTime) lastOn(a Ask) (time.Time, error) {
	now := a.At.In(m.location(a))
	switch m.day.kind {
	case dayNone:
		at, err := m.lastClock(a)
		return at, m.checkZone(at, err)
	case dayOfWeek:
		back := (int(now.Weekday()) + 7 - int(m.day.weekday-1)) % 7
		at, err := m.on(dateOf(now).AddDate(0, 0, -back), a)
		if err == nil && at.Sub(now) > twoHours {
			at, err = m.on(dateOf(now).AddDate(0, 0, -back-7), a)
		}
		return at, err
	}
	if m.day.kind != dayDate || m.day.year != 0 {
		return m.on(m.day.in(now.Year(), now), a)
	}
	at, err := m.on(m.day.in(now.Year(), now), a)
	if err == nil && at.After(now) {
		at, err = m.on(m.day.in(now.Year()-1, now), a)
	}
	if err == nil && now.Sub(at) > maxMissingYear {
		return at, refuse("%s %s is soon to come, or was last year: write the year, as %s", m.day, m.clock(), at.Format("2 Jan 2006 15:04"))
	}
	return at, err
}

// in returns the day's date, counted from now, or in a year if it was typed without one.
func (d typedDay) in(year int, now time.Time) time.Time {
	switch d.kind {
	case dayYesterday:
		return dateOf(now).AddDate(0, 0, -1)
	case dayTomorrow:
		return dateOf(now).AddDate(0, 0, 1)
	case dayBack:
		return dateOf(now).AddDate(0, 0, -int(d.back))
	case dayDate:
		if d.year != 0 {
			year = int(d.year)
		}
		return time.Date(year, time.Month(d.month), int(d.date), 0, 0, 0, 0, time.UTC)
	}
	return dateOf(now)
}

// on returns the moment at which a clock shows the typed time on a date. It refuses
// a time that the date has twice or never, and a date of another weekday than was typed.
func (m typedTime) on(date time.Time, a Ask) (time.Time, error) {
	wall, zone := m.wall(date), m.location(a)
	if m.day.kind == dayDate && wall.Day() != int(m.day.date) {
		return date, refuse("%d has no day %s: write the year that you mean", date.Year(), m.day)
	}
	if m.day.kind == dayDate && m.day.weekday != 0 && wall.Weekday() != time.Weekday(m.day.weekday-1) {
		return date, refuse("%s is a %s: check the day", wall.Format("2 Jan 2006"), wall.Weekday())
	}
	found := shownAt(wall, zone)
	for i, at := range found {
		if name, _ := at.Zone(); m.zone != [5]byte{} && name != m.zoneName() {
			found[i] = time.Time{}
		}
	}
	first, second := found[0], found[1]
	switch {
	case first.IsZero() && second.IsZero() && m.zone != [5]byte{}:
		return date, m.refuseZone()
	case first.IsZero() && second.IsZero():
		return date, refuse("no clock of %s shows %s on %s: clocks are set ahead then", zone, m.clock(), wall.Format(time.DateOnly))
	case first.IsZero():
		return second, nil
	case second.IsZero():
		return first, nil
	}
	return date, refuse("clocks of %s show %s twice on %s: write %s or %s", zone, m.clock(), wall.Format(time.DateOnly), first.Format("2006-01-02 15:04Z07:00"), second.Format("2006-01-02 15:04Z07:00"))
}

func (m typedTime) zoneName() string { return strings.TrimRight(string(m.zone[:]), "\x00") }

// checkZone refuses a moment at which the asker's zone has another abbreviation than was
// typed.
func (m typedTime) checkZone(at time.Time, err error) error {
	if name, _ := at.Zone(); err == nil && m.zone != [5]byte{} && name != m.zoneName() {
		return m.refuseZone()
	}
	return err
}

func (m typedTime) refuseZone() error {
	return refuse("%q isn't the zone of your clock, and several zones are called so: write the offset, as %s+01:00, or the time in UTC, as %sZ%s", m.zoneName(), m.clock(), m.clock(), keepHint)
}

package incident

import (
	"strconv"
	"strings"
	"time"
)

// Duration is a length of time in the form of files and logs: "15m", "4h",
// "1h30m", "90d", with days of 24 hours.
type Duration time.Duration

// day has 24 hours, whatever the calendar says.
const day = 24 * time.Hour

// maxDuration bounds the lengths of time that are parsed, so that no sum of two
// overflows.
const maxDuration = 3650 * day

// ParseDuration parses a length of time of up to ten years, as "15m", "1h30m",
// "1d12h" or "2w": whole weeks, whole days of 24 hours, then anything that
// time.ParseDuration accepts, each of them optional. Units may be words, with blanks
// around them, as "30 min" or "1 hour 30 minutes". The error is a Refusal.
func ParseDuration(s string) (time.Duration, error) {
	if d, rest, ok := cutLength(s); ok && rest == "" && d <= maxDuration {
		return d, nil
	}
	weeks, rest, okWeeks := cutUnit(s, "w", 7*day)
	days, rest, okDays := cutUnit(rest, "d", day)
	var clock time.Duration
	var err error
	if rest != "" || s == "" {
		clock, err = time.ParseDuration(rest)
	}
	total := weeks + days + clock
	if !okWeeks || !okDays || err != nil || strings.ContainsAny(rest, "+-") || clock > maxDuration || total > maxDuration {
		return 0, refuse("%q isn't a length of time: write it as 15m, 4h, 1h30m, 2d or 1w", quote(s))
	}
	return total, nil
}

// cutUnit cuts a whole number of a unit from the front of s; 0 if there is
// none.
func cutUnit(s, unit string, each time.Duration) (total time.Duration, rest string, ok bool) {
	digits, rest, found := strings.Cut(s, unit)
	if !found {
		return 0, s, true
	}
	n, err := strconv.ParseUint(digits, 10, 12)
	return time.Duration(n) * each, rest, err == nil
}

// part is a unit of time with its short word.
type part struct {
	unit time.Duration
	word string
}

func parts() [4]part {
	return [...]part{{day, "d"}, {time.Hour, "h"}, {time.Minute, "m"}, {time.Second, "s"}}
}

// MarshalText writes the time as ParseDuration parses it.
func (m Duration) MarshalText() ([]byte, error) {
	d := time.Duration(m)
	if d%time.Second != 0 || d <= 0 {
		return []byte(d.String()), nil
	}
	var b strings.Builder
	for _, p := range parts() {
		if n := d / p.unit; n > 0 {
			b.WriteString(strconv.FormatInt(int64(n), 10) + p.word)
			d %= p.unit
		}
	}
	return []byte(b.String()), nil
}

// UnmarshalText accepts what ParseDuration does.
func (m *Duration) UnmarshalText(b []byte) error {
	d, err := ParseDuration(string(b))
	*m = Duration(d)
	return err
}

// String formats the time for people: "15 min", "4 h", "2 d", "1 h 30 min". It
// drops less than a second.
func (m Duration) String() string {
	d := time.Duration(m)
	var words []string
	for _, p := range parts() {
		if n := d / p.unit; n > 0 {
			words = append(words, strconv.FormatInt(int64(n), 10)+" "+strings.Replace(p.word, "m", "min", 1))
			d %= p.unit
		}
	}
	if len(words) == 0 {
		return "0 min"
	}
	return strings.Join(words, " ")
}

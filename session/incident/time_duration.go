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

// ParseDuration parses a length of time of up to ten years, as "15m", "1h30m", "1d12h",
// "2w" or "1 hour 30 minutes": numbers with their units, each smaller than the one before
// it; days have 24 hours. It accepts what time.ParseDuration does, too. The error is a
// Refusal.
func ParseDuration(s string) (time.Duration, error) {
	d, rest, ok := cutLength(s)
	if !ok || rest != "" {
		var err error
		d, err = time.ParseDuration(s)
		ok = err == nil && !strings.ContainsAny(s, "+-")
	}
	if !ok || d > maxDuration {
		return 0, refuse("%q isn't a length of time: write it as 15m, 4h, 1h30m, 2d or 1w", quote(s))
	}
	return d, nil
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

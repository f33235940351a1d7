package incident

import (
	"strconv"
	"strings"
	"time"
)

// Minutes is a length of time as files and logs write it: "15m", "4h", "1h30m",
// "90d", where a day has 24 hours.
type Minutes time.Duration

// day is a day as Minutes count it.
const day = 24 * time.Hour

// maxMinutes bounds what is read, so that no sum of two overflows.
const maxMinutes = Minutes(3650 * day)

// ParseMinutes reads a length of time of up to ten years, in whole days before
// hours, minutes and seconds: "15m", "4h", "1d12h".
func ParseMinutes(s string) (Minutes, error) {
	days, rest, found := strings.Cut(s, "d")
	if !found {
		days, rest = "0", s
	}
	n, err := strconv.ParseUint(days, 10, 12)
	if err == nil && rest == "" && found {
		rest = "0s"
	}
	d, restErr := time.ParseDuration(rest)
	m := Minutes(time.Duration(n)*day + d)
	if err != nil || restErr != nil || strings.ContainsAny(rest, "+-") || m < 0 || m > maxMinutes {
		return 0, refuse("%q is no length of time: write it as 15m, 4h, 1h30m or 2d", shown(s))
	}
	return m, nil
}

// part is a unit of time with its short word.
type part struct {
	unit time.Duration
	word string
}

func parts() [4]part {
	return [...]part{{day, "d"}, {time.Hour, "h"}, {time.Minute, "m"}, {time.Second, "s"}}
}

// MarshalText writes the time as ParseMinutes reads it.
func (m Minutes) MarshalText() ([]byte, error) {
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

// UnmarshalText reads what ParseMinutes does.
func (m *Minutes) UnmarshalText(b []byte) (err error) {
	*m, err = ParseMinutes(string(b))
	return err
}

// String is the time for people: "15 min", "4 h", "2 d", "1 h 30 min". What is
// less than a second is left out.
func (m Minutes) String() string {
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

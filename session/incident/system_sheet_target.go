package incident

import (
	"strconv"
	"strings"
)

// ServiceTarget is what a system promises while it runs, as "availability >= 99.5 %".
type ServiceTarget struct {
	Name      string    `json:"name"` // one word of a to z, 0 to 9 and hyphens
	Direction direction `json:"direction"`
	Value     float64   `json:"value"` // not negative
	Unit      string    `json:"unit"`  // one of units; "": a count
}

// direction says on which side of its value a target is met.
type direction uint8

const (
	directionLeast direction = iota // met by the value or more
	directionMost                   // met by the value or less
)

var directionWords = []string{"at-least", "at-most"}

func (d direction) String() string { return enumName(d, ">=", "<=") }

// MarshalText writes the direction's word.
func (d direction) MarshalText() ([]byte, error) { return []byte(enumName(d, directionWords...)), nil }

// UnmarshalText parses the direction's whole word.
func (d *direction) UnmarshalText(text []byte) error { return parseExact(d, text, directionWords) }

func (t ServiceTarget) String() string { return t.Name + " " + t.limit() }

// limit formats what is promised, as ">= 99.5 %".
func (t ServiceTarget) limit() string { return t.Direction.String() + " " + quantity(t.Value, t.Unit) }

// meets reports whether a value in the target's unit meets it.
func (t ServiceTarget) meets(value float64) bool {
	if t.Direction == directionMost {
		return value <= t.Value
	}
	return value >= t.Value
}

const targetExample = "availability >= 99.5 %, or p99-latency <= 300 ms"

// directionSigns are the signs between the name of a target and its value.
var directionSigns = []struct {
	sign      string
	direction direction
}{{">=", directionLeast}, {"≥", directionLeast}, {"=>", directionLeast}, {"<=", directionMost}, {"≤", directionMost}, {"=<", directionMost}}

// ParseTarget parses a target, as "availability >= 99.5 %". The error is a Refusal.
func ParseTarget(s string) (ServiceTarget, error) {
	for _, b := range directionSigns {
		name, value, ok := strings.Cut(s, b.sign)
		if !ok {
			continue
		}
		name, err := checkTargetName(strings.TrimSpace(name))
		if err != nil {
			return ServiceTarget{}, err
		}
		number, unit, err := parseQuantity(value)
		return ServiceTarget{name, b.direction, number, unit}, err
	}
	return ServiceTarget{}, refuse("%q isn't a target: write a name, >= or <=, a number and its unit, as %s", quote(s), targetExample)
}

// maxTargetName bounds the name of a target, in bytes.
const maxTargetName = 32

// checkTargetName returns the name of a target in its stored form. RTO and RPO are said by
// keys of their own.
func checkTargetName(s string) (string, error) {
	name := strings.ToLower(s)
	odd := func(r rune) bool { return (r > 127 || !isLowerOrDigit(byte(r))) && r != '-' }
	switch {
	case name == "" || len(name) > maxTargetName || strings.ContainsFunc(name, odd) || strings.Trim(name, "-") == "":
		return "", refuse("name a target in one word of a to z, 0 to 9 and hyphens, at most %d bytes, not %q: write it as %s", maxTargetName, quote(s), targetExample)
	case name == "rto" || name == "rpo":
		return "", refuse("%s has a line of its own in the sheet: write it there, as %s: 1h", strings.ToUpper(name), name)
	}
	return name, nil
}

// unit is what a number counts: a kind of quantity, and how much of it.
type unit struct {
	kind string
	size float64 // in the kind's smallest unit
}

// units are those that a target may have.
var units = map[string]unit{
	"": {"count", 1}, "%": {"share", 1},
	"us": {"time", 1}, "ms": {"time", 1e3}, "s": {"time", 1e6}, "min": {"time", 60e6}, "h": {"time", 3600e6}, "d": {"time", 86400e6},
	"/d": {"rate", 1}, "/h": {"rate", 24}, "/min": {"rate", 1440}, "/s": {"rate", 86400},
	"B": {"size", 1}, "kB": {"size", 1e3}, "MB": {"size", 1e6}, "GB": {"size", 1e9}, "TB": {"size", 1e12},
}

// unitWords lists the units for people.
const unitWords = "%, us, ms, s, min, h, d, /s, /min, /h, /d, B, kB, MB, GB or TB, or none for a count"

// alsoUnits are other words for units.
var alsoUnits = map[string]string{
	"percent": "%", "pct": "%", "µs": "us", "μs": "us", "msec": "ms", "millis": "ms", "milliseconds": "ms", "sec": "s", "secs": "s", "second": "s", "seconds": "s",
	"mins": "min", "minute": "min", "minutes": "min", "hour": "h", "hours": "h", "hr": "h", "hrs": "h", "day": "d", "days": "d",
	"rps": "/s", "qps": "/s", "tps": "/s", "req/s": "/s", "requests/s": "/s", "per second": "/s", "per minute": "/min", "per hour": "/h", "per day": "/d",
}

// parseUnit returns a unit in its stored form. "MB" and "mb" aren't taken for one another.
func parseUnit(s string) (string, error) {
	if _, ok := units[s]; ok {
		return s, nil
	}
	if word, ok := alsoUnits[strings.ToLower(s)]; ok {
		return word, nil
	}
	for word := range units {
		if strings.EqualFold(word, s) {
			return "", refuse("%q isn't a unit: did you mean %s?", quote(s), word)
		}
	}
	return "", refuse("%q isn't a unit: use %s", quote(s), unitWords)
}

// maxDigits bounds the digits of a number: float64 keeps as many.
const maxDigits = 15

// parseQuantity parses a number and its unit, as "99.5 %", "300ms" or "12". The error is a
// Refusal.
func parseQuantity(s string) (value float64, word string, err error) {
	s = strings.TrimSpace(s)
	end := strings.IndexFunc(s, func(r rune) bool { return (r < '0' || r > '9') && r != '.' && r != ',' })
	if end < 0 {
		end = len(s)
	}
	number := s[:end]
	switch {
	case strings.Contains(number, ","):
		return 0, "", refuse("%q has a comma: write a point before the decimals, and nothing between the thousands, as 99.2 or 12000", quote(s))
	case len(number) > maxDigits+1:
		return 0, "", refuse("%q has too many digits: at most %d count", quote(s), maxDigits)
	}
	value, err = strconv.ParseFloat(number, 64)
	if err != nil || !isDigit(number[0]) {
		return 0, "", refuse("%q isn't a number: write it as 99.2, 0.4 or 12000, with its unit behind it", quote(s))
	}
	word, err = parseUnit(strings.TrimSpace(s[end:]))
	return value, word, err
}

// quantity formats a value with its unit.
func quantity(value float64, word string) string {
	return strings.TrimSpace(strconv.FormatFloat(value, 'f', -1, 64) + " " + word)
}

// convert returns a value in another unit, false if the two units count different things.
func convert(value float64, from, to string) (float64, bool) {
	if from == to {
		return value, true
	}
	f, t := units[from], units[to]
	if f.kind != t.kind || f.kind == "" {
		return 0, false
	}
	exact := strconv.FormatFloat(value*f.size/t.size, 'g', 12, 64) // what the factors add is noise
	converted, err := strconv.ParseFloat(exact, 64)
	return converted, err == nil
}

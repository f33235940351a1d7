package incident

import (
	"strings"
	"time"
)

// dayWord returns the kind of day that a word names by itself.
func dayWord(word string) dayKind {
	switch lower(word) {
	case "today":
		return dayToday
	case "yesterday":
		return dayYesterday
	case "tomorrow":
		return dayTomorrow
	}
	return dayNone
}

// weekdayOf returns the day of the week that a word names, from 1 for Sunday; 0 for none.
func weekdayOf(word string) int8 {
	if len(word) < 3 {
		return 0
	}
	day := strings.Index("sunmontuewedthufrisat", lower(word[:3]))
	if day < 0 || day%3 != 0 {
		return 0
	}
	name := time.Weekday(day / 3).String()
	if strings.EqualFold(word, name) || len(word) <= 5 && strings.EqualFold(word, name[:len(word)]) || strings.EqualFold(word, "weds") {
		return int8(day/3) + 1
	}
	return 0
}

// monthOf returns the month that a word names, 0 for none.
func monthOf(word string) uint8 {
	if len(word) < 3 {
		return 0
	}
	month := strings.Index("janfebmaraprmayjunjulaugsepoctnovdec", lower(word[:3]))
	if month < 0 || month%3 != 0 {
		return 0
	}
	name := time.Month(month/3 + 1).String()
	if len(word) == 3 || strings.EqualFold(word, name) || strings.EqualFold(word, "sept") {
		return uint8(month/3) + 1
	}
	return 0
}

// cutDay cuts a day from the front of s: yesterday, today, a day of the week, "2026-11-28",
// "28 Nov", "28 Nov 2026", "Nov 28", with the day of the week before it or not. A date in
// digits whose order differs from land to land is refused.
func cutDay(s string) (d typedDay, rest string, err error) {
	if s == "" {
		return d, s, nil
	}
	word, after := cutWord(s)
	bare := trimMarks(word)
	if isLetter(s[0]) {
		if kind := dayWord(bare); kind != dayNone {
			return typedDay{kind: kind}, s[len(bare):], nil
		}
		switch next := partWord(trimMarks(firstOf(after))); {
		case next != partNone && strings.EqualFold(word, "this"):
			return typedDay{kind: dayToday}, s[len(word):], nil
		case strings.EqualFold(bare, "tonight"):
			return typedDay{kind: dayToday}, s[len("to"):], nil // "night" says what hour is meant
		}
		if w := weekdayOf(bare); w != 0 {
			if d, rest, err = cutDate(after); d.kind == dayNone {
				return typedDay{kind: dayOfWeek, weekday: w}, s[len(bare):], err
			}
			d.weekday = w
			return d, rest, err
		}
	}
	return cutDate(s)
}

// cutDate cuts a date from the front of s.
func cutDate(s string) (d typedDay, rest string, err error) {
	switch {
	case s == "":
		return d, s, nil
	case startsLike(s, "0000-0"), startsLike(s, "0000/0"), startsLike(s, "0000.0"):
		return cutYearFirst(s)
	case isLetter(s[0]):
		return cutMonthFirst(s)
	case isDigit(s[0]):
		return cutDateFirst(s)
	}
	return d, s, nil
}

// cutYearFirst cuts "2026-11-28", "2026/11/8" and, where a time of day follows,
// "2026.11.28", which may else be a version.
func cutYearFirst(s string) (d typedDay, rest string, err error) {
	year, rest := cutDigits(s, 4)
	sign := rest[0]
	month, rest := cutDigits(rest[1:], 2)
	if rest == "" || rest[0] != sign {
		return d, s, nil
	}
	date, behind := cutDigits(rest[1:], 2)
	if behind == rest[1:] || behind != "" && isDigit(behind[0]) || sign == '.' && clockLen(firstOf(behind)) == 0 {
		return d, s, nil
	}
	return typedDay{kind: dayDate, year: int16(year), month: uint8(month), date: uint8(date)}.checked(s, behind)
}

// checked refuses a day that no calendar has.
func (d typedDay) checked(s, rest string) (typedDay, string, error) {
	if !d.exists() || d.year != 0 && d.year < 1970 {
		return typedDay{}, s, unclear("%q isn't a day: check its year, month and day, as in 2026-11-28", quote(strings.TrimSpace(s[:len(s)-len(rest)])))
	}
	return d, rest, nil
}

// cutMonthFirst cuts "Nov 28" and "Nov 28, 2026".
func cutMonthFirst(s string) (d typedDay, rest string, err error) {
	word, after := cutWord(s)
	month := monthOf(trimMarks(word))
	date, rest := cutDigits(after, 2)
	if month == 0 || rest == after {
		return d, s, nil
	}
	rest = cutOrdinal(rest)
	if !endsWord(strings.TrimLeft(rest, ",:;")) {
		return d, s, nil
	}
	d = typedDay{kind: dayDate, month: month, date: uint8(date)}
	d.year, rest = cutYear(strings.TrimLeft(rest, ","))
	return d.checked(s, rest)
}

// cutDateFirst cuts "28 Nov", "28 Nov 2026", "28. November 2026", "28-Nov-2026" and
// "28/Nov/2026".
func cutDateFirst(s string) (d typedDay, rest string, err error) {
	date, rest := cutDigits(s, 2)
	rest = strings.TrimPrefix(cutOrdinal(rest), ".")
	if after, ok := strings.CutPrefix(trimBlanks(rest), "of "); ok {
		rest = after // "28th of November"
	}
	joint := byte(' ')
	if rest != "" && (rest[0] == '-' || rest[0] == '/') {
		joint, rest = rest[0], rest[1:]
	}
	rest = trimBlanks(rest)
	end := 0
	for end < len(rest) && isLetter(rest[end]) {
		end++
	}
	month := monthOf(rest[:end])
	if month == 0 {
		return d, s, nil
	}
	d = typedDay{kind: dayDate, month: month, date: uint8(date)}
	if rest = rest[end:]; startsLike(rest, "0000") {
		rest = " " + rest // "28Nov2026"
	}
	if joint != ' ' && rest != "" && rest[0] == joint {
		rest = " " + rest[1:]
	}
	rest = strings.TrimLeft(rest, ".,")
	if !endsWord(strings.TrimLeft(rest, ":;")) {
		return typedDay{}, s, nil
	}
	d.year, rest = cutYear(rest)
	return d.checked(s, rest)
}

// cutOrdinal cuts the letters behind the number of a day: "28th".
func cutOrdinal(s string) string {
	if len(s) >= 2 {
		switch lower(s[:2]) {
		case "st", "nd", "rd", "th":
			return s[2:]
		}
	}
	return s
}

// cutYear cuts a year of four digits behind a day and a month.
func cutYear(s string) (year int16, rest string) {
	from := trimBlanks(s)
	n, rest := cutDigits(from, 4)
	if len(from)-len(rest) != 4 || rest != "" && rest[0] != ':' && rest[0] != ',' && !endsWord(rest) || startsLike(rest, ":00 ") {
		return 0, s
	}
	return int16(n), strings.TrimLeft(rest, ",")
}

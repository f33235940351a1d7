package incident

import (
	"strconv"
	"strings"
	"time"
)

// unitOf returns the unit of time that a word names, 0 for none.
func unitOf(word string) time.Duration {
	switch lower(word) {
	case "s", "sec", "secs", "second", "seconds":
		return time.Second
	case "m", "min", "mins", "minute", "minutes":
		return time.Minute
	case "h", "hr", "hrs", "hour", "hours":
		return time.Hour
	case "d", "day", "days":
		return day
	case "w", "wk", "wks", "week", "weeks":
		return 7 * day
	}
	return 0
}

// cutLength cuts a length of time from the front of s, as "15m", "1h30m", "15 min", "1 h
// 30 min" or "1 hour and 30 minutes", each unit smaller than the one before. The rest begins
// behind the last unit.
func cutLength(s string) (total time.Duration, rest string, ok bool) {
	rest = s
	for last := maxDuration; ; {
		from := trimBlanks(rest)
		if ok {
			from = cutJoint(rest)
		}
		n, after := cutNumber(from)
		if after == from {
			return total, rest, ok
		}
		after = trimBlanks(after)
		end := 0
		for end < len(after) && isLetter(after[end]) {
			end++
		}
		unit := unitOf(after[:end])
		if unit == 0 || unit >= last || n*float64(unit) > float64(maxDuration) {
			return total, rest, ok
		}
		if end > 1 && strings.HasPrefix(after[end:], ". ") {
			end++ // "15 min. ago"
		}
		total, rest, last, ok = total+time.Duration(n*float64(unit)), after[end:], unit, true
	}
}

// cutJoint cuts what joins two units: blanks, a comma, "and".
func cutJoint(s string) string {
	s = trimBlanks(s)
	if after, ok := strings.CutPrefix(s, ", "); ok {
		s = trimBlanks(after)
	}
	if first, after := cutWord(s); strings.EqualFold(first, "and") {
		return after
	}
	return s
}

// cutNumber cuts a number, as "15" or "1.5", from the front of s.
func cutNumber(s string) (n float64, rest string) {
	end := 0
	for end < len(s) && end < 12 && (isDigit(s[end]) || s[end] == '.' && end > 0 && end+1 < len(s) && isDigit(s[end+1])) {
		end++
	}
	if end == 0 {
		return 0, s
	}
	n, err := strconv.ParseFloat(s[:end], 64)
	if err != nil {
		return 0, s
	}
	return n, s[end:]
}

// endsLength reports whether a length of time ends where rest begins: at a blank or a mark.
func endsLength(rest string) bool {
	return endsWord(strings.TrimLeft(rest, ":,;")) && !nextWord(strings.TrimLeft(rest, ":,;"), "ago")
}

// askLength asks about a length of time that isn't plain: "1,5h", "15mn".
func askLength(s string) error {
	s = washMoment(s)
	number, rest := cutDigits(s, 4)
	if rest == s {
		return nil
	}
	if fraction, after := cutDigits(strings.TrimPrefix(rest, ","), 2); after != rest && rest[0] == ',' {
		if d, behind, ok := cutLength("1" + after); ok && d > 0 && endsWord(strings.TrimLeft(behind, ":,;")) {
			return unclear("is %q a length of time? Write it as %d.%d%s, or as 1h30m", quote(firstOf(s)), number, fraction, trimBlanks(after)[:1])
		}
		return nil
	}
	from := trimBlanks(rest)
	end := 0
	for end < len(from) && isLetter(from[end]) {
		end++
	}
	if !endsWord(strings.TrimLeft(from[end:], ":,;.")) {
		return nil
	}
	names := [...]string{"minute", "minutes", "hours"}
	switch word := lower(from[:end]); word {
	case "mn", "mns", "mnt", "mnts", "minuts", "minuites", "mintues", "hous", "hrz":
		return unclear("is %q a length of time? Write it as 15m, 4h or 2d", quote(s))
	default:
		if from == rest && word != "hosts" && misspelt(word, names[:]) != "" {
			return unclear("is %q a length of time? Write it as 15m, 4h or 2d", quote(s))
		}
	}
	return nil
}

// endsWord reports whether a word ends where rest begins.
func endsWord(rest string) bool { return rest == "" || isBlank(rest[0]) }

// cutAgo cuts a time ago from the front of s, as cutAge does, or a day that is counted back
// with its time of day: "3 days ago 10:00".
func cutAgo(s string) (m typedTime, rest string, err error) {
	if s == "" || !isDigit(s[0]) && s[0] != '-' && !isLetter(s[0]) {
		return m, s, nil
	}
	m, rest, err = cutAge(s)
	if d, after, ok := cutDaysAgo(s); ok {
		if clock, behind, err := d.cutClockBehind(s, after); err == nil && clock.form == formClock {
			return clock, behind, nil
		}
	}
	return m, rest, err
}

// cutAge cuts a time ago from the front of s, as "-15m", "-15 min", "15m ago", "2 hours ago",
// "two hours ago" or "half an hour ago".
func cutAge(s string) (m typedTime, rest string, err error) {
	if s == "" || isLetter(s[0]) {
		d, rest, ok := cutWordedLength(s)
		if ok && nextWord(rest, "ago") {
			return whenAgo(d), behindWord(rest, len("ago")), nil
		}
		return m, s, nil
	}
	body, signed := s, false
	if after, ok := strings.CutPrefix(s, "-"); ok && after != "" && isDigit(after[0]) {
		body, signed = after, true
	}
	d, rest, ok := cutLength(body)
	switch {
	case ok && endsWord(rest) && nextWord(rest, "ago"):
		return whenAgo(d), behindWord(rest, len("ago")), nil
	case ok && signed && (endsWord(rest) || trimMarks(rest[:1]) == ""):
		return whenAgo(d), rest, nil
	case signed:
		first, _ := cutWord(s)
		return m, s, unclear("%q isn't a time ago: write it as -15m, -2h or -1h30m", quote(first))
	}
	return m, s, nil
}

// cutWordedLength cuts a length of time whose number is a word: "an hour", "two hours", "half
// an hour", "an hour and a half".
func cutWordedLength(s string) (d time.Duration, rest string, ok bool) {
	word, after := cutWord(s)
	n := float64(numberWord(word))
	switch lower(word) {
	case "a", "an":
		n = 1
	case "half":
		n = 0.5
		if article, behind := cutWord(after); strings.EqualFold(article, "a") || strings.EqualFold(article, "an") {
			after = behind
		}
	}
	unitWord, behind := cutWord(after)
	unit := unitOf(unitWord)
	if n == 0 || unit < time.Minute || len(unitWord) < 3 {
		return 0, s, false
	}
	if more, ok := strings.CutPrefix(behind, "and a half "); ok && n >= 1 {
		n, behind = n+0.5, more
	}
	return time.Duration(n * float64(unit)), behind, true
}

// trimMarks drops the marks that may stand behind a word.
func trimMarks(word string) string { return strings.TrimRight(word, ":,;.") }

// nextWord reports whether the next word is this one, in either case, marks aside.
func nextWord(s, word string) bool {
	next, _ := cutWord(s)
	return strings.EqualFold(trimMarks(next), word)
}

// behindWord returns what follows the first n bytes of the next word.
func behindWord(s string, n int) string { return trimBlanks(s)[n:] }

// lower returns s in lower case. It costs nothing where s is so already.
func lower(s string) string { return strings.ToLower(s) }

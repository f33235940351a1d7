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

// cutLength cuts a length of time from the front of s, as "15m", "1h30m", "15 min" or "1 h
// 30 min", each unit smaller than the one before. The rest begins behind the last unit.
func cutLength(s string) (total time.Duration, rest string, ok bool) {
	rest = s
	for last := maxDuration; ; {
		from := strings.TrimLeft(rest, blanks)
		n, after := cutNumber(from)
		if after == from {
			return total, rest, ok
		}
		after = strings.TrimLeft(after, blanks)
		end := 0
		for end < len(after) && isLetter(after[end]) {
			end++
		}
		unit := unitOf(after[:end])
		if unit == 0 || unit >= last || n*float64(unit) > float64(maxDuration) {
			return total, rest, ok
		}
		total, rest, last, ok = total+time.Duration(n*float64(unit)), after[end:], unit, true
	}
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

// endsWord reports whether a word ends where rest begins.
func endsWord(rest string) bool { return rest == "" || strings.IndexByte(blanks, rest[0]) >= 0 }

// cutAgo cuts a time ago from the front of s, as "-15m", "-15 min", "15m ago" or "2 hours
// ago".
func cutAgo(s string) (m typedTime, rest string, err error) {
	body, signed := s, false
	for _, sign := range [...]string{"-", "–", "−"} {
		if after, ok := strings.CutPrefix(s, sign); ok && after != "" && isDigit(after[0]) {
			body, signed = after, true
		}
	}
	d, rest, ok := cutLength(body)
	switch {
	case ok && endsWord(rest) && nextWord(rest, "ago"):
		return whenAgo(d), behindWord(rest, len("ago")), nil
	case ok && signed && (endsWord(rest) || trimMarks(rest[:1]) == ""):
		return whenAgo(d), rest, nil
	case signed && s[0] == '-':
		first, _ := cutWord(s)
		return m, s, unclear("%q isn't a time ago: write it as -15m, -2h or -1h30m", quote(first))
	}
	return m, s, nil
}

// trimMarks drops the marks that may stand behind a word.
func trimMarks(word string) string { return strings.TrimRight(word, ":,;.") }

// nextWord reports whether the next word is this one, in either case, marks aside.
func nextWord(s, word string) bool {
	next, _ := cutWord(s)
	return strings.EqualFold(trimMarks(next), word)
}

// behindWord returns what follows the first n bytes of the next word.
func behindWord(s string, n int) string { return strings.TrimLeft(s, blanks)[n:] }

// lower returns s in lower case. It costs nothing where s is so already.
func lower(s string) string { return strings.ToLower(s) }

package incident

import (
	"errors"
	"strconv"
	"strings"
	"time"
)

// forms shows the forms of a moment in refusals.
const forms = "14:05, 11:10 PM, -15m, yesterday 23:50 or 2026-11-28 23:50"

// keep is the word before a text that is to be taken as it is, though it begins like a
// moment or a keyword.
const keep = "--"

// cutKept cuts "--" from the front of a text that is to be taken as it is, or the long dash
// that phones and editors make of it.
func cutKept(args string) (text string, kept bool) {
	if first, rest := cutWord(args); first == keep || first == "–" || first == "—" {
		return rest, true
	}
	return args, false
}

// keepHint ends a question about a text.
const keepHint = `; "--" before it keeps it as text`

// unclearMoment is a Refusal of a text that may be meant as a moment, until it is known
// whether it may be a text.
type unclearMoment struct{ error }

func (u unclearMoment) Unwrap() error { return u.error }

func unclear(format string, args ...any) error { return unclearMoment{refuse(format, args...)} }

// orText says of an unclear moment how it is kept as text.
func orText(err error) error {
	var asked unclearMoment
	if errors.As(err, &asked) {
		return Refusal{asked.Error() + keepHint}
	}
	return err
}

// cutMoment cuts a moment from the front of a text, as the longest form that is plain. It
// refuses what looks like a moment and isn't plain. "--" before the text keeps it as it is.
func cutMoment(args string) (m typedTime, text string, err error) {
	if text, kept := cutKept(args); kept {
		return m, text, nil
	}
	if !mayBeMoment(args) {
		return m, args, nil
	}
	m, text, err = cutTyped(args)
	switch {
	case err != nil:
		return typedTime{}, "", orText(err)
	case m.form == formNow:
		return m, args, nil
	}
	return m, text, nil
}

// mayBeMoment reports whether a text may begin with a moment. It spares most texts all else.
func mayBeMoment(s string) bool {
	if s == "" {
		return false
	}
	if c := s[0]; !isLetter(c) {
		return isDigit(c) || c >= 0x80 || strings.IndexByte("-+~[(<\"'`", c) >= 0
	}
	first, rest := cutWord(s)
	if len(rest) > 0 && (isDigit(rest[0]) || rest[0] == '~') {
		return true
	}
	first = trimMarks(first)
	return dayWord(first) != dayNone || weekdayOf(first) != 0 || aboutWord(first) || strings.HasPrefix(first, "T+") || strings.HasPrefix(first, "T-") ||
		strings.EqualFold(first, "last") || strings.EqualFold(first, "a") || strings.EqualFold(first, "an")
}

// cutTyped cuts a moment from the front of s. It returns the zero typedTime where s begins
// with none. An unclear moment is refused with an unclearMoment.
func cutTyped(s string) (m typedTime, rest string, err error) {
	s = strings.TrimLeft(s, blanks)
	body, about, at := cutAbout(s)
	if m, rest, err = cutPlain(body); err != nil {
		return typedTime{}, s, err
	}
	if m.form == formNow {
		if err = looksLike(s, body); about && !at && err == nil && strings.HasPrefix(s, "~") && body != "" && isDigit(body[0]) && clockAhead(body) {
			err = unclear("%q isn't a moment: write it as ~14:05", quote(s))
		}
		return typedTime{}, s, err
	}
	m.about = m.about || about
	if rest, err = endMoment(m, s, rest); err != nil {
		return typedTime{}, s, err
	}
	return m, rest, nil
}

// clockAhead reports whether s begins with digits and a colon.
func clockAhead(s string) bool { return clockLen(s) > 0 }

// cutAbout cuts a sign or a word which says that a moment is near: "~", "about". The word
// "at" says nothing.
func cutAbout(s string) (rest string, about, at bool) {
	if after, ok := strings.CutPrefix(s, "~"); ok {
		return strings.TrimLeft(after, blanks), true, false
	}
	first, after := cutWord(s)
	switch {
	case strings.EqualFold(first, "at"):
		return after, false, true
	case aboutWord(trimMarks(first)):
		return after, true, false
	}
	return s, false, false
}

func aboutWord(word string) bool {
	switch lower(word) {
	case "about", "around", "circa", "ca", "approx", "approximately", "roughly", "at":
		return true
	}
	return false
}

// cutPlain cuts a moment of one of the plain forms.
func cutPlain(s string) (m typedTime, rest string, err error) {
	if m, rest, err = cutAgo(s); m.form != formNow || err != nil {
		return m, rest, err
	}
	if article, after := cutWord(s); strings.EqualFold(article, "a") || strings.EqualFold(article, "an") {
		if unit, after := cutWord(after); unitOf(unit) >= time.Minute && len(unit) > 2 && nextWord(after, "ago") {
			return whenAgo(unitOf(unit)), behindWord(after, len("ago")), nil
		}
		return m, s, nil
	}
	if m, rest, ok := cutEpoch(s); ok {
		return m, rest, nil
	}
	if m, rest, err = cutCompact(s); m.form != formNow || err != nil {
		return m, rest, err
	}
	day, rest, err := cutDay(s)
	if err != nil {
		return m, s, err
	}
	if day.kind == dayNone {
		if m, rest, err = cutClock(s); m.form == formNow || err != nil {
			return m, rest, err
		}
		return m.cutDayBehind(rest)
	}
	return day.cutClockBehind(s, rest)
}

// cutClockBehind cuts the time of day behind a day.
func (d typedDay) cutClockBehind(s, rest string) (m typedTime, after string, err error) {
	day := trimMarks(strings.TrimSpace(s[:len(s)-len(rest)]))
	if rest != "" && d.kind == dayDate && (strings.IndexByte("Tt_:", rest[0]) >= 0) {
		rest = rest[1:]
	} else if !endsWord(strings.TrimLeft(rest, ".,")) {
		return m, s, nil // a longer word: the name of a file
	}
	rest = strings.TrimLeft(rest, blanks+".,")
	body, about, _ := cutAbout(rest)
	m, after, err = cutClock(body)
	switch word, _ := cutWord(rest); {
	case err != nil:
		return m, s, err
	case m.form == formClock:
		m.about, m.day = about, d
		m, after = m.cutYearBehind(after)
		return m.settle(), after, nil
	case strings.EqualFold(trimMarks(word), "noon"), strings.EqualFold(trimMarks(word), "midnight"):
		return m, s, unclear("%q is a day with a word for its time: write %s 12:00 or %s 00:00", quote(s[:len(s)-len(rest)]+word), d, d)
	case d.kind == dayDate:
		return m, s, unclear("%q is a day without a time: write it as %s 00:00, with the time that you mean", quote(day), d)
	}
	return typedTime{}, s, nil // "yesterday the token was stolen"
}

// cutYearBehind cuts the year where it stands behind the time, as in "Nov 28 23:50 2026".
func (m typedTime) cutYearBehind(rest string) (typedTime, string) {
	word, _ := cutWord(rest)
	if word = trimMarks(word); m.day.kind == dayDate && m.day.year == 0 && len(word) == 4 && startsLike(word, "0000") && (word[:2] == "19" || word[:2] == "20") {
		m.day.year = int16(must4(word))
		return m, behindWord(rest, 4)
	}
	return m, rest
}

func must4(digits string) int { n, _ := strconv.Atoi(digits); return n }

// settle returns a moment that needs no asker's clock by its number.
func (m typedTime) settle() typedTime {
	if m.day.kind != dayDate || m.day.year == 0 || !m.zoned || m.day.weekday != 0 {
		return m
	}
	at := m.wall(m.day.in(0, time.Time{}))
	m.form, m.n, m.day = formUnix, at.Unix()-int64(m.offset), typedDay{}
	return m
}

// cutDayBehind cuts the day where it stands behind the time: "23:50 yesterday".
func (m typedTime) cutDayBehind(rest string) (typedTime, string, error) {
	from := strings.TrimLeft(rest, blanks+",")
	word, after := cutWord(from)
	if strings.EqualFold(word, "on") {
		from = after
	}
	word, _ = cutWord(from)
	if w := weekdayOf(trimMarks(word)); w != 0 && trimMarks(word) == word {
		return typedTime{}, rest, unclear("is %q the day of %s? Write %s %s", quote(word), m.clock(), word, m.clock())
	}
	if word == "" || !isLetter(word[0]) && !isDigit(word[0]) {
		return m, rest, nil
	}
	day, after, err := cutDay(from)
	if err != nil || day.kind == dayNone || day.weekday != 0 || !endsWord(strings.TrimLeft(after, ":,;")) {
		return m, rest, err
	}
	m.day = day
	return m.settle(), after, nil
}

// cutEpoch cuts seconds (ten digits) or milliseconds (thirteen) since 1970.
func cutEpoch(s string) (m typedTime, rest string, ok bool) {
	end := 0
	for end < len(s) && isDigit(s[end]) {
		end++
	}
	if end != 10 && end != 13 || s[0] == '0' {
		return m, s, false
	}
	rest = s[end:]
	n, _ := strconv.ParseInt(s[:end], 10, 64)
	m = typedTime{form: formEpoch, seconds: true, zoned: true, n: n}
	if end == 13 {
		m.n, m.nanos = n/1000, int32(n%1000)*1e6
	} else if nanos, after, ok := cutFraction(rest); ok {
		m.nanos, rest = nanos, after
	}
	return m, rest, endsWord(strings.TrimLeft(rest, ":,;"))
}

// endMoment checks what follows a moment: marks are dropped, a second time is a range.
func endMoment(m typedTime, s, rest string) (string, error) {
	typed := strings.TrimSpace(s[:len(s)-len(rest)])
	next := strings.TrimLeft(rest, blanks)
	for _, to := range [...]string{"-", "–", "—", "..", "…", "/", "to ", "till ", "until ", "til "} {
		if after, ok := strings.CutPrefix(next, to); ok {
			after = strings.TrimLeft(after, ". ")
			if end, _, err := cutClock(after); err == nil && end.form == formClock && m.form != formAgo {
				word, _ := cutWord(after)
				return "", unclear("%q is a range, and an entry has one moment: write when it began, as %s, and the rest as text", quote(typed+to+word), typed)
			}
		}
	}
	marked := strings.TrimLeft(rest, ":,;])")
	if !endsWord(marked) {
		return "", unclear("%q begins like a moment: write it as %s", quote(firstOf(s)), forms)
	}
	return strings.TrimLeft(marked, blanks), nil
}

func firstOf(s string) string { first, _ := cutWord(s); return first }

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
	text, _ = cutKept(text)
	return m, text, nil
}

// mayBeMoment reports whether a text may begin with a moment. It spares most texts all else.
func mayBeMoment(s string) bool {
	if s == "" || !isLetter(s[0]) {
		return s != ""
	}
	s = washMoment(s)
	first, rest := cutWord(s)
	if len(rest) > 0 && (isDigit(rest[0]) || strings.IndexByte("~@([", rest[0]) >= 0) {
		return true
	}
	first = trimMarks(first)
	return opensMoment(first, rest) || weekdayOf(first) != 0 || s[0]|0x20 == 't' && len(s) > 2 && (isDigit(s[1]) || isDigit(s[2]))
}

// opensMoment reports whether a moment in words may begin with first.
func opensMoment(first, rest string) bool {
	switch lower(first) {
	case "today", "yesterday", "tomorrow", "tonight", "noon", "midday", "midnight", "last", "this", "half", "quarter", "a", "an", "few", "several", "couple", "some",
		"moments", "minutes", "hours", "days", "weeks", "as", "just", "shortly", "right", "soon", "earlier", "later", "early", "next", "since", "from", "between", "before", "after", "until", "till", "til", "by":
		return true
	case "the", "day":
		return isOrdinal(firstOf(rest)) || relativeDay(first+" "+rest)
	case "in":
		part, _, _ := cutPart("in " + rest)
		return part != partNone
	}
	return aboutWord(first) || numberWord(first) != 0
}

// cutTyped cuts a moment from the front of s. It returns the zero typedTime where s begins
// with none. An unclear moment is refused with an unclearMoment.
func cutTyped(s string) (m typedTime, rest string, err error) {
	s = trimBlanks(s)
	washed := washMoment(s)
	m, rest, err = cutWashed(strings.TrimLeft(washed, blanks))
	switch {
	case err != nil || m.form == formNow:
		return typedTime{}, s, err
	case len(washed) == len(s) && plainEnd(s) == min(len(s), maxWashed):
		return m, rest, nil
	}
	return m, strings.TrimLeft(unwash(s, len(washed)-len(rest)), blanks), nil
}

// cutWashed is cutTyped for a text in the characters of a keyboard.
func cutWashed(s string) (m typedTime, rest string, err error) {
	body, about := cutAbout(s)
	if m, rest, err = cutPlain(body); err != nil {
		return typedTime{}, s, err
	}
	if m.form == formNow {
		return m, s, looksLike(s, body)
	}
	m.about = m.about || about
	return endMoment(m, s, rest)
}

// cutAbout cuts a sign or a word which says that a moment is near: "~", "about". The words
// "at" and "on" say nothing.
func cutAbout(s string) (rest string, about bool) {
	if s != "" && (s[0] == '~' || s[0] == '@') {
		return strings.TrimLeft(s[1:], blanks), s[0] == '~'
	}
	if s == "" || !isLetter(s[0]) {
		return s, false
	}
	first, after := cutWord(s)
	switch {
	case strings.EqualFold(first, "at"), strings.EqualFold(first, "on"):
		return after, false
	case aboutWord(trimMarks(first)):
		return after, true
	}
	return s, false
}

func aboutWord(word string) bool {
	switch lower(word) {
	case "about", "around", "circa", "ca", "c", "approx", "approximately", "roughly", "at", "on":
		return true
	}
	return false
}

// cutPlain cuts a moment of one of the plain forms.
func cutPlain(s string) (m typedTime, rest string, err error) {
	if m, rest, err = cutAgo(s); m.form != formNow || err != nil {
		return m, rest, err
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
		return cutClock(s)
	}
	return day.cutClockBehind(s, rest)
}

// cutClockBehind cuts the time of day behind a day, which a part of the day may stand before.
func (d typedDay) cutClockBehind(s, rest string) (m typedTime, after string, err error) {
	day := trimMarks(strings.TrimSpace(s[:len(s)-len(rest)]))
	tonight := d.kind == dayToday && len(rest) > 0 && isLetter(rest[0])
	if rest != "" && d.kind == dayDate && (strings.IndexByte("Tt_:", rest[0]) >= 0 || rest[0] == '-' && clockLen(rest[1:]) > 0) {
		rest = rest[1:]
	} else if !endsWord(strings.TrimLeft(rest, ".,")) && !tonight {
		return m, s, nil // a longer word: the name of a file
	}
	rest = strings.TrimLeft(rest, blanks+".,")
	part, body, _ := cutPart(rest)
	body, about := cutAbout(strings.TrimLeft(body, blanks+".,"))
	m, after, err = cutClock(body)
	if err == nil && m.form == formClock {
		m.about, m.day = about, d
		m, after = m.cutYearBehind(after)
		m, err = m.inPart(part)
	}
	switch {
	case err != nil:
		return typedTime{}, s, err
	case m.form == formClock:
		return m, after, nil
	case d.kind == dayDate:
		return m, s, unclear("%q is a day without a time: write it as %s 00:00, with the time that you mean", quote(day), d)
	case part != partNone && !tonight, nearClock(body), d.kind == dayYesterday, d.kind == dayBack, d.kind == dayOfWeek && len(day) > 5:
		return m, s, unclear("%q begins with a day and has no time of day: write %s 23:50, with the time that you mean", quote(strings.TrimSpace(s)), d)
	}
	return typedTime{}, s, nil // "today the token was stolen"
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

// cutEpoch cuts seconds (ten digits) since 1970, or milliseconds, microseconds or nanoseconds.
// So many digits that aren't near our time are another number.
func cutEpoch(s string) (m typedTime, rest string, ok bool) {
	end := 0
	for end < len(s) && isDigit(s[end]) {
		end++
	}
	if end != 10 && end != 13 && (end != 16 && end != 19 || s[0] != '1' || s[1] < '5') || s[0] == '0' {
		return m, s, false
	}
	rest = s[end:]
	n, _ := strconv.ParseInt(s[:10], 10, 64)
	m = typedTime{form: formEpoch, seconds: true, zoned: true, n: n}
	if end > 10 {
		m.nanos, _, _ = cutFraction("." + s[10:end])
	} else if nanos, after, ok := cutFraction(rest); ok {
		m.nanos, rest = nanos, after
	}
	return m, rest, endsWord(strings.TrimLeft(rest, ":,;"))
}

func firstOf(s string) string { first, _ := cutWord(s); return first }

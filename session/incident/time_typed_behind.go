package incident

import "strings"

// endMoment ends a moment: it takes what behind it still belongs to it, asks about what may,
// and drops the marks. A second time makes a range.
func endMoment(m typedTime, s, rest string) (typedTime, string, error) {
	m, rest, err := m.cutBehind(s, rest)
	if err != nil {
		return typedTime{}, s, err
	}
	if err := m.askRange(strings.TrimSpace(s[:len(s)-len(rest)]), rest); err != nil {
		return typedTime{}, s, err
	}
	marked := strings.TrimLeft(rest, ":,;.])")
	if !endsWord(marked) {
		return typedTime{}, s, unclear("%q begins like a moment: write it as %s", quote(firstOf(s)), forms)
	}
	m.halved = false
	return m.settle(), strings.TrimLeft(marked, blanks), nil
}

// cutBehind cuts the zone, the day and the part of the day behind a time of day, in any
// order. A colon or "--" ends the moment: what follows is the text.
func (m typedTime) cutBehind(s, rest string) (typedTime, string, error) {
	switch {
	case m.form == formAgo:
		return m, rest, m.askClockBehind(s, rest)
	case m.form != formClock:
		return m, rest, nil
	}
	for was := len(rest) + 1; len(rest) < was; {
		was = len(rest)
		if _, kept := cutKept(rest); kept || trimBlanks(rest) == "" || strings.IndexByte(":;", rest[0]) >= 0 {
			return m, rest, nil
		}
		var err error
		if m, rest, err = m.cutZone(s, rest); err != nil {
			return m, rest, err
		}
		if m, rest, err = m.cutDayBehind(rest); err != nil {
			return m, rest, err
		}
		if m, rest, err = m.cutPartBehind(rest); err != nil {
			return m, rest, err
		}
	}
	return m, rest, m.askZoneWord(rest)
}

// askClockBehind asks about a time of day behind a time ago.
func (m typedTime) askClockBehind(s, rest string) error {
	from, _ := cutAbout(strings.TrimLeft(rest, blanks+","))
	clock, _, err := cutClock(from)
	if err == nil && clock.form == formNow {
		return nil
	}
	return unclear("%q has a time of day behind a time ago: write the day and the time, as yesterday 23:50 or 2026-11-28 23:50", quote(strings.TrimSpace(s)))
}

// askRange asks about a second time behind the first.
func (m typedTime) askRange(typed, rest string) error {
	next := trimBlanks(rest)
	for _, to := range [...]string{"-", "–", "—", "~", "..", "…", "/", "to ", "till ", "until ", "til ", "and ", "or ", "& "} {
		after, ok := strings.CutPrefix(next, to)
		if !ok {
			continue
		}
		after = strings.TrimLeft(after, ". ")
		between := to
		if strings.HasSuffix(to, " ") {
			between = " " + to
		}
		end, _, err := cutClock(after)
		if m.form != formAgo && (err != nil || end.form == formClock || next == rest && isHour(firstOf(after)) || to == "to " && isHour(firstOf(after))) {
			return unclear("%q is a range, and an entry has one moment: write when it began, as %s, and the rest as text", quote(typed+between+firstOf(after)), typed)
		}
	}
	return nil
}

// isHour reports whether a word is the number of an hour.
func isHour(word string) bool {
	n, rest := cutDigits(trimMarks(word), 2)
	return rest == "" && word != "" && n <= 24
}

// cutDayBehind cuts the day where it stands behind the time: "23:50 yesterday", "10:00 3 days
// ago". It asks about what may be a day.
func (m typedTime) cutDayBehind(rest string) (typedTime, string, error) {
	if m.day.kind != dayNone {
		return m, rest, nil
	}
	from := strings.TrimLeft(rest, blanks+",")
	open := strings.TrimLeft(from, "([")
	bracketed := open != from
	if end := strings.IndexAny(open, ")]"); bracketed && end >= 0 {
		open = open[:end]
	}
	word, after := cutWord(open)
	on := strings.EqualFold(word, "on")
	if on {
		open = after
		word, after = cutWord(open)
	}
	bare := strings.TrimRight(word, ":,;.)]")
	if bare == "" || !isLetter(bare[0]) && !isDigit(bare[0]) {
		return m, rest, nil
	}
	d, behind, err := cutDayOf(open, bare, after, on)
	switch {
	case err != nil:
		return m, rest, unclear("is %q the day of %s? Write it before the time, as 28 Nov %s or 2026-11-28 %s", quote(open), m.clock(), m.clock(), m.clock())
	case d.kind == dayNone:
		return m, rest, nil
	case bracketed, !endsWord(strings.TrimLeft(behind, ":,;")):
		return m, rest, unclear("is %q the day of %s? Write %s %s", quote(bare), m.clock(), d, m.clock())
	}
	m.day = d
	return m.withThis(bare, behind)
}

// withThis takes the part of the day behind "this": "8:00 this evening".
func (m typedTime) withThis(word, rest string) (typedTime, string, error) {
	if !strings.EqualFold(word, "this") && !strings.EqualFold(word, "tonight") {
		return m, rest, nil
	}
	part, after, _ := cutPart(rest)
	m, err := m.inPart(part)
	return m, after, err
}

// cutDayOf cuts a day behind a time of day: s begins with word, after is what follows. on
// tells that "on" stands before it. The error says only that a day may be meant.
func cutDayOf(s, word, after string, on bool) (typedDay, string, error) {
	if isDigit(word[0]) {
		if d, rest, ok := cutDaysAgo(s); ok {
			return d, rest, nil
		}
		if m, _, err := cutAge(s); err == nil && m.form == formAgo || mayBeDate(word, s, after, on) {
			return typedDay{}, s, unclear("")
		}
		if firstOf(after) == "may" {
			return typedDay{}, s, unclear("") // "10:00 3 may be down"
		}
		return cutDay(s)
	}
	switch next := lower(trimMarks(firstOf(after))); lower(word) {
	case "last":
		if lastDay(next) {
			return typedDay{}, s, unclear("")
		}
	case "day", "the", "that":
		if relativeDay(s) || isOrdinal(next) && (on || len(next) > len("3rd") || next[0] > '3') && !countedNoun(lower(trimMarks(secondOf(after)))) {
			return typedDay{}, s, unclear("")
		}
	case "this", "next":
		if weekdayOf(next) != 0 {
			return typedDay{}, s, unclear("")
		}
	case "may":
		if word == "may" && next != "" && isDigit(next[0]) {
			return typedDay{}, s, unclear("") // a month, or a verb
		}
	}
	if d, rest, ok := cutDaysAgo(s); ok {
		return d, rest, nil
	}
	if m, _, err := cutAge(s); err == nil && m.form == formAgo {
		return typedDay{}, s, unclear("")
	}
	d, rest, err := cutDay(s)
	if d.kind == dayOfWeek && err == nil {
		err = unclear("") // "10:00 Friday" may be last week's, or the name of a thing
	}
	return d, rest, err
}

// mayBeDate reports whether a word that begins with a digit may be the day of the time
// before it: "28/11", "28.11.2026", "20261128", "28th".
func mayBeDate(bare, s, after string, on bool) bool {
	next := lower(trimMarks(firstOf(after)))
	a, rest := cutDigits(bare, 2)
	switch {
	case len(bare) == 8 && startsLike(bare, "00000000"), foreignMonth(next) && len(bare) <= 3:
		return len(bare) < 8 || compactDay(bare).exists()
	case rest == "" || a > 31:
		return false
	case isOrdinal(bare):
		return on || a > 3 && !countedNoun(next) || endsWord(strings.TrimPrefix(s, bare)) && after == ""
	}
	sign := rest[0]
	b, end := cutDigits(rest[1:], 2)
	if strings.IndexByte("/.-", sign) < 0 || b < 1 || b > 31 || a < 1 || a > 12 && b > 12 {
		return false
	}
	marked := strings.HasPrefix(s[len(bare):], ".")
	switch {
	case hasYear(end, sign, true):
		return true
	case end != "":
		return false
	case sign == '/':
		return next != "of" && (a != 24 || b != 7)
	}
	return sign == '.' && (marked || len(bare) == 5 && b <= 12)
}

// cutDaysAgo cuts a day that is counted back from today: "3 days ago", "a week ago".
func cutDaysAgo(s string) (typedDay, string, bool) {
	if s[0] == '-' {
		return typedDay{}, s, false
	}
	m, rest, err := cutAge(s)
	if days := m.n / int64(day); err == nil && m.form == formAgo && m.n%int64(day) == 0 && days > 0 && days < 1000 && countsDays(s[:len(s)-len(rest)]) {
		return typedDay{kind: dayBack, back: uint16(days)}, rest, true
	}
	return typedDay{}, s, false
}

// countsDays reports whether a time ago was typed in days or weeks, not in hours.
func countsDays(typed string) bool {
	return strings.ContainsAny(lower(typed), "dw") && !strings.ContainsAny(lower(typed), "hm")
}

package incident

import "strings"

// cutClock cuts a time of day from the front of s, with the zone behind it: "14:05",
// "9:05:30.5", "11:10 PM", "11pm", "14:05Z", "14:05+02:00", "14:05 UTC". It returns the
// zero typedTime where s begins with none.
func cutClock(s string) (m typedTime, rest string, err error) {
	hour, rest := cutDigits(s, 2)
	if rest == s {
		return m, s, nil
	}
	if n := clockLen(s); n == 0 {
		m, rest, err = cutHour(s, hour, rest)
	} else {
		m, rest, err = cutMinutes(s, hour)
	}
	if m.form == formNow || err != nil {
		return typedTime{}, s, err
	}
	return m.cutZone(s, rest)
}

// clockLen returns the length, 4 or 5, of the hours and minutes at the start of s, which
// may have seconds, a zone or a mark after it; 0 if there are none. Addresses and ratios
// are none: "00:15:5d:01", "16:9", "2001:db8::1", "10:8080".
func clockLen(s string) int {
	for _, form := range []string{"00:00", "0:00"} {
		if !startsLike(s, form) {
			continue
		}
		rest := s[len(form):]
		if startsLike(rest, ":00") {
			rest = rest[len(":00"):]
		}
		if rest == "" || !isDigit(rest[0]) && rest[0] != '_' && (rest[0] != ':' || endsWord(rest[1:])) {
			return len(form)
		}
	}
	return 0
}

// cutHour cuts a time of day without a colon, which is plain with the half of the day or a
// zone behind it: "11pm", "11.10 PM", "1110pm", "2310 UTC".
func cutHour(s string, hour int64, behind string) (m typedTime, rest string, err error) {
	var minutes int64
	digits := len(s) - len(behind)
	switch {
	case startsLike(behind, ".00"):
		minutes, behind = cutDigits(behind[1:], 2)
	case digits == 2 && startsLike(behind, "00"):
		minutes, behind = cutDigits(behind, 2)
	case digits == 2 && startsLike(behind, "0") && startsLike(s, "000"):
		hour, minutes = hour/10, hour%10*10+int64(behind[0]-'0') // "930pm"
		behind = behind[1:]
	}
	typed := s[:len(s)-len(behind)]
	m = typedTime{form: formClock, n: hour*3600 + minutes*60}
	half, rest := cutHalf(behind)
	switch {
	case half != "" && minutes <= 59 && (len(typed) != 3 || rest != behind && isLetter(behind[0])):
		return m.halve(s, half, rest)
	case len(typed) == 4 && startsLike(typed, "0000") && hour <= 23 && minutes <= 59 && namesZone(behind):
		return m, behind, nil
	}
	return typedTime{}, s, nil
}

// namesZone reports whether a zone stands next.
func namesZone(s string) bool {
	w := nextToken(s)
	return endsWord(s) && !w.bracketed && w.bare != "" && (isUTC(w.bare) || isZoneName(w.bare))
}

// cutMinutes cuts hours and minutes, and what is typed more exactly.
func cutMinutes(s string, hour int64) (m typedTime, rest string, err error) {
	at := strings.IndexByte(s, ':')
	minutes, rest := cutDigits(s[at+1:], 2)
	m = typedTime{form: formClock, n: hour*3600 + minutes*60}
	var seconds int64
	if startsLike(rest, ":00") {
		seconds, rest = cutDigits(rest[1:], 2)
		m.seconds, m.n = true, m.n+seconds
		if nanos, after, ok := cutFraction(rest); ok {
			m.nanos, rest = nanos, after
		}
	}
	word := trimMarks(s[:len(s)-len(rest)])
	if hour > 23 || minutes > 59 || seconds > 59 {
		return m, s, unclear("%q isn't a time of day, which goes from 00:00 to 23:59: write it as %s", quote(word), forms)
	}
	half, after := cutHalf(rest)
	if half == "" {
		return m, dropHours(rest), m.checkHalf(word, rest)
	}
	return m.halve(s, half, after)
}

// dropHours drops a word that only says that a clock's time stands before it.
func dropHours(rest string) string {
	word, _ := cutWord(rest)
	switch word = trimMarks(word); lower(word) {
	case "h", "hrs", "uhr", "hours":
		if lower(word) == "hours" && !namesZone(behindWord(rest, len(word))) {
			break
		}
		return behindWord(rest, len(word))
	}
	return rest
}

// cutHalf cuts the half of the day: "am" or "pm" in any spelling, attached or the next
// word.
func cutHalf(s string) (half, rest string) {
	from := trimBlanks(s)
	for _, form := range [...]string{"am", "pm", "a.m.", "p.m.", "a.m", "p.m"} {
		if len(from) < len(form) || !strings.EqualFold(from[:len(form)], form) {
			continue
		}
		if after := from[len(form):]; after == "" || !isLetter(after[0]) && !isDigit(after[0]) && after[0] != '\'' && after[0] != '.' && after[0] != '-' {
			return form[:1], after
		}
	}
	return "", s
}

// halve turns an hour of the 12-hour clock into one of the day.
func (m typedTime) halve(s, half, rest string) (typedTime, string, error) {
	hour := m.n / 3600
	if hour < 1 || hour > 12 {
		return m, s, unclear("%q isn't a time of the 12-hour clock: write it as 11:10 PM or 23:10", quote(strings.TrimSpace(s[:len(s)-len(rest)])))
	}
	if hour == 12 {
		m.n -= 12 * 3600
	}
	if half == "p" {
		m.n += 12 * 3600
	}
	m.halved = true
	return m, rest, nil
}

// checkHalf asks about a word that may be a misspelt half of the day: "11:10 XM".
func (m typedTime) checkHalf(clock, rest string) error {
	word, _ := cutWord(rest)
	if len(word) != 2 || !isLetter(word[0]) || word[1]|0x20 != 'm' || m.n >= 13*3600 {
		return nil
	}
	switch lower(word) {
	case "vm", "im", "rm", "hm", "um", "em", "om", "km", "cm", "mm", "dm", "fm", "tm", "gm":
		return nil // words of their own
	}
	return unclear("%q is neither AM nor PM: write %s AM, %s PM, or the time as 23:10", quote(word), clock, clock)
}

// cutFraction cuts the fraction of a second, behind a dot or a comma.
func cutFraction(s string) (nanos int32, rest string, ok bool) {
	if len(s) < 2 || s[0] != '.' && s[0] != ',' || !isDigit(s[1]) {
		return 0, s, false
	}
	end, unit := 1, int32(1e8)
	for ; end < len(s) && isDigit(s[end]); end++ {
		nanos += int32(s[end]-'0') * unit
		unit /= 10
	}
	return nanos, s[end:], true
}

// cutDigits cuts up to most digits from the front of s.
func cutDigits(s string, most int) (n int64, rest string) {
	end := 0
	for end < len(s) && end < most && isDigit(s[end]) {
		n = n*10 + int64(s[end]-'0')
		end++
	}
	return n, s[end:]
}

// cutCompact cuts the basic form of ISO 8601, "20261128T235000Z", and the military "2350Z".
func cutCompact(s string) (m typedTime, rest string, err error) {
	digits := 0
	for digits < len(s) && isDigit(s[digits]) {
		digits++
	}
	if digits == 4 && len(s) > 4 && s[4]|0x20 == 'z' && endsWord(strings.TrimLeft(s[5:], ":,;")) {
		if m, err = compactClock(s[:4]); err == nil {
			m.zoned = true
		}
		return m, s[5:], err
	}
	if digits != 8 || len(s) < 13 || s[8]|0x20 != 't' && s[8] != ' ' {
		return m, s, nil
	}
	year, _ := cutDigits(s, 4)
	month, _ := cutDigits(s[4:], 2)
	date, _ := cutDigits(s[6:], 2)
	d := typedDay{kind: dayDate, year: int16(year), month: uint8(month), date: uint8(date)}
	if s[8] == ' ' && clockLen(s[9:]) == 0 || !d.exists() {
		return m, s, nil
	}
	end := 9
	for end < len(s) && isDigit(s[end]) {
		end++
	}
	if rest = s[end:]; clockLen(s[9:]) > 0 {
		m, rest, err = cutClock(s[9:])
	} else if m, err = compactClock(s[9:end]); err == nil && m.form != formNow {
		if nanos, after, ok := cutFraction(rest); ok {
			m.nanos, rest = nanos, after
		}
		m, rest, err = m.cutZone(s, rest)
	}
	if m.form == formNow || err != nil {
		return typedTime{}, s, err
	}
	m.day = d
	return m, rest, nil
}

// compactClock parses the digits of a time of day, four or six of them.
func compactClock(digits string) (m typedTime, err error) {
	if len(digits) != 4 && len(digits) != 6 {
		return m, nil
	}
	hour, rest := cutDigits(digits, 2)
	minutes, rest := cutDigits(rest, 2)
	seconds, _ := cutDigits(rest, 2)
	if hour > 23 || minutes > 59 || seconds > 59 {
		return m, unclear("%q isn't a time of day, which goes from 00:00 to 23:59: write it as %s", quote(digits), forms)
	}
	return typedTime{form: formClock, seconds: len(digits) == 6, n: hour*3600 + minutes*60 + seconds}, nil
}

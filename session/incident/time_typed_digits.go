package incident

import "strings"

// dayInDigits asks about a day whose order differs from land to land.
func dayInDigits(word string) error {
	return unclear("%q is a day in digits, which are read in another order elsewhere: write it as 28 Nov 23:50 or 2026-11-28 23:50", quote(word))
}

// digitsLike asks about dates and times in digits, in the forms of one country or another.
func digitsLike(word, rest string) error {
	bare := trimMarks(word)
	next, _ := cutWord(rest)
	a, after := cutDigits(bare, 2)
	if _, behind, ok := cutLength(word + " " + rest); ok && (nextWord(behind, "earlier") || nextWord(behind, "back")) {
		return unclear("%q isn't a time ago: write it as -15m, -2h or -1d", quote(word+" "+rest))
	}
	if err := firstError(spokenHour(word, rest), packed(bare, next)); err != nil {
		return err
	}
	if clockLen(next) > 0 && a <= 31 && (after == "" || isOrdinal(bare)) {
		return unclear("is %q a day? Write it as 28 Nov 23:50 or 2026-11-28 23:50", quote(word+" "+next))
	}
	if after == "" || isDigit(after[0]) {
		return numberLike(word, rest)
	}
	return firstError(dottedDay(word, bare, rest), dottedClock(word, bare, a, after, next))
}

// dottedDay asks about a day in digits with signs between them: "03/04", "28.11.2026".
func dottedDay(word, bare, rest string) error {
	next, _ := cutWord(rest)
	timed := clockLen(next) > 0
	a, after := cutDigits(bare, 2)
	sign := after[0]
	b, end := cutDigits(after[1:], 2)
	two := len(bare) >= 5 && startsLike(bare, "00") && startsLike(bare[3:], "00") // both with two digits
	day := a >= 1 && a <= 31 && b >= 1 && b <= 31 && (a <= 12 || b <= 12)
	switch whole := end == ""; {
	case strings.IndexByte("/.-", sign) < 0:
		return nil
	case day && whole && (timed || sign == '/' && two || sign == '.' && two && word != bare), day && hasYear(end, sign, timed || sign == '/' || sign == '-' && two):
		return dayInDigits(word)
	case sign == '-' && whole && (monthOf(lower(trimMarks(next))) != 0 || foreignMonth(lower(trimMarks(next)))):
		return unclear("%q may be several days: write one, as 28 Nov 23:50", quote(word+" "+next))
	}
	return nil
}

// dottedClock asks about a time of day that is written with another sign than a colon:
// "23.10", "23h10".
func dottedClock(word, bare string, a int64, after, next string) error {
	hour := after[0]|0x20 == 'h'
	b, end := cutDigits(after[1:], 2)
	minutes := startsLike(after[1:], "00") && b <= 59
	end = lower(strings.Trim(end, "."))
	ended := end == "" || end == "h" || end == "z" || end == "uhr" || end == "am" || end == "pm" || end == "min"
	switch {
	case a > 24:
		return nil
	case hour && after[1:] == "":
		return unclear("%q may be a time of day: write it as %02d:00, or a time ago as -%dh", quote(word), a, a)
	case end == "pm" && minutes, after == ";"+after[1:] && minutes && end == "", end == "ish", lower(after) == "ish":
		return unclear("%q may be a time of day: write it as 11:10 PM or 23:10", quote(word))
	case hour && minutes && ended:
		return unclear("%q may be a time of day: write it as %02d:%02d, or a time ago as -%dh%dm", quote(word), a, b, a, b)
	case after[0] == '.' && minutes && ended && end != "", after[0] == '.' && minutes && end == "" && (isHours(next) || word == bare && a <= 23 && (len(bare) == 5 || !isCounted(next))):
		return unclear("%q may be a time of day: write it as %02d:%02d%s", quote(word), a, b, zulu(end))
	case lower(after) == "z":
		return unclear("%q may be a time of day: write it as %02d:00Z", quote(word), a)
	case strings.HasSuffix(lower(after), "pm"), isHalf(next) && strings.Trim(after, ":.,'-0123456789") == "":
		return unclear("%q may be a time of day: write it as 11:10 PM or 23:10", quote(word+" "+next))
	case strings.IndexByte("\xe6\xe7\xe9\xec", after[0]) >= 0 && (strings.HasPrefix(after, "時") || strings.HasPrefix(after, "时") || strings.HasPrefix(after, "点") || strings.HasPrefix(after, "點") || strings.HasPrefix(after, "시")):
		return unclear("%q may be a time of day: write it as %02d:00", quote(word), a)
	case startsLike(word, "0000-00-00") && len(word) > len("0000-00-00") && word[10]|0x20 == 't' && (len(word) == 11 || isDigit(word[11])):
		return unclear("%q isn't a full time: write it as 2026-11-28T23:50:00Z", quote(word))
	case agoBehind(next):
		return unclear("%q isn't a time ago: write it as -15m, -2h or -1h30m", quote(word+" "+next))
	}
	return nil
}

// zulu returns the mark of UTC if a time of day ends with it.
func zulu(end string) string {
	if end == "z" {
		return "Z"
	}
	return ""
}

// askTimeHere asks about the front of a text that stands in the place of a time, where a
// number or a word of time is rather a time than a text: "2310 military", "15m".
func askTimeHere(text string) error {
	s := strings.TrimLeft(washMoment(text), blanks)
	word, rest := cutWord(s)
	bare := trimMarks(word)
	digits, end := cutDigits(bare, 4)
	next := lower(trimMarks(firstOf(rest)))
	_, _, length := cutLength(s)
	switch {
	case bare == "":
		return nil
	case length, weekdayOf(bare) != 0, monthOf(bare) != 0 && lower(bare) != "may", dayWord(bare) != dayNone, partWord(bare) != partNone, strings.EqualFold(bare, "tonight"), strings.EqualFold(bare, "earlier"):
	case isDigit(bare[0]) && end == "" && digits > 0 && bare[0] != '0' && (strings.HasSuffix(next, "s") || next == "of"):
		return nil // "10 hosts isolated"
	case !isDigit(bare[0]) || len(bare) > len("11:10:10pm") || strings.Trim(bare, "0123456789.:,/-hHzZaApPmM'") != "" || strings.Count(bare, ".") > 2:
		return nil
	}
	return orText(unclear("is %q the time? Write it as %s", quote(word), forms))
}

func isHalf(word string) bool {
	half, rest := cutHalf(word)
	return half != "" && trimMarks(rest) == ""
}

func agoBehind(word string) bool { return strings.EqualFold(trimMarks(word), "ago") }

// hasYear reports whether a day in digits goes on with its year.
func hasYear(end string, sign byte, timed bool) bool {
	if end == "" || end[0] != sign {
		return false
	}
	_, after := cutDigits(end[1:], 4)
	digits := len(end) - 1 - len(after)
	return digits == 4 && (after == "" || !isDigit(after[0])) || digits == 2 && timed && after == "" || digits == 0 && timed
}

func isHours(word string) bool {
	switch lower(trimMarks(word)) {
	case "h", "hrs", "hours", "uhr", "z", "l", "utc", "gmt", "zulu":
		return true
	}
	return false
}

// isCounted reports whether a number before the word counts things or is their name, as in
// "2310 errors", "1433 is open", "2.50 GB": it is no time of day.
func isCounted(next string) bool {
	word := lower(trimMarks(next))
	switch word {
	case "is", "was", "are", "were", "has", "had", "have", "of", "or", "and", "to", "per", "more", "in", "on", "for", "by", "out", "times",
		"gb", "mb", "tb", "kb", "gib", "mib", "tib", "kib", "ms", "k", "m", "million", "billion", "thousand", "percent", "eur", "usd", "gbps", "mbps":
		return true
	}
	return strings.HasPrefix(next, "%") || len(word) > 2 && strings.HasSuffix(word, "s") && !strings.HasSuffix(word, "ss")
}

// isYear reports whether four digits that begin so rather name a year than a time of day.
func isYear(century int64) bool { return century == 19 || century == 20 }

// packed asks about a day or a time whose digits stand together: "0930", "20261128235000",
// "281010Z NOV 26".
func packed(bare, next string) error {
	digits := 0
	for digits < len(bare) && isDigit(bare[digits]) {
		digits++
	}
	end := bare[digits:]
	hour, after := cutDigits(bare, 2)
	minutes, _ := cutDigits(after, 2)
	clock := hour <= 23 && minutes <= 59
	switch digits {
	case 4:
		if clock && (end == "" && (bare[0] == '0' || (isHours(next) || !isYear(hour) && !isCounted(next)) && clockLen(next) == 0) || end != "" && isHours(end)) {
			return unclear("%q may be a time of day: write it as %s:%s", quote(bare), bare[:2], bare[2:4])
		}
	case 6:
		if len(end) == 1 && isLetter(end[0]) && (end[0]|0x20 == 'z' || monthOf(next) != 0) {
			return unclear("%q may be a day and a time: write it as 28 Nov 10:10Z", quote(bare))
		}
	case 8, 12, 14:
		known := compactDay(bare).exists()
		joined := end != "" && strings.IndexByte("_-Tt", end[0]) >= 0 && len(end) > 4 && isDigit(end[1])
		if digits == 8 && clockLen(next) > 0 || known && (digits > 8 && (end == "" || isHours(end)) || digits == 8 && joined) {
			return unclear("%q may be a day in digits: write it as 2026-11-28 23:50", quote(bare))
		}
	}
	return nil
}

// spokenHour asks about an hour with words behind it: "5 o'clock", "10 past 10", "10 UTC".
func spokenHour(word, rest string) error {
	bare := trimMarks(word)
	hour, end := cutDigits(bare, 2)
	next, after := cutWord(rest)
	next = lower(trimMarks(next))
	if end != "" || hour > 24 || rest == "" {
		return nil
	}
	part, _, linked := cutPart(rest)
	switch {
	case next == "o'clock", next == "oclock":
		return unclear("%q may be a time of day: write it as %s", quote(word+" "+firstOf(rest)), hourForms(hour))
	case next == "h" && nearMinutes(after):
		return unclear("%q may be a time of day: write it as %02d:%s, or a time ago as -%dh%sm", quote(word+" "+rest), hour, firstOf(after)[:2], hour, firstOf(after)[:2])
	case next == "past" && after != "" && (isDigit(after[0]) || numberWord(firstOf(after)) != 0):
		return unclear("%q is a time in words: write it in digits, as 10:15", quote(word+" "+rest))
	case isUTC(next) && word == bare, len(next) > 2 && isZoneName(next) || isZoneName(firstOf(rest)) && plainZone(firstOf(rest)):
		return unclear("%q may be a time of day: write it as %02d:00Z, or with its offset, as %02d:00+01:00", quote(word+" "+firstOf(rest)), hour, hour)
	case part != partNone && (linked || part >= partNoon) && !attributive(rest), next == "this" && partWord(trimMarks(firstOf(after))) != partNone:
		return unclear("%q may be a time of day: write it as %s", quote(word+" "+rest), hourForms(hour))
	}
	return nil
}

// plainZone reports whether a zone's abbreviation is no word that follows a number of things.
func plainZone(word string) bool {
	switch word {
	case "ICT", "CAT", "EAT", "MET", "ART", "PET", "GEL", "ET", "PT", "CT", "MT", "COT":
		return false
	}
	return true
}

func nearMinutes(s string) bool {
	word := trimMarks(firstOf(s))
	return len(word) == 2 && startsLike(word, "00") && word < "60"
}

// hourForms shows both times that an hour of the clock may mean.
func hourForms(hour int64) string {
	switch {
	case hour >= 13:
		return pad(hour%24) + ":00"
	case hour%12 == 0:
		return "00:00 or 12:00"
	}
	return pad(hour) + ":00 or " + pad(hour+12) + ":00"
}

func pad(hour int64) string { return string([]byte{byte('0' + hour/10), byte('0' + hour%10)}) }

// numberLike asks about a number with a word behind it that may be a misspelt month, or a
// time ago: "28 Okt 23:50", "3 months ago".
func numberLike(word, rest string) error {
	next, after := cutWord(rest)
	then, behind := cutWord(after)
	clock := then
	if startsLike(then, "0000") && len(then) == 4 {
		clock, _ = cutWord(behind)
	}
	bare, name := trimMarks(word), lower(trimMarks(next))
	switch {
	case len(bare) <= 2 && len(next) >= 3 && isLetter(next[0]) && clockLen(clock) > 0 && unitOf(next) == 0 && monthOf(name) == 0, len(bare) <= 2 && foreignMonth(name):
		return unclear("is %q a day? Write it as 28 Nov 23:50 or 2026-11-28 23:50", quote(word+" "+next))
	case agoBehind(next), agoBehind(then) && next != "" && isLetter(next[0]), (name == "earlier" || lower(trimMarks(then)) == "earlier") && unitOf(name) != 0:
		return unclear("%q isn't a time ago: write it as -15m, -2h or -1d", quote(word+" "+rest))
	case isHalf(strings.TrimLeft(bare, "0123456789")), isHalf(next) && len(bare) <= 4 && (next[0]|0x20 == 'p' || len(next) > 2):
		return unclear("%q may be a time of day: write it as 11:10 PM or 23:10", quote(word+" "+next))
	}
	return nil
}

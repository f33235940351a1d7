package incident

import "strings"

// looksLike refuses a text that begins like a moment, in a form that isn't plain, though no
// moment could be cut from it. body is the text behind "about" or "~".
func looksLike(s, body string) error {
	if s == "" {
		return nil
	}
	word, rest := cutWord(body)
	switch {
	case strings.IndexByte("[(<\"'`", s[0]) >= 0:
		return bracketed(s)
	case strings.HasPrefix(s, "T+"), strings.HasPrefix(s, "T-"):
		if len(s) > 2 && isDigit(s[2]) {
			return unclear("%q counts from the declaration, which is no moment here: write it as %s", quote(firstOf(s)), forms)
		}
	case s[0] == '+':
		if _, after, ok := cutLength(s[1:]); ok && endsWord(after) {
			return unclear("%q is still to come: enter what has happened, with its time, as %s", quote(firstOf(s)), forms)
		}
	case word == "":
		return nil
	case isDigit(word[0]):
		return digitsLike(word, rest)
	case isLetter(word[0]):
		return wordLike(word, rest)
	}
	return nil
}

// bracketed asks about a moment in brackets or quotes: "[14:05] …".
func bracketed(s string) error {
	word, _ := cutWord(s)
	inner := strings.Trim(word, "[](){}<>\"'`:,;")
	if clockLen(inner) > 0 || startsLike(inner, "0000-00-00") {
		return unclear("%q begins like a moment: write it without brackets, as %s", quote(word), forms)
	}
	return nil
}

// digitsLike asks about dates and times in digits, in the forms of one country or another.
func digitsLike(word, rest string) error {
	bare := trimMarks(word)
	next, _ := cutWord(rest)
	timed := clockLen(next) > 0
	a, after := cutDigits(bare, 2)
	if after == bare || after == "" {
		return numberLike(word, next, timed, rest)
	}
	sign := after[0]
	b, end := cutDigits(after[1:], 2)
	two := len(bare) >= 5 && startsLike(bare, "00") && startsLike(bare[3:], "00") // both with two digits
	day := a >= 1 && a <= 31 && b >= 1 && b <= 31 && (a <= 12 || b <= 12)
	switch whole := end == ""; {
	case strings.IndexByte("/.-", sign) >= 0 && day && (whole && (timed || sign == '/' && two || sign == '.' && two && word != bare) || hasYear(end, sign, timed)):
		return unclear("%q is a day in digits, which are read in another order elsewhere: write it as 28 Nov 23:50 or 2026-11-28 23:50", quote(word))
	case sign == '.' && two && whole && a <= 23 && b <= 59 && word == bare:
		return unclear("%q may be a time of day: write it as %s:%s", quote(word), bare[:2], bare[3:5])
	case (sign == 'h' || sign == 'H') && startsLike(after[1:], "00") && whole && a <= 23 && b <= 59:
		return unclear("%q may be a time of day: write it as %02d:%02d, or a time ago as -%dh%dm", quote(word), a, b, a, b)
	case startsLike(word, "0000") && len(word) > 4 && isHours(word[4:]), startsLike(word, "0000") && len(word) == 4 && isHours(next) && !timed:
		return unclear("%q may be a time of day: write it as %s:%s", quote(word), word[:2], word[2:4])
	case startsLike(word, "0000-00-00"):
		if len(word) > len("0000-00-00") && word[10]|0x20 == 't' && (len(word) == 11 || isDigit(word[11])) {
			return unclear("%q isn't a full time: write it as 2026-11-28T23:50:00Z", quote(word))
		}
	}
	return nil
}

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
	case "h", "hrs", "hours", "uhr", "z", "l":
		return true
	}
	return false
}

// numberLike asks about a number with a word behind it that may be a misspelt month, or a
// clock: "28 Okt 23:50".
func numberLike(word, next string, timed bool, rest string) error {
	_, after := cutWord(rest)
	then, behind := cutWord(after)
	thenYear := startsLike(then, "0000") && len(then) == 4
	if thenYear {
		then, _ = cutWord(behind)
	}
	bare := trimMarks(word)
	switch {
	case strings.EqualFold(next, "o'clock"), strings.EqualFold(next, "oclock"):
		return unclear("%q may be a time of day: write it as 11:00 or 23:00", quote(word+" "+next))
	case len(bare) <= 2 && len(next) >= 3 && isLetter(next[0]) && clockLen(then) > 0 && unitOf(next) == 0 && monthOf(trimMarks(next)) == 0:
		return unclear("is %q a day? Write it as 28 Nov 23:50 or 2026-11-28 23:50", quote(word+" "+next))
	case len(bare) == 8 && timed, len(bare) == 14 && startsLike(bare, "00000000000000") && bare[:2] == "20":
		return unclear("%q may be a day in digits: write it as 2026-11-28 23:50", quote(word))
	}
	return nil
}

// wordLike asks about a word that may be a misspelt day, with a clock behind it.
func wordLike(word, rest string) error {
	next, after := cutWord(rest)
	then, _ := cutWord(after)
	bare := trimMarks(word)
	switch {
	case strings.EqualFold(bare, "last") && weekdayOf(trimMarks(next)) != 0 && clockLen(then) > 0:
		return unclear("is that the latest %s? Write it as %s %s", next, next, then)
	case clockLen(next) == 0 || len(bare) < 5:
		return nil
	}
	names := [...]string{"today", "yesterday", "tomorrow", "sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"}
	if near := misspelt(bare, names[:]); near != "" && near != lower(bare) {
		return unclear("%q isn't a day: did you mean %s %s?", quote(word), near, next)
	}
	return nil
}

package incident

import (
	"errors"
	"strings"
	"unicode/utf8"
)

// looksLike refuses a text that begins like a moment, in a form that isn't plain, though no
// moment could be cut from it. body is the text behind "about", "at" or "~".
func looksLike(s, body string) error {
	if s == "" || body == "" {
		return nil
	}
	word, rest := cutWord(body)
	switch {
	case s[0] == '+':
		if _, after, ok := cutLength(s[1:]); ok && endsWord(after) {
			return unclear("%q is still to come: enter what has happened, with its time, as %s", quote(firstOf(s)), forms)
		}
		return signed(s)
	case isDigit(body[0]):
		return digitsLike(word, rest)
	case isLetter(body[0]):
		return firstError(zoneBefore(word, rest), wordLike(word, rest, body != s))
	}
	return signed(body)
}

// signed asks about a moment behind brackets, quotes, bullets or other signs: "[14:05] …".
func signed(s string) error {
	signs := 0
	for signs < len(s) && signs < 12 {
		r, size := utf8.DecodeRuneInString(s[signs:])
		if isDigit(s[signs]) || isLetter(s[signs]) || r >= utf8.RuneSelf && r < 0x2000 {
			break
		}
		signs += size
	}
	inner := s[signs:]
	if end := strings.IndexAny(inner, ")]}>\"'`”»"); end >= 0 {
		inner = inner[:end]
	}
	if signs == 0 || inner == "" || strings.HasPrefix(inner, "+") || strings.HasSuffix(s[:signs], "-") && !strings.HasSuffix(s[:signs], "--") && signs > 1 {
		return nil
	}
	if m, _, err := cutPlain(inner); err == nil && m.form == formNow || m.form == formEpoch {
		return nil
	}
	return unclear("%q begins like a moment: write it without the sign before it, as %s", quote(firstOf(s)), forms)
}

// zoneBefore asks about a zone that stands before its time: "UTC 10:00".
func zoneBefore(word, rest string) error {
	bare := strings.TrimRight(trimMarks(word), "+-0123456789:")
	if rest == "" || !isUTC(bare) && !isZoneName(bare) || clockLen(firstOf(rest)) == 0 {
		return nil
	}
	return unclear("%q has its zone before the time: write it behind, as 10:00Z or 10:00+01:00", quote(word+" "+firstOf(rest)))
}

// wordLike asks about words that begin a moment. near tells that "about" or "at" stood before.
func wordLike(word, rest string, near bool) error {
	bare := lower(trimMarks(word))
	next, then := lower(trimMarks(firstOf(rest))), lower(trimMarks(secondOf(rest)))
	part, behind, linked := cutPart(strings.TrimSpace(word + " " + rest))
	switch {
	case part >= partNoon && !attributive(behind):
		return unclear("noon and midnight are words for a time: write 12:00 or 00:00, with the day that you mean, as yesterday 12:00")
	case linked && part != partNone, near && part == partNight:
		return unclear("%q is a part of the day and has no time: write it as %s", quote(word+" "+rest), forms)
	case bare == "last" && lastDay(next), bare == "this" && partWord(next) != partNone, (bare == "this" || bare == "next") && weekdayOf(next) != 0 && clockLen(then) > 0,
		bare == "the" && isOrdinal(next) && (clockLen(then) > 0 || then == "of" && monthOf(lower(trimMarks(firstOf(behindWords(rest, 2))))) != 0), weekdayOf(bare) != 0 && clockLen(then) > 0 && isDigit(next[0]) && len(next) <= 2, relativeDay(word + " " + rest):
		return unclear("%q is a day in words: write the day and the time, as yesterday 23:50 or 28 Nov 23:50", quote(word+" "+rest))
	case pastHour(bare, next, then):
		return unclear("%q is a time in words: write it in digits, as 10:15", quote(word+" "+rest))
	case vagueAgo(word + " " + rest):
		return unclear("%q is a time ago without its number: write it as -15m, -2h or -1d", quote(word+" "+rest))
	case linksMoment(bare) && rest != "":
		return linkedMoment(word, rest)
	}
	return clockBehindWord(bare, word, rest)
}

// clockBehindWord asks about a word with a clock behind it, which may be a misspelt day.
func clockBehindWord(bare, word, rest string) error {
	next, _ := cutWord(rest)
	switch {
	case bare[0] == 't' && len(bare) > 2 && (strings.IndexByte("+-", bare[1]) >= 0 && isDigit(bare[2])):
		if word[0] == 'T' {
			return unclear("%q counts from the declaration, which is no moment here: write it as %s", quote(word), forms)
		}
		return nil
	case bare[0] == 't' && clockLen(word[1:]) > 0:
		return unclear("%q begins like a moment: write it as %s", quote(word), forms)
	case monthOf(bare) != 0 && len(next) > 2 && isDigit(next[0]) && strings.IndexByte(next, '-') > 0 && isDigit(next[strings.IndexByte(next, '-')-1]) && (clockLen(firstOf(strings.TrimPrefix(rest, next))) > 0 || bare != "may" && bare != "march"):
		return unclear("%q may be several days: write one, as 28 Nov 23:50", quote(word+" "+next))
	case clockLen(next) == 0:
		return nil
	case bare == "um", bare == "kl", bare == "time", bare == "zeit":
		return unclear("%q begins like a moment: write it as %s", quote(word+" "+next), forms)
	case len(bare) < 5:
		return nil
	}
	names := [...]string{"today", "yesterday", "tomorrow", "sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"}
	if near := misspelt(bare, names[:]); near != "" && near != bare {
		return unclear("%q isn't a day: did you mean %s %s?", quote(word), near, quote(next))
	}
	return nil
}

// linksMoment reports whether a moment that stands behind the word isn't the one of the entry
// alone: "since 10:00".
func linksMoment(word string) bool {
	switch word {
	case "since", "from", "after", "before", "between", "until", "till", "til", "by", "past", "as", "just", "shortly", "right", "soon", "on", "in", "at", "sometime", "within", "earlier", "later", "early":
		return true
	}
	return false
}

// linkedMoment asks about a moment behind such a word.
func linkedMoment(word, rest string) error {
	from := rest
	if next, after := cutWord(from); after != "" && (strings.EqualFold(next, "of") || linksMoment(lower(next))) {
		from = after
	}
	if unit, _, ok := cutLength(from); ok && unit > 0 {
		return nil // "after 2 hours the link came back"
	}
	m, _, err := cutWashed(from)
	var asked unclearMoment
	if m.form == formNow && !errors.As(err, &asked) || m.form == formEpoch {
		return nil
	}
	return unclear("%q begins with a moment, and an entry has one alone: write when it was, as 10:00, and the rest as text", quote(word+" "+rest))
}

// pastHour reports whether words are a time: "half past ten", "quarter to 6".
func pastHour(word, next, then string) bool {
	if then == "" || !isDigit(then[0]) && numberWord(then) == 0 {
		return false
	}
	return (next == "past" || next == "to") && (word == "half" || word == "quarter") || next == "past" && numberWord(word) != 0
}

// vagueAgo reports whether s begins with a time ago without its number: "minutes ago", "a
// couple of hours ago".
func vagueAgo(s string) bool {
	for range 5 {
		word, rest := cutWord(s)
		if word = lower(word); unitOf(word) != 0 || word == "moments" || word == "moment" || word == "while" {
			rest = strings.TrimPrefix(rest, "or so ")
			return agoBehind(firstOf(rest))
		}
		switch word {
		case "a", "an", "few", "several", "couple", "some", "of", "many", "half", "good", "quarter", "and":
		default:
			if numberWord(word) == 0 {
				return false
			}
		}
		s = rest
	}
	return false
}

func secondOf(s string) string {
	_, rest := cutWord(s)
	return firstOf(rest)
}

// behindWords returns what follows the first n words of s.
func behindWords(s string, n int) string {
	for range n {
		_, s = cutWord(s)
	}
	return s
}

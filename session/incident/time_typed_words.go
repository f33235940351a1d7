package incident

import "strings"

// numberWord returns the number that a word names, 0 for none.
func numberWord(word string) int {
	word = lower(word)
	for n, name := range [...]string{"", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"} {
		if word == name {
			return n
		}
	}
	switch word {
	case "fifteen":
		return 15
	case "twenty":
		return 20
	case "thirty":
		return 30
	case "forty":
		return 40
	}
	return 0
}

// relativeDay reports whether s begins with a day that is told from another: "the day before",
// "day before yesterday", "the previous night", "that evening".
func relativeDay(s string) bool {
	first, rest := cutWord(s)
	word, after := first, rest
	switch lower(first) {
	case "that":
		return dayNoun(trimMarks(firstOf(rest)))
	case "the":
		word, after = cutWord(rest)
	}
	next := lower(trimMarks(firstOf(after)))
	if dayNoun(word) {
		return next == "before" || next == "after"
	}
	switch lower(word) {
	case "previous", "other", "same", "next", "following", "prior":
		return dayNoun(next)
	}
	return false
}

// dayNoun reports whether a word is a day, a part of it, or a week.
func dayNoun(word string) bool {
	switch lower(word) {
	case "day", "week", "weekend", "night", "morning", "evening", "afternoon":
		return true
	}
	return false
}

// lastDay reports whether "last" and the word are a day or longer: "last Friday", "last night".
func lastDay(word string) bool {
	return weekdayOf(word) != 0 || dayNoun(word) || word == "month" || word == "year"
}

// foreignMonth reports whether a word is a month in a language of our neighbours, or a month
// misspelt; English months are none.
func foreignMonth(word string) bool {
	switch word {
	case "okt", "oktober", "dez", "dezember", "januar", "februar", "mai", "märz", "maerz", "mär", "juni", "juli", "janv", "janvier", "févr", "février", "fevrier", "avr", "avril", "juin", "juil", "juillet",
		"août", "aout", "septembre", "octobre", "novembre", "décembre", "déc", "enero", "febrero", "marzo", "abril", "abr", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre", "dic", "gennaio", "febbraio", "aprile", "maggio", "giugno", "luglio", "settembre", "ottobre", "dicembre":
		return true
	}
	if len(word) < 7 || monthOf(word) != 0 {
		return false
	}
	months := [...]string{"january", "february", "september", "october", "november", "december"}
	return misspelt(word, months[:]) != ""
}

// isOrdinal reports whether a word is a number with the letters of an ordinal: "28th".
func isOrdinal(word string) bool {
	_, rest := cutDigits(word, 2)
	return rest != word && rest != "" && cutOrdinal(rest) == ""
}

// countedNoun reports whether a word is one that responders count: "4th attempt".
func countedNoun(word string) bool {
	switch strings.TrimSuffix(word, "s") {
	case "host", "server", "node", "machine", "system", "device", "laptop", "vm", "pod", "container", "account", "user", "victim", "attempt", "try", "time", "round", "wave", "alert", "ticket", "call", "email", "mail", "message",
		"sample", "file", "floor", "party", "one", "person", "reboot", "restart", "failure", "error", "request", "login", "domain", "ip", "indicator", "hop", "stage", "step", "replica", "shard", "disk", "drive", "incident", "company", "site", "batch", "shift":
		return true
	}
	return false
}

// compactDay reads the day of eight digits, "20261128".
func compactDay(digits string) typedDay {
	year, _ := cutDigits(digits, 4)
	month, _ := cutDigits(digits[4:], 2)
	date, _ := cutDigits(digits[6:], 2)
	if year < 1970 || year > 2099 {
		return typedDay{}
	}
	return typedDay{kind: dayDate, year: int16(year), month: uint8(month), date: uint8(date)}
}

// nearClock reports whether s begins with what may be a time of day without a colon: "2350",
// "23.50", "23h50".
func nearClock(s string) bool {
	word := trimMarks(firstOf(s))
	hour, rest := cutDigits(word, 2)
	if word == "" || len(word)-len(rest) != 2 || hour > 23 {
		return false
	}
	rest = strings.TrimLeft(lower(rest), ".h")
	return len(rest) == 2 && startsLike(rest, "00") && rest < "60" || rest == "" && len(word) == 3
}

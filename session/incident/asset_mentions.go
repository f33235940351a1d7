package incident

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Mentions returns the numbers of the entries of the timeline and the chat that name the
// asset's value, defanged or not, and weren't struck. It reads every entry: call it for one asset that
// somebody opened.
func (v View) Mentions(a *Asset) []uint64 {
	values := formsOf(a)
	var found []uint64
	for e := range v.Entries(0) {
		if e != nil && e.Strike == nil && (e.InTimeline() || e.InChat()) && isNamedIn(e.Line(), values) {
			found = append(found, e.Seq)
		}
	}
	return found
}

// textFangs undoes the defanging of addresses in running text, in lower case.
var textFangs = strings.NewReplacer("hxxp", "http", "fxp:", "ftp:")

// formsOf returns the forms in which people write an asset's value, in lower case.
func formsOf(a *Asset) []string {
	value := strings.ToLower(a.Value)
	switch {
	case value == "":
		return nil
	case a.Type == AssetURL:
		names := []string{strings.TrimSuffix(value, "/")} // people leave it out
		if short := withoutScheme(value); strings.Contains(short, "/") {
			names = append(names, short)
		}
		return names
	}
	names := []string{value}
	for _, form := range formsAs(a.Type, a.Value) {
		if form = strings.ToLower(form); form != "" && !slices.Contains(names, form) {
			names = append(names, form)
		}
	}
	return names
}

// isNamedIn reports whether a text names one of values, which are in lower case, and not
// only a longer one that it is part of.
func isNamedIn(text string, values []string) bool {
	if len(values) == 0 {
		return false
	}
	text = SearchText(text)
	for _, value := range values {
		if mentions(text, value) {
			return true
		}
	}
	return false
}

func mentions(text, value string) bool {
	for from := 0; ; {
		i := strings.Index(text[from:], value)
		if i < 0 {
			return false
		}
		start := from + i
		end := start + len(value)
		if endsBefore(text[:start]) && beginsAfter(text[end:]) {
			return true
		}
		from = start + 1
	}
}

// endsBefore reports whether a value may begin behind text.
func endsBefore(text string) bool {
	r, _ := utf8.DecodeLastRuneInString(text)
	return text == "" || !isWordRune(r) && r != '.'
}

// beginsAfter reports whether a value may end before text: a full stop ends a
// sentence where nothing follows that would belong to a name.
func beginsAfter(text string) bool {
	r, n := utf8.DecodeRuneInString(text)
	if r == '.' {
		next, _ := utf8.DecodeRuneInString(text[n:])
		return len(text) == n || !isWordRune(next)
	}
	return text == "" || !isWordRune(r)
}

func isWordRune(r rune) bool {
	return r == '-' || r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r)
}

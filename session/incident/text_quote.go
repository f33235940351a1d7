package incident

import (
	"strings"
	"unicode/utf8"
)

// The double quotes of keyboards and of the editors of several languages, which are no
// part of a value that they stand round.
const (
	openQuotes  = "\"“„”«»＂"
	closeQuotes = "\"”“»«＂"
)

// unquoted returns a word without the double quotes round it.
func unquoted(word string) string {
	first, n := utf8.DecodeRuneInString(word)
	last, m := utf8.DecodeLastRuneInString(word)
	if n+m >= len(word) || !strings.ContainsRune(openQuotes, first) || !strings.ContainsRune(closeQuotes, last) {
		return word
	}
	return word[n : len(word)-m]
}

// singleQuotes are those with what closes them.
var singleQuotes = [...][2]string{{"'", "'"}, {"‘", "’'"}, {"`", "`"}}

// openedBy returns the quote that a text begins with, and those that close it.
func openedBy(s string) (opens, closes string) {
	mark, n := utf8.DecodeRuneInString(s)
	switch {
	case s == "":
		return "", ""
	case mark == '"':
		return `"`, `"`
	case strings.ContainsRune(openQuotes, mark):
		return s[:n], closeQuotes
	}
	for _, pair := range singleQuotes {
		if strings.HasPrefix(s, pair[0]) {
			return pair[0], pair[1]
		}
	}
	return "", ""
}

// cutQuoted cuts a word, or a text in quotes, from the front of args. The quote before a
// blank or at the end closes, and \" within is a quote. A comma or a full stop behind the
// quotes is dropped.
func cutQuoted(args string) (first, rest string, quoted bool, err error) {
	args = strings.TrimLeft(args, blanks)
	opens, closes := openedBy(args)
	if opens == "" {
		first, rest = cutWord(args)
		return first, rest, false, nil
	}
	inner := args[len(opens):]
	end, next := closingQuote(inner, closes)
	switch {
	case end < 0 && strings.Contains(inner, closes[:1]):
		return "", "", true, refuse("put a blank behind the quote that closes %q", quote(inner))
	case end < 0:
		return "", "", true, refuse("close the quote after %q", quote(inner))
	case strings.Contains(strings.ReplaceAll(inner[:end], `\"`, ""), `"`):
		return "", "", true, refuse(`it isn't plain where the quote before %s ends: write each quote within it as \"`, quote(inner))
	}
	return strings.ReplaceAll(inner[:end], `\"`, `"`), strings.TrimLeft(inner[next:], blanks), true, nil
}

// closingQuote returns the place of the quote that closes, and where the text goes on.
// A quote behind a backslash closes only where no other does: a folder may end with one.
func closingQuote(inner, closes string) (end, next int) {
	escaped, behind := -1, -1
	for i, r := range inner {
		if !strings.ContainsRune(closes, r) {
			continue
		}
		after := i + utf8.RuneLen(r)
		tail := strings.TrimLeft(inner[after:], ",;.")
		if tail != "" && strings.IndexByte(blanks, tail[0]) < 0 {
			continue
		}
		if i == 0 || inner[i-1] != '\\' {
			return i, len(inner) - len(tail)
		}
		if escaped < 0 {
			escaped, behind = i, len(inner)-len(tail)
		}
	}
	return escaped, behind
}

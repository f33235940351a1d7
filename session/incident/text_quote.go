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

// cutQuoted cuts a word, or a text in double quotes, from the front of args.
func cutQuoted(args string) (first, rest string, quoted bool, err error) {
	args = strings.TrimLeft(args, blanks)
	mark, n := utf8.DecodeRuneInString(args)
	if args == "" || !strings.ContainsRune(openQuotes, mark) {
		first, rest = cutWord(args)
		return first, rest, false, nil
	}
	closing := `"`
	if mark != '"' {
		closing = closeQuotes
	}
	inner := args[n:]
	end := strings.IndexAny(inner, closing)
	if end < 0 {
		return "", "", true, refuse("close the quote after %q", quote(inner))
	}
	_, m := utf8.DecodeRuneInString(inner[end:])
	return inner[:end], strings.TrimLeft(inner[end+m:], blanks), true, nil
}

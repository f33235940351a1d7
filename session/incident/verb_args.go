package incident

import (
	"strconv"
	"strings"
)

// blanks are the characters between words.
const blanks = " \t\r\n"

// cutWord cuts the first word from s.
func cutWord(s string) (first, rest string) {
	s = trimBlanks(s)
	for i := range len(s) {
		if isBlank(s[i]) {
			return s[:i], trimBlanks(s[i:])
		}
	}
	return s, ""
}

func isBlank(b byte) bool { return b == ' ' || b == '\t' || b == '\r' || b == '\n' }

// trimBlanks drops the blanks before s.
func trimBlanks(s string) string {
	for s != "" && isBlank(s[0]) {
		s = s[1:]
	}
	return s
}

// oneSeq parses args that must be one entry's number.
func oneSeq(args string) (uint64, error) {
	seq, rest, err := cutSeq(args)
	if err == nil && strings.TrimSpace(rest) != "" {
		return 0, refuse("give one entry's number and nothing more, as #%d", seq)
	}
	return seq, err
}

// cutSeq cuts an entry's number from the front of args, with or without "#".
func cutSeq(args string) (seq uint64, rest string, err error) {
	first, rest := cutWord(args)
	seq, err = strconv.ParseUint(strings.TrimPrefix(first, "#"), 10, 64)
	if err != nil || seq == 0 {
		return 0, "", refuse("%q isn't an entry's number: write it as 112 or #112", quote(first))
	}
	return seq, rest, nil
}

// matchPrefix returns the index of the one word that s is or begins. Its Refusal lists
// all words if s is none, and the matches if s may be several.
func matchPrefix(s, what string, words []string) (int, error) {
	s = strings.ToLower(s)
	var found []string
	at := 0
	for i, w := range words {
		if s == w {
			return i, nil
		}
		if len(s) >= 2 && strings.HasPrefix(w, s) {
			found, at = append(found, w), i
		}
	}
	switch len(found) {
	case 0:
		meant := ""
		if near := misspelt(s, words); near != "" {
			meant = "did you mean " + near + "? "
		}
		return 0, refuse("%q isn't a valid %s: %suse %s", quote(s), what, meant, strings.Join(words, ", "))
	case 1:
		return at, nil
	}
	return 0, refuse("%q may be %s: write more of it", quote(s), strings.Join(found, " or "))
}

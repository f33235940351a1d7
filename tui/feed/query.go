package feed

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"warroom/session/incident"
)

// Query is what a filter asks for. All of it must hold.
type Query struct {
	by    []string
	tags  []string
	words []string
}

// QueryHint tells how a query is written.
const QueryHint = "words of the text, @who, =tag (=fact, =SEV), =star"

// ParseQuery reads words that the text must hold, "@kim" for what kim wrote,
// "=fact" for what has this tag, and "=star" for what is starred; several
// names or several tags are alternatives. Nothing is an error.
func ParseQuery(s string) Query {
	var q Query
	for _, word := range strings.Fields(s) {
		switch {
		case len(word) > 1 && word[0] == '@':
			q.by = append(q.by, word[1:])
		case len(word) > 1 && word[0] == '=':
			q.tags = append(q.tags, word[1:])
		default:
			q.words = append(q.words, word)
		}
	}
	return q
}

func (q Query) matches(e *incident.Entry) bool {
	if len(q.by) > 0 && !oneIs(q.by, e.By) {
		return false
	}
	if len(q.tags) > 0 && !oneIs(q.tags, e.Tag()) && !q.asksForStar(e) {
		return false
	}
	for _, word := range q.words {
		if start, _ := index(e.Line(), word); start < 0 {
			return false
		}
	}
	return true
}

func (q Query) asksForStar(e *incident.Entry) bool { return e.Starred && oneIs(q.tags, "star") }

func oneIs(names []string, name string) bool {
	for _, n := range names {
		if strings.EqualFold(n, name) {
			return true
		}
	}
	return false
}

// index is where the first of what is sought stands in text, in either case,
// and -1, 0 where it doesn't.
func index(text, sought string) (start, end int) {
	if sought == "" {
		return -1, 0
	}
	for i := range text {
		if n := prefix(text[i:], sought); n > 0 {
			return i, i + n
		}
	}
	return -1, 0
}

// prefix is the length of what is sought at the front of text, 0 without it.
func prefix(text, sought string) int {
	n := 0
	for _, want := range sought {
		r, size := utf8.DecodeRuneInString(text[n:])
		if size == 0 || r != want && unicode.ToLower(r) != unicode.ToLower(want) {
			return 0
		}
		n += size
	}
	return n
}

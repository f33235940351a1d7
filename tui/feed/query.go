package feed

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"warroom/session/incident"
)

// Query is a parsed filter. All its parts must match.
type Query struct {
	by    []string
	tags  []string
	words []sought
}

// QueryHint explains how a query is written.
const QueryHint = "words of the text, @who, =tag (=fact, =SEV), =star"

// maxTerms bounds the words, names and tags of a query, each counted once.
const maxTerms = 32

// CheckQuery refuses a query that would cost each screen too much.
func CheckQuery(s string) error {
	q := ParseQuery(s)
	if n := len(q.by) + len(q.tags) + len(q.words); n > maxTerms {
		return incident.Refusal{Why: fmt.Sprintf("these are %d words, a filter takes at most %d: give those that matter most", n, maxTerms)}
	}
	return nil
}

// ParseQuery reads a query: words that the text must contain, "@kim" for
// entries by kim, "=fact" for entries with that tag, and "=star" for starred
// ones. Several names or several tags are alternatives. Any text is a valid
// query, and repeated terms count once.
func ParseQuery(s string) Query {
	var q Query
	var words []string
	for _, word := range strings.Fields(strings.ToLower(s)) {
		switch {
		case len(word) > 1 && word[0] == '@':
			q.by = append(q.by, word[1:])
		case len(word) > 1 && word[0] == '=':
			q.tags = append(q.tags, word[1:])
		default:
			words = append(words, word)
		}
	}
	for _, list := range []*[]string{&q.by, &q.tags, &words} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	for _, word := range words {
		q.words = append(q.words, seek(word))
	}
	return q
}

// matches reports whether an entry matches, and how many steps that took.
func (q Query) matches(e *incident.Entry) (all bool, steps int) {
	if len(q.by) > 0 && !containsFold(q.by, e.By) {
		return false, 1
	}
	if len(q.tags) > 0 && !containsFold(q.tags, e.Tag()) && !q.asksForStar(e) {
		return false, 1
	}
	if len(q.words) == 0 {
		return true, 1
	}
	text, steps := searched(e)
	for _, word := range q.words {
		steps += len(word) * len(text) / perStep
		if !word.in(text) {
			return false, steps
		}
	}
	return true, steps
}

func (q Query) asksForStar(e *incident.Entry) bool { return e.Starred && containsFold(q.tags, "star") }

func containsFold(names []string, name string) bool {
	for _, n := range names {
		if strings.EqualFold(n, name) {
			return true
		}
	}
	return false
}

// indexFold returns where find first appears in text, ignoring case, or -1, 0.
func indexFold(text, find string) (start, end int) {
	if find == "" {
		return -1, 0
	}
	for i := range text {
		if n := prefixFold(text[i:], find); n > 0 {
			return i, i + n
		}
	}
	return -1, 0
}

// prefixFold returns the length of the prefix of text that equals find,
// ignoring case, or 0.
func prefixFold(text, find string) int {
	n := 0
	for _, want := range find {
		r, size := utf8.DecodeRuneInString(text[n:])
		if size == 0 || r != want && unicode.ToLower(r) != unicode.ToLower(want) {
			return 0
		}
		n += size
	}
	return n
}

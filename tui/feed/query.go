package feed

import (
	"fmt"
	"slices"
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

// maxTerms bounds the words, names and tags of a query, each counted once.
const maxTerms = 32

// CheckQuery says why a query is too much to ask of each screen that is drawn,
// nil where it isn't.
func CheckQuery(s string) error {
	q := ParseQuery(s)
	if n := len(q.by) + len(q.tags) + len(q.words); n > maxTerms {
		return incident.Refusal{Why: fmt.Sprintf("these are %d words, a filter takes at most %d: give those that matter most", n, maxTerms)}
	}
	return nil
}

// ParseQuery reads words that the text must hold, "@kim" for what kim wrote,
// "=fact" for what has this tag, and "=star" for what is starred; several
// names or several tags are alternatives. Nothing is an error, and what stands
// there twice counts once.
func ParseQuery(s string) Query {
	var q Query
	for _, word := range strings.Fields(strings.ToLower(s)) {
		switch {
		case len(word) > 1 && word[0] == '@':
			q.by = append(q.by, word[1:])
		case len(word) > 1 && word[0] == '=':
			q.tags = append(q.tags, word[1:])
		default:
			q.words = append(q.words, word)
		}
	}
	for _, list := range []*[]string{&q.by, &q.tags, &q.words} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	return q
}

// matches reports whether an entry has all that is asked for, and how many
// steps it took to know.
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
	text := strings.ToLower(e.Line())
	steps = 1
	for _, word := range q.words {
		steps += len(text) / perStep
		if !strings.Contains(text, word) {
			return false, steps
		}
	}
	return true, steps
}

// perStep is how much text is looked through in a step, in bytes.
const perStep = 256

func (q Query) asksForStar(e *incident.Entry) bool { return e.Starred && containsFold(q.tags, "star") }

func containsFold(names []string, name string) bool {
	for _, n := range names {
		if strings.EqualFold(n, name) {
			return true
		}
	}
	return false
}

// indexFold is where the first of what is sought stands in text, in either case,
// and -1, 0 where it doesn't.
func indexFold(text, sought string) (start, end int) {
	if sought == "" {
		return -1, 0
	}
	for i := range text {
		if n := prefixFold(text[i:], sought); n > 0 {
			return i, i + n
		}
	}
	return -1, 0
}

// prefixFold is the length of what is sought at the front of text, 0 without it.
func prefixFold(text, sought string) int {
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

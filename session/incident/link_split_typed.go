package incident

import (
	"strconv"
	"strings"
)

// splitSeverity stands before the severity of the new incident.
const splitSeverity = "sev"

// parseSplit parses "12 14-17 sev 2 TITLE".
func parseSplit(args string) (Command, error) {
	var c splitOff
	rest := args
	for {
		word, after := cutWord(rest)
		from, to, ok := cutSpan(word)
		if !ok {
			break
		}
		if n := len(c.Entries); n > 0 && from <= c.Entries[n-1] {
			return nil, refuseOrder(from)
		}
		if to < from || to-from >= maxSplit || len(c.Entries) > maxSplit {
			return nil, refuse("%q: name at most %d entries, the smaller number first, as 14-17", quote(word), maxSplit)
		}
		for i := range to - from + 1 { // to may be the last number there is
			c.Entries = append(c.Entries, from+i)
		}
		rest = after
	}
	var err error
	c.Severity, c.Title, err = cutSplitTitle(rest)
	return c, err
}

// refuseOrder refuses an entry's number that isn't above the one before it: it may be
// named twice, or be the first word of the title.
func refuseOrder(seq uint64) error {
	return refuse(`%d: name each entry once, the smaller number first; "--" before the title keeps a number that it begins with`, seq)
}

// cutSpan parses "12", "#12" or "14-17".
func cutSpan(word string) (from, to uint64, ok bool) {
	word = strings.TrimRight(word, ",;")
	first, last, isSpan := strings.Cut(strings.ReplaceAll(word, "–", "-"), "-")
	from, ok = seqNumber(first)
	if to = from; isSpan && ok {
		to, ok = seqNumber(last)
	}
	return from, to, ok
}

func seqNumber(s string) (n uint64, ok bool) {
	n, err := strconv.ParseUint(strings.TrimPrefix(s, "#"), 10, 64)
	return n, err == nil && n > 0
}

// cutSplitTitle cuts the severity from the front of a title. It asks about a title that
// begins like an entry's number.
func cutSplitTitle(args string) (at Severity, title string, err error) {
	if title, kept := cutKept(args); kept {
		return 0, title, nil
	}
	word, rest := cutWord(args)
	switch {
	case lower(strings.TrimLeft(word, dashes)) == splitSeverity:
		level, title := cutWord(rest)
		if at, err = ParseSeverity(level); err != nil {
			return 0, "", refuse("%s%s", err, keepHint)
		}
		title, _ = cutKept(title)
		return at, title, nil
	case word != "" && (word[0] == '#' || isDigit(word[0])):
		return 0, "", refuse("%q isn't an entry's number: write 112, or 14-17 for several%s", quote(word), keepHint)
	case strings.HasPrefix(word, keep):
		return 0, "", refuse("%q is no flag of /split: write sev 2 before the title%s", quote(word), keepHint)
	}
	return 0, args, askKeyword(args, []string{splitSeverity})
}

// How many entries are offered to be split, and of how many of the last they are chosen.
const (
	offeredSplits = 5
	lookedAt      = 50
)

// completeSplit offers the newest entries that state something and, after one, the word
// before a severity.
func completeSplit(s sources, arg int) (words []string) {
	if arg > 0 {
		words = append(words, splitSeverity)
	}
	last := s.Last()
	for seq := last; seq > 0 && last-seq < lookedAt && len(words) < offeredSplits+arg; seq-- {
		e := s.Entry(seq)
		if e == nil || e.Strike != nil {
			continue
		}
		if st := s.state.stream(e.Stream()); st != nil && st.Closed {
			continue
		}
		if _, ok := e.Fact.(statement); ok {
			words = append(words, strconv.FormatUint(seq, 10))
		}
	}
	return words
}

package incident

import (
	"iter"
	"slices"
	"strings"

	"warroom/session/incident/immutable"
)

// maxMentions bounds the people whom one entry names: who names more names nobody.
const maxMentions = 20

// nameIndex finds entries by a name, as those that name a person with "@" or give them
// something, the newest first. Adding one costs the same however many there are.
type nameIndex struct {
	names immutable.Index          // places in last, by name
	last  immutable.List[*mention] // the newest mention of each name
}

// mention is one entry that names a person, and the one before it.
type mention struct {
	name   string
	seq    uint64
	before *mention
}

// add notes the people whom an entry names.
func (m *nameIndex) add(e *Event) {
	for _, name := range namedIn(e.Line()) {
		m.addName(name, e.Seq)
	}
}

func (m *nameIndex) addName(name string, seq uint64) {
	places := m.names.Find(name)
	if len(places) == 0 {
		m.names = m.names.Insert(m.last.Len(), name)
		m.last = m.last.Append(&mention{name: name, seq: seq})
		return
	}
	if m.last.At(places[0]).seq == seq {
		return // it both names them and gives them something
	}
	m.last = m.last.Set(places[0], &mention{name, seq, m.last.At(places[0])})
}

// of yields the numbers of the entries that name a person, the newest first.
func (m nameIndex) of(name string) iter.Seq[uint64] {
	return func(yield func(uint64) bool) {
		for _, place := range m.names.Find(name) {
			for at := m.last.At(place); at != nil && yield(at.seq); at = at.before {
			}
		}
	}
}

// namedIn returns the names behind "@" in a text, each once, at most maxMentions. A dot
// may be part of a name or end a sentence: "@j.doe." names j.doe, and j too.
func namedIn(text string) (names []string) {
	for len(names) < maxMentions {
		_, rest, found := strings.Cut(text, "@")
		if !found {
			break
		}
		end := strings.IndexFunc(rest, func(r rune) bool { return r != '.' && !partOfName(r) })
		if end < 0 {
			end = len(rest)
		}
		word := strings.TrimRight(rest[:end], ".")
		for name := word; name != ""; name = name[:max(0, strings.LastIndexByte(name, '.'))] {
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
		text = rest
	}
	return names
}

// partOfName reports whether r may be part of a name, but for the dot.
func partOfName(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_' || r == '-'
}

// Mentioning yields the entries with a number over after that name a person or give them
// what nothing else counts for them, as a hunt, the newest first, without those that the person wrote and those that were struck.
func (v View) Mentioning(name string, after uint64) iter.Seq[*Entry] {
	return func(yield func(*Entry) bool) {
		for seq := range v.state.entries.mentions.of(name) {
			if seq <= after {
				return
			}
			if e := v.Entry(seq); e != nil && e.By != name && e.Strike == nil && !yield(e) {
				return
			}
		}
	}
}

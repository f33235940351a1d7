//go:build unix

package torture

import (
	"fmt"
	"regexp"
	"sync"
)

// outcome is what somebody was told of what they wrote.
type outcome int

const (
	unknown outcome = iota // nothing, or that it will show: it may be on record, once
	acknowledged
	refused // that it was not kept
)

// ask is one thing that somebody wrote.
type ask struct {
	by       string
	incident string
	token    string // what is unique in its text
	verb     string
	outcome  outcome
	seqs     []uint64 // of the entries that were printed with the token
	words    string   // that a refusal came with
}

// book is what was written to one record, and what was shown of it.
type book struct {
	mu    sync.Mutex // guards all
	n     int
	asks  []*ask
	shown map[string]bool // lines of JSON, as a watcher read them
}

func newBook() *book { return &book{shown: map[string]bool{}} }

// token finds in a text what the book gave out.
var token = regexp.MustCompile(`ZQ[a-z]+\d{7}Z`)

// ask notes that somebody is about to write.
func (b *book) ask(by, incident, verb string) *ask {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.n++
	a := &ask{by: by, incident: incident, verb: verb, token: fmt.Sprintf("ZQ%s%07dZ", by, b.n)}
	b.asks = append(b.asks, a)
	return a
}

// settle notes what they were told.
func (b *book) settle(a *ask, o outcome, incident string, seqs []uint64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	a.outcome, a.seqs = o, seqs
	if incident != "" {
		a.incident = incident
	}
}

// show notes a line that a watcher read whole.
func (b *book) show(line string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.shown[line] = true
}

// count tells how many asks came to o.
func (b *book) count(o outcome) (n int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, a := range b.asks {
		if a.outcome == o {
			n++
		}
	}
	return n
}

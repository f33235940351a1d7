package incident

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// splitSource says of which entries of which incident a new one is made.
type splitSource struct {
	From    ID       `json:"from"`
	Entries []uint64 `json:"entries"`
	As      uint64   `json:"as,omitempty"` // the last entry there when they were read
	cited   []entryCited
}

// splitFrom happened when the incident was opened for entries of another, which is its
// parent. The entries that were named follow, each as an entryCited.
type splitFrom splitSource

// entryCited happened when the incident took over a reference to an entry of another. By
// and Text are empty where not everyone in the house may read that one: this incident has
// other readers.
type entryCited struct {
	From ID        `json:"from"`
	Seq  uint64    `json:"seq"`
	By   string    `json:"by,omitempty"`
	Text string    `json:"text,omitempty"`
	At   time.Time `json:"at,omitzero"` // when it happened there
}

// cite returns the reference to an entry.
func (s *State) cite(seq uint64) entryCited {
	c := entryCited{From: s.ID, Seq: seq}
	if s.readByAll(seq) {
		e := s.Entry(seq)
		c.By, c.Text, c.At = e.By, e.Line(), e.Happened()
	}
	return c
}

// facts returns what a new incident records of its source; nil has nothing.
func (src *splitSource) facts() []Fact {
	if src == nil {
		return nil
	}
	facts := []Fact{splitFrom{From: src.From, Entries: src.Entries, As: src.As}}
	for _, c := range src.cited {
		if c.At.IsZero() {
			facts = append(facts, c)
			continue
		}
		facts = append(facts, backdated{c, c.At})
	}
	return facts
}

// SplitFrom returns the incident of whose entries this one was made, and the entry that
// says so; "" for none.
func (s *State) SplitFrom() (from ID, seq uint64) {
	return s.Affected.source.From, s.Affected.sourceSeq
}

func (splitFrom) kind() string  { return "split-from" }
func (entryCited) kind() string { return "entry-cited" }

func (f splitFrom) fold(s *State, e *Event) {
	s.Affected.source, s.Affected.sourceSeq = splitSource{From: f.From, Entries: f.Entries, As: f.As}, e.Seq
	s.setLink(Link{linkParent, f.From, e.By, e.OccurredAt})
}

func (entryCited) fold(*State, *Event) {}

func (f splitFrom) mirror(e *Event) (ID, Command) {
	return f.From, splitBack{To: e.Incident, Entries: f.Entries, As: f.As}
}

func (f splitFrom) line() string {
	return fmt.Sprintf("split off from %s: %s there", f.From, seqSpans(f.Entries))
}

func (f entryCited) line() string {
	where := fmt.Sprintf("%s #%d", f.From, f.Seq)
	if f.Text == "" {
		return where + ": what is written there"
	}
	return where + ", " + f.By + ": " + strings.TrimSpace(f.Text)
}

// splitBack asks to record here that entries went into a new incident. It is asked again
// after a crash, whoever its author is by then: what is recorded already is not written
// again.
type splitBack struct {
	To      ID
	Entries []uint64
	As      uint64 // the last entry here when they were read, 0 of an older version
}

// entriesSplit happened when entries of this incident went into a new one. They stay here.
type entriesSplit struct {
	To      ID       `json:"to"`
	Entries []uint64 `json:"entries,omitempty"` // ascending
	Anew    bool     `json:"anew,omitempty"`    // more was written since they were read there
}

// mayBeAsked lets an author in who may no longer enter: people can't type this command,
// and the new incident exists.
func (splitBack) mayBeAsked(*State, Ask) bool { return true }

func (splitBack) needs() power { return powerNone }
func (splitBack) afterClose()  {}

func (c splitBack) decide(s *State, _ Ask) ([]Fact, error) {
	to, err := ParseID(string(c.To))
	if err != nil {
		return nil, err
	}
	if s.Last == 0 || to == s.ID || len(c.Entries) > maxSplit {
		return nil, refuse("%s can't be split off from %s", to, s.ID)
	}
	if s.SplitInto(to) > 0 {
		return nil, nil
	}
	return s.splitFacts(to, c.Entries, s.Last > c.As), nil
}

// splitFacts returns what this incident records of a split. Only who may see an entry
// learns that it was named.
func (s *State) splitFacts(to ID, seqs []uint64, anew bool) []Fact {
	first, facts := entriesSplit{To: to, Anew: anew}, []Fact(nil)
	for _, seq := range seqs {
		if s.hidesNothing(seq) {
			first.Entries = append(first.Entries, seq)
			continue
		}
		facts = append(facts, entriesSplit{To: to, Entries: []uint64{seq}})
	}
	return slices.Insert(facts, 0, Fact(first))
}

// SplitInto returns the number of the entry which says that entries went into another
// incident, 0 for none.
func (s *State) SplitInto(to ID) uint64 { return s.Affected.splits[to] }

func (entriesSplit) kind() string { return "entries-split" }

func (f entriesSplit) fold(s *State, e *Event) {
	s.copySplit(e, f)
	if s.SplitInto(f.To) > 0 {
		return
	}
	s.Affected.splits = mapWith(s.Affected.splits, f.To, e.Seq)
	s.setLink(Link{mirrors[linkParent], f.To, e.By, e.OccurredAt})
}

// aboutEntry names the one entry that a fact is about. A fact with several names none that
// anybody may not see.
func (f entriesSplit) aboutEntry(*State) uint64 {
	if len(f.Entries) == 1 {
		return f.Entries[0]
	}
	return 0
}

func (f entriesSplit) line() string {
	if len(f.Entries) == 0 {
		return string(f.To) + " was split off from this incident"
	}
	return fmt.Sprintf("%s %s on in %s too, which was split off", seqSpans(f.Entries), goes(f.Entries), f.To)
}

func goes(seqs []uint64) string {
	if len(seqs) == 1 {
		return "goes"
	}
	return "go"
}

package incident

import (
	"fmt"
	"iter"
)

// strikeEntry asks to cross out an entry that is wrong. The record keeps it.
type strikeEntry struct {
	Seq uint64
	Why string
}

// entryStruck happened when an entry was crossed out.
type entryStruck struct {
	Seq uint64 `json:"seq"`
	Why string `json:"why"`
}

var strikeVerb = Verb{
	Name: "strike", Args: "SEQ WHY", asks: strikeEntry{},
	Help: "cross out a text that is wrong; it stays in the record, and what rested on it is asked again",
	parse: func(args string) (Command, error) {
		seq, why, err := cutSeq(args)
		return strikeEntry{Seq: seq, Why: why}, err
	},
}

func (strikeEntry) needs() power { return powerRespond }

func (c strikeEntry) decide(s *State, a Ask) ([]Fact, error) {
	e, err := s.find(c.Seq, a.By)
	if err != nil {
		return nil, err
	}
	if !isCorrectable(e.Fact) {
		return nil, refuse("#%d is %q, which can't be struck: %s", c.Seq, e.Kind(), putRight(e.Event))
	}
	if err := checkNotStruck(e); err != nil {
		return nil, err
	}
	if err := s.checkMayMend(e, a.By, "strike"); err != nil {
		return nil, err
	}
	why, err := checkWhy(c.Why)
	if err == nil && why == "" {
		err = refuse("give a reason to strike it: /strike %d WHY", c.Seq)
	}
	if err != nil {
		return nil, err
	}
	return []Fact{entryStruck{Seq: c.Seq, Why: why}}, nil
}

// checkNotStruck refuses an entry that was crossed out.
func checkNotStruck(e *Entry) error {
	if e.Strike == nil {
		return nil
	}
	return refuse("#%d was struck by %s, in #%d: write or cite what is right, with /fact", e.Seq, e.Strike.By, e.Strike.Seq)
}

func (entryStruck) kind() string { return "struck" }

func (f entryStruck) fold(s *State, e *Event) {
	s.crossOut(f.Seq, e)
	s.changeCopies(f.Seq, e.Seq)
}

// crossOut crosses out an entry, once, by the event that says so.
func (s *State) crossOut(seq uint64, by *Event) {
	if old := s.Entry(seq); old == nil || old.Strike != nil {
		return // written by another version: ignore
	}
	s.updateEntry(seq, func(entry *Entry) { entry.Strike, entry.Starred = by, false })
	s.entries.struck = s.entries.struck.Append(seq)
}

func (f entryStruck) strikeWhy() string { return f.Why }

func (f entryStruck) aboutEntry(*State) uint64 { return f.Seq }

func (f entryStruck) line() string { return because(fmt.Sprintf("struck #%d", f.Seq), f.Why) }

// StruckBy returns the mark of a crossed out entry: by whom, and in which entry. That one
// says why.
func (e *Entry) StruckBy() string {
	if e.Strike == nil {
		return ""
	}
	return fmt.Sprintf("STRUCK by %s, #%d", e.Strike.By, e.Strike.Seq)
}

// StrikeWhy returns why the entry was crossed out, "" if it wasn't.
func (e *Entry) StrikeWhy() string {
	if e.Strike == nil {
		return ""
	}
	return e.Strike.Fact.(interface{ strikeWhy() string }).strikeWhy()
}

// Struck yields the entries that were crossed out, in the order of that.
func (v View) Struck() iter.Seq[*Entry] {
	return func(yield func(*Entry) bool) {
		for _, seq := range v.state.entries.struck.All() {
			if e := v.Entry(seq); e != nil && !yield(e) {
				return
			}
		}
	}
}

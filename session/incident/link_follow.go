package incident

import (
	"fmt"
	"time"
)

// follow asks to repeat entries of another incident as they are there now: struck or corrected,
// or without a text that not everyone may read any more. It is asked again after a crash; what
// is so already is not written again.
type follow struct {
	From    ID
	Change  uint64 // the last entry there that changed one of them
	Entries []citedNow
	Tasks   []carriedTask
}

// citedNow is an entry of another incident as it is now.
type citedNow struct {
	entryCited
	Struck bool
}

// copyFollowed happened when an entry that repeats one of another incident followed what became
// of that. Without a copy, all are as they were.
type copyFollowed struct {
	From   ID        `json:"from"`
	Change uint64    `json:"change"`         // the entry there
	Copy   uint64    `json:"copy,omitempty"` // the entry here
	Seq    uint64    `json:"seq,omitempty"`  // what it repeats
	Task   uint64    `json:"task,omitempty"` // the number of a task here
	By     string    `json:"by,omitempty"`
	Text   string    `json:"text,omitempty"` // "" where not everyone may read it
	At     time.Time `json:"at,omitzero"`
	Struck bool      `json:"struck,omitempty"`
}

// mayBeAsked lets an author in who may no longer enter, as that of a splitBack.
func (follow) mayBeAsked(*State, Ask) bool { return true }

func (follow) needs() power { return powerNone }
func (follow) afterClose()  {}

func (c follow) decide(s *State, _ Ask) ([]Fact, error) {
	from, err := ParseID(string(c.From))
	if err != nil {
		return nil, err
	}
	if s.Last == 0 || from == s.ID || c.Change == 0 {
		return nil, refuse("%s can't follow %s", s.ID, from)
	}
	if s.Followed(from) >= c.Change {
		return nil, nil
	}
	var facts []Fact
	for _, now := range c.Entries {
		f, err := now.follows(s)
		if err != nil {
			return nil, err
		}
		if f != nil {
			f.From, f.Change = from, c.Change
			facts = append(facts, *f)
		}
	}
	for _, t := range c.Tasks {
		f, err := t.follows(s, from)
		if err != nil {
			return nil, err
		}
		if f != nil {
			f.From, f.Change = from, c.Change
			facts = append(facts, *f)
		}
	}
	if len(facts) == 0 {
		facts = []Fact{copyFollowed{From: from, Change: c.Change}}
	}
	return facts, nil
}

// follows returns what changes here, nil for nothing.
func (c citedNow) follows(s *State) (*copyFollowed, error) {
	e := s.Entry(s.copyOf(c.From, c.Seq))
	if e == nil {
		return nil, refuse("%s doesn't repeat %s #%d", s.ID, c.From, c.Seq)
	}
	f := &copyFollowed{Copy: e.Seq, Seq: c.Seq, By: c.By, Text: c.Text, At: c.At, Struck: c.Struck}
	was, _ := e.Fact.(entryCited)
	if was.By == c.By && was.Text == c.Text && was.At.Equal(c.At) && (e.Strike != nil || !c.Struck) {
		return nil, nil
	}
	return f, nil
}

// copyOf returns the number of the entry that repeats one of the incident from which this was
// split off, 0 for none: they stand behind the entry that says so, in their order.
func (s *State) copyOf(from ID, seq uint64) uint64 {
	source, at := s.Affected.source, s.Affected.sourceSeq
	if source.From != from {
		return 0
	}
	for i, n := range source.Entries {
		if n == seq {
			return at + 1 + uint64(i)
		}
	}
	return 0
}

// follows returns what changes here of a task that a duplicate brought, nil for nothing.
func (t carriedTask) follows(s *State, from ID) (*copyFollowed, error) {
	places := s.Affected.brought.Find(originOf(from, t.N))
	if len(places) == 0 {
		return nil, refuse("%s hasn't taken over the task of %s yet", s.ID, from)
	}
	here := s.Task(uint64(places[len(places)-1]))
	if here == nil || here.Text == t.text() {
		return nil, nil
	}
	return &copyFollowed{Copy: here.Seq, Task: here.N, Text: t.Text}, nil
}

// bring notes the number of a task that a duplicate brought.
func (s *State) bring(origin string, n uint64) {
	if origin != "" {
		s.Affected.brought = s.Affected.brought.Insert(int(n), origin)
	}
}

// originOf names a task of a duplicate.
func originOf(from ID, n uint64) string { return fmt.Sprintf("%s %s", from, Ref{RefTask, n}) }

// Followed returns the last entry of another incident that this one has followed.
func (s *State) Followed(from ID) uint64 { return s.Affected.followed[from] }

func (f copyFollowed) kind() string {
	if f.Copy == 0 {
		return "copies-kept"
	}
	return "copy-followed"
}

func (f copyFollowed) aboutEntry(*State) uint64 { return f.Copy }

func (f copyFollowed) retracts(*State) ([]Ref, string) {
	if f.Copy == 0 || f.Text == "" && !f.Struck {
		return nil, ""
	}
	return []Ref{{RefEntry, f.Copy}}, fmt.Sprintf("%s #%d was changed", f.From, f.Seq)
}

// fold leaves the text with the copy alone, so that it is nowhere once that loses it.
func (f copyFollowed) fold(s *State, e *Event) {
	s.Affected.followed = mapWith(s.Affected.followed, f.From, max(f.Change, s.Followed(f.From)))
	switch {
	case f.Copy == 0:
		return
	case f.Task > 0:
		f.foldTask(s)
	default:
		f.foldEntry(s, e)
	}
	bare := f
	bare.By, bare.Text, bare.At = "", "", time.Time{}
	s.replaceFact(e.Seq, bare)
	s.changeCopies(f.Copy, e.Seq)
}

func (f copyFollowed) foldEntry(s *State, e *Event) {
	was := s.Entry(f.Copy)
	if was == nil {
		return
	}
	if _, is := was.Fact.(entryCited); !is {
		return // written by another version: ignore
	}
	s.replaceFact(f.Copy, entryCited{From: f.From, Seq: f.Seq, By: f.By, Text: f.Text, At: f.At})
	if !f.At.IsZero() && !f.At.Equal(was.Happened()) {
		s.moveEntry(f.Copy, e)
	}
	if f.Struck {
		s.crossOut(f.Copy, e)
	}
}

func (f copyFollowed) foldTask(s *State) {
	text := carriedTask{Text: f.Text}.text()
	s.changeTask(f.Task, func(t *Task) { t.Text = text })
	e := s.Entry(f.Copy)
	if e == nil {
		return
	}
	if given, is := e.Fact.(taskGiven); is {
		given.Text = text
		s.replaceFact(f.Copy, given)
	}
}

func (f copyFollowed) movedTo() time.Time { return f.At }

func (f copyFollowed) strikeWhy() string {
	return fmt.Sprintf("it was struck in %s, where it stands as #%d", f.From, f.Seq)
}

func (f copyFollowed) line() string {
	switch {
	case f.Copy == 0:
		return "what this repeats of " + string(f.From) + " is as it was"
	case f.Task > 0:
		return fmt.Sprintf("%s says what it says in %s now", Ref{RefTask, f.Task}, f.From)
	case f.Struck:
		return fmt.Sprintf("#%d is struck, as %s #%d is", f.Copy, f.From, f.Seq)
	}
	return fmt.Sprintf("#%d says what %s #%d says now", f.Copy, f.From, f.Seq)
}

package incident

import "fmt"

// Star asks to mark an entry as one that latecomers must read, or to remove the
// mark.
type Star struct{ Seq uint64 }

// entryStarred happened when an entry was marked, or its mark removed.
type entryStarred struct {
	Seq uint64 `json:"seq"`
	On  bool   `json:"on"`
}

var starVerb = Verb{
	Name: "star", Args: "SEQ", asks: Star{},
	Help: "mark an entry for the brief, or remove its mark",
	parse: func(args string) (Command, error) {
		seq, err := oneSeq(args)
		return Star{Seq: seq}, err
	},
}

func (Star) needs() power { return powerRespond }

func (c Star) decide(s *State, a Ask) ([]Fact, error) {
	e, err := s.find(c.Seq, a.By)
	if err != nil {
		return nil, err
	}
	if placeOf(e.Event) == inRecord {
		return nil, refuse("#%d is %q: star an entry of the timeline or the chat", c.Seq, e.Kind())
	}
	if err := checkNotStruck(e); err != nil {
		return nil, err
	}
	return []Fact{entryStarred{Seq: c.Seq, On: !e.Starred}}, nil
}

func (entryStarred) kind() string { return "starred" }

func (f entryStarred) fold(s *State, _ *Event) {
	known := true
	s.updateEntry(f.Seq, func(e *Entry) { e.Starred, e.listed, known = f.On, true, e.listed })
	if !known {
		s.entries.stars = s.entries.stars.Append(f.Seq)
	}
}

func (f entryStarred) aboutEntry(*State) uint64 { return f.Seq }

func (f entryStarred) line() string {
	if f.On {
		return fmt.Sprintf("starred #%d", f.Seq)
	}
	return fmt.Sprintf("removed the star of #%d", f.Seq)
}

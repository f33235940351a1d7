package incident

import "fmt"

// Promote asks to show a line of chat in the timeline too.
type Promote struct{ Seq uint64 }

// entryPromoted happened when a line of chat was put in the timeline.
type entryPromoted struct {
	Seq uint64 `json:"seq"`
}

var promoteVerb = Verb{
	Name: "promote", Args: "SEQ", asks: Promote{},
	Help: "put a line of chat in the timeline",
	parse: func(args string) (Command, error) {
		seq, err := oneSeq(args)
		return Promote{Seq: seq}, err
	},
}

func (Promote) needs() power { return powerRespond }

func (c Promote) decide(s *State, a Ask) ([]Fact, error) {
	e, err := s.find(c.Seq, a.By)
	switch {
	case err != nil:
		return nil, err
	case placeOf(e.Event) != inChat:
		return nil, refuse("#%d isn't a line of chat", c.Seq)
	case e.Promoted:
		return nil, refuse("#%d is in the timeline already", c.Seq)
	}
	return []Fact{entryPromoted{Seq: c.Seq}}, checkNotStruck(e)
}

func (entryPromoted) kind() string { return "promoted" }

func (f entryPromoted) fold(s *State, _ *Event) {
	if e := s.Entry(f.Seq); e == nil || e.Promoted || placeOf(e.Event) != inChat {
		return // written by another version: ignore
	}
	e := s.updateEntry(f.Seq, func(e *Entry) { e.Promoted = true })
	s.entries.timeline = s.entries.timeline.insert(e.Mark())
}

func (f entryPromoted) aboutEntry(*State) uint64 { return f.Seq }

func (f entryPromoted) line() string { return fmt.Sprintf("put #%d in the timeline", f.Seq) }

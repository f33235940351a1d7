package incident

import "fmt"

// correctEntry asks to show a new text instead of an entry's own. The record keeps
// the entry unchanged.
type correctEntry struct {
	Seq  uint64
	Text string
}

// entryCorrected happened when an entry was given a new text.
type entryCorrected struct {
	Seq  uint64 `json:"seq"`
	Text string `json:"text"`
}

var correctVerb = Verb{
	Name: "correct", Args: "SEQ TEXT", asks: correctEntry{},
	Help: "give an entry a new text; the original stays in the record",
	parse: func(args string) (Command, error) {
		seq, text, err := cutSeq(args)
		return correctEntry{Seq: seq, Text: text}, err
	},
}

func (correctEntry) needs() power { return powerRespond }

func (correctEntry) takesLabel() {}

func (c correctEntry) decide(s *State, a Ask) ([]Fact, error) {
	e, err := s.find(c.Seq, a.By)
	if err != nil {
		return nil, err
	}
	if !isCorrectable(e.Fact) {
		return nil, refuse("#%d is %q, which has no text to correct: write what is right with /fact", c.Seq, e.Kind())
	}
	if e.By != a.By.Name && s.powerOf(a.By) < powerManage && !hasPrivilege(s, a.By, rightCorrect) {
		return nil, refuse("#%d is %s's: only %s, the scribe or whoever runs the bridge can correct it", c.Seq, e.By, e.By)
	}
	text, label, err := checkLabelled(s, c.Text)
	switch {
	case err != nil:
		return nil, err
	case label != labelNone && label != e.Label:
		return nil, refuse("a correction has the label of its entry: /tlp #%d %s first", c.Seq, label)
	}
	if text == e.Line() {
		return nil, refuse("unchanged: #%d already says this", c.Seq)
	}
	return []Fact{entryCorrected{Seq: c.Seq, Text: text}}, nil
}

// isCorrectable reports whether a fact is a text that a person wrote.
func isCorrectable(f Fact) bool {
	_, ok := f.(correctable)
	return ok
}

// correctable is a fact that is a text that a person wrote.
type correctable interface{ isCorrectable() }

func (entryCorrected) kind() string { return "corrected" }

func (f entryCorrected) fold(s *State, e *Event) {
	s.updateEntry(f.Seq, func(entry *Entry) { entry.Correction = e })
}

func (f entryCorrected) aboutEntry(*State) uint64 { return f.Seq }

func (f entryCorrected) line() string { return fmt.Sprintf("corrected #%d: %s", f.Seq, f.Text) }

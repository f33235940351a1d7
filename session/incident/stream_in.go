package incident

import (
	"fmt"
	"slices"
	"strings"
)

// entryKind is the sort of an entry in a workstream.
type entryKind uint8

// The sorts of entry: see addFact, addFinding and addNote.
const (
	entryFact entryKind = iota
	entryFinding
	entryNote
)

var sortWords = []string{"fact", "finding", "note"}

func (s entryKind) String() string { return enumName(s, sortWords...) }

// MarshalText writes the word of the sort.
func (s entryKind) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText parses the sort's whole word.
func (s *entryKind) UnmarshalText(b []byte) error { return parseExact(s, b, sortWords) }

// SayIn asks to write a line of a workstream's own chat.
type SayIn struct{ Stream, Text string }

// streamSaid happened when someone wrote a line of a workstream's chat.
type streamSaid struct {
	Stream string `json:"stream"`
	Text   string `json:"text"`
	TLP    label  `json:"tlp,omitempty"`
}

// enterIn asks to record a fact, a finding or a note of a workstream.
type enterIn struct {
	Stream string
	As     entryKind
	When   typedTime
	Text   string
}

// streamEntered happened when someone recorded a fact, a finding or a note of a
// workstream.
type streamEntered struct {
	Stream string    `json:"stream"`
	As     entryKind `json:"as"`
	Text   string    `json:"text"`
	TLP    label     `json:"tlp,omitempty"`
}

var inVerb = Verb{
	Name: "in", Args: "STREAM [fact [TIME] | finding [TIME] | note] TEXT", asks: SayIn{},
	Help: "write to a workstream's own chat, or enter a fact, finding or note of it",
	complete: func(s sources, arg int) []string {
		if arg == 1 {
			return sortWords
		}
		return streamNames(s, arg)
	},
	parse: parseIn,
}

func parseIn(args string) (Command, error) {
	name, text := cutWord(args)
	name = strings.ToLower(name)
	if text, kept := cutKept(text); kept {
		return SayIn{Stream: name, Text: text}, nil
	}
	word, rest := cutWord(text)
	as := slices.Index(sortWords, strings.ToLower(word))
	switch {
	case as < 0:
		return SayIn{Stream: name, Text: text}, askKeyword(text, sortWords)
	case entryKind(as) == entryNote:
		return enterIn{Stream: name, As: entryNote, Text: rest}, nil
	}
	when, rest, err := cutMoment(rest)
	return enterIn{Stream: name, As: entryKind(as), When: when, Text: rest}, err
}

func (SayIn) needs() power   { return powerRespond }
func (enterIn) needs() power { return powerRespond }

func (SayIn) takesLabel()   {}
func (enterIn) takesLabel() {}

func (c SayIn) decide(s *State, a Ask) ([]Fact, error) {
	text, label, err := textIn(s, a.By, c.Stream, c.Text)
	if err != nil {
		return nil, err
	}
	return []Fact{streamSaid{Stream: c.Stream, Text: text, TLP: label}}, nil
}

func (c enterIn) decide(s *State, a Ask) ([]Fact, error) {
	text, label, err := textIn(s, a.By, c.Stream, c.Text)
	switch {
	case err != nil:
		return nil, err
	case c.As > entryNote:
		return nil, refuse("use %s", strings.Join(sortWords, ", "))
	}
	return backdate(c.When, a, streamEntered{Stream: c.Stream, As: c.As, Text: c.When.mark(text), TLP: label})
}

// textIn returns the clean text of someone who may write in a stream.
func textIn(s *State, by Person, stream, raw string) (string, label, error) {
	st, err := s.findStream(stream)
	if err != nil {
		return "", labelNone, err
	}
	switch {
	case s.worksIn(st, by):
	case !st.Closed:
		return "", labelNone, refuse("only members of %s can write there: to join it, /stream %s @%s", st.Name, st.Name, by.Name)
	default:
		return "", labelNone, refuse("only members of %s can write there: ask %s to add you", st.Name, leadName(st))
	}
	return checkLabelled(s, raw)
}

func (streamSaid) kind() string { return "stream-said" }

// hiddenFrom keeps working notes from observers.
func (f streamEntered) hiddenFrom(c clearance) bool { return f.As == entryNote && !c.work }

func (streamEntered) kind() string { return "stream-entered" }

func (f streamSaid) fold(s *State, e *Event)    { s.entries.addToStream(f.Stream, e.Seq) }
func (f streamEntered) fold(s *State, e *Event) { s.entries.addToStream(f.Stream, e.Seq) }

func (f streamSaid) streamName() string    { return f.Stream }
func (f streamEntered) streamName() string { return f.Stream }

func (f streamSaid) label() label    { return f.TLP }
func (f streamEntered) label() label { return f.TLP }

func (streamSaid) isLabelable()      {}
func (streamSaid) isCorrectable()    {}
func (streamEntered) isLabelable()   {}
func (streamEntered) isCorrectable() {}

func (f streamSaid) line() string    { return f.Text }
func (f streamEntered) line() string { return fmt.Sprintf("%s: %s", f.As, f.Text) }

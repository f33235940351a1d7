package incident

import "strings"

// maxText bounds the text of one entry, in bytes.
const maxText = 4 << 10

// Say asks to write a line of chat.
type Say struct{ Text string }

// lineSaid happened when someone wrote a line of chat.
type lineSaid struct {
	Text string `json:"text"`
	TLP  label  `json:"tlp,omitempty"`
}

var sayVerb = Verb{
	Name: "say", Args: "TEXT", asks: Say{},
	Help:  "write a line of chat; at the prompt, plain text does the same",
	parse: func(args string) (Command, error) { return Say{Text: args}, nil },
}

func (Say) needs() power { return powerRespond }

func (Say) takesLabel() {}

func (c Say) decide(s *State, _ Ask) ([]Fact, error) {
	text, label, err := checkLabelled(s, c.Text)
	if err != nil {
		return nil, err
	}
	return []Fact{lineSaid{Text: text, TLP: label}}, nil
}

func (lineSaid) kind() string { return "said" }

func (lineSaid) fold(s *State, e *Event) { s.entries.chat = s.entries.chat.Append(e.Seq) }

func (f lineSaid) line() string { return f.Text }
func (f lineSaid) label() label { return f.TLP }
func (lineSaid) isLabelable()   {}
func (lineSaid) isCorrectable() {}

// checkWhy cleans a reason of one line, which may be empty.
func checkWhy(s string) (string, error) {
	why := strings.TrimSpace(CleanLine(s))
	if len(why) > maxText {
		return "", refuse("the reason has %d bytes, an entry holds at most %d: shorten it", len(why), maxText)
	}
	return why, nil
}

// checkText cleans a text that a person wrote, and refuses an empty or too long
// one.
func checkText(s string) (string, error) {
	text := strings.TrimSpace(Clean(s))
	switch {
	case text == "":
		return "", refuse("the text is empty: write what you see or do")
	case len(text) > maxText:
		return "", refuse("the text has %d bytes, an entry holds at most %d: split it, or file it as evidence", len(text), maxText)
	}
	return text, nil
}

package incident

// AddNote asks to record a working note, which is hidden from observers.
type AddNote struct{ Text string }

// NoteAdded happened when someone recorded a working note.
type NoteAdded struct {
	Text string `json:"text"`
	TLP  Label  `json:"tlp,omitempty"`
}

var noteVerb = Verb{
	Name: "note", Args: "TEXT", Power: PowerRespond,
	Help:  "record a working note, hidden from observers",
	parse: func(args string) (Command, error) { return AddNote{Text: args}, nil },
}

func (AddNote) needs() Power { return PowerRespond }

func (AddNote) takesLabel() {}

func (c AddNote) decide(s *State, _ Ask) ([]Fact, error) {
	text, label, err := checkLabelled(s, c.Text)
	if err != nil {
		return nil, err
	}
	return []Fact{NoteAdded{Text: text, TLP: label}}, nil
}

// hiddenFrom keeps working notes from observers.
func (NoteAdded) hiddenFrom(c clearance) bool { return !c.work }

func (NoteAdded) kind() string { return "note-added" }

func (NoteAdded) fold(*State, *Event) {}

func (f NoteAdded) line() string { return f.Text }

func (f NoteAdded) label() Label { return f.TLP }

func (NoteAdded) mayBeLabelled() {}

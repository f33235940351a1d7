package incident

// addNote asks to record a working note, which is hidden from observers.
type addNote struct{ Text string }

// noteAdded happened when someone recorded a working note.
type noteAdded struct {
	Text string `json:"text"`
	TLP  label  `json:"tlp,omitempty"`
}

var noteVerb = Verb{
	Name: "note", Args: "TEXT", asks: addNote{},
	Help:  "record a working note, hidden from observers",
	parse: func(args string) (Command, error) { return addNote{Text: args}, nil },
}

func (addNote) needs() power { return powerRespond }

func (addNote) takesLabel() {}

func (c addNote) decide(s *State, _ Ask) ([]Fact, error) {
	text, label, err := checkLabelled(s, c.Text)
	if err != nil {
		return nil, err
	}
	return []Fact{noteAdded{Text: text, TLP: label}}, nil
}

// hiddenFrom keeps working notes from observers.
func (noteAdded) hiddenFrom(c clearance) bool { return !c.work }

func (noteAdded) kind() string { return "note-added" }

func (noteAdded) fold(*State, *Event) {}

func (f noteAdded) line() string { return f.Text }

func (f noteAdded) label() label { return f.TLP }

func (noteAdded) isLabelable()   {}
func (noteAdded) isCorrectable() {}

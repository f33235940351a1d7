package incident

// AddFact asks to enter what was seen or done, when it happened.
type AddFact struct {
	When Moment
	Text string
}

// FactAdded happened when someone entered what was seen or done.
type FactAdded struct {
	Text string `json:"text"`
	TLP  Label  `json:"tlp,omitempty"`
}

// AddFinding asks to enter what the facts mean.
type AddFinding struct {
	When Moment
	Text string
}

// FindingAdded happened when someone entered what the facts mean.
type FindingAdded struct {
	Text string `json:"text"`
	TLP  Label  `json:"tlp,omitempty"`
}

// AddNote asks to enter a working note, which observers don't see.
type AddNote struct{ Text string }

// NoteAdded happened when someone entered a working note.
type NoteAdded struct {
	Text string `json:"text"`
	TLP  Label  `json:"tlp,omitempty"`
}

var factVerb = Verb{
	Name: "fact", Args: "[HH:MM | -15m | RFC 3339] TEXT", Power: PowerRespond,
	Help: "enter what was seen or done, now or when it happened",
	parse: func(args string) (Command, error) {
		when, text, err := cutMoment(args)
		return AddFact{When: when, Text: text}, err
	},
}

var findingVerb = Verb{
	Name: "finding", Args: "[HH:MM | -15m | RFC 3339] TEXT", Power: PowerRespond,
	Help: "enter what the facts mean",
	parse: func(args string) (Command, error) {
		when, text, err := cutMoment(args)
		return AddFinding{When: when, Text: text}, err
	},
}

var noteVerb = Verb{
	Name: "note", Args: "TEXT", Power: PowerRespond,
	Help:  "enter a working note; observers don't see it",
	parse: func(args string) (Command, error) { return AddNote{Text: args}, nil },
}

func (AddFact) needs() Power    { return PowerRespond }
func (AddFinding) needs() Power { return PowerRespond }
func (AddNote) needs() Power    { return PowerRespond }

func (AddFact) takesLabel()    {}
func (AddFinding) takesLabel() {}
func (AddNote) takesLabel()    {}

func (c AddFact) decide(s *State, a Ask) ([]Fact, error) {
	text, label, err := checkLabelled(s, c.Text)
	if err != nil {
		return nil, err
	}
	return happened(c.When, a, FactAdded{Text: text, TLP: label})
}

func (c AddFinding) decide(s *State, a Ask) ([]Fact, error) {
	text, label, err := checkLabelled(s, c.Text)
	if err != nil {
		return nil, err
	}
	return happened(c.When, a, FindingAdded{Text: text, TLP: label})
}

func (c AddNote) decide(s *State, _ Ask) ([]Fact, error) {
	text, label, err := checkLabelled(s, c.Text)
	if err != nil {
		return nil, err
	}
	return []Fact{NoteAdded{Text: text, TLP: label}}, nil
}

func (FactAdded) kind() string    { return "fact-added" }
func (FindingAdded) kind() string { return "finding-added" }
func (NoteAdded) kind() string    { return "note-added" }

func (FactAdded) fold(*State, *Event)        {}
func (FindingAdded) fold(s *State, e *Event) { s.entries.findings = s.entries.findings.append(e.Seq) }
func (NoteAdded) fold(*State, *Event)        {}

func (f FactAdded) line() string    { return f.Text }
func (f FindingAdded) line() string { return f.Text }
func (f NoteAdded) line() string    { return f.Text }

func (f FactAdded) label() Label    { return f.TLP }
func (f FindingAdded) label() Label { return f.TLP }
func (f NoteAdded) label() Label    { return f.TLP }

func (FactAdded) mayBeLabelled()    {}
func (FindingAdded) mayBeLabelled() {}
func (NoteAdded) mayBeLabelled()    {}

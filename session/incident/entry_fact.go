package incident

// AddFact asks to record an observation or an action, as of when it happened.
type AddFact struct {
	When When
	Text string
}

// FactAdded happened when someone recorded an observation or an action.
type FactAdded struct {
	Text string `json:"text"`
	TLP  Label  `json:"tlp,omitempty"`
}

var factVerb = Verb{
	Name: "fact", Args: "[HH:MM | -15m | RFC 3339] TEXT", Power: PowerRespond,
	Help: "record what was seen or done, now or when it happened",
	parse: func(args string) (Command, error) {
		when, text, err := cutMoment(args)
		return AddFact{When: when, Text: text}, err
	},
}

func (AddFact) needs() Power { return PowerRespond }

func (AddFact) takesLabel() {}

func (c AddFact) decide(s *State, a Ask) ([]Fact, error) {
	text, label, err := checkLabelled(s, c.Text)
	if err != nil {
		return nil, err
	}
	return happened(c.When, a, FactAdded{Text: text, TLP: label})
}

func (FactAdded) kind() string { return "fact-added" }

func (FactAdded) fold(*State, *Event) {}

func (f FactAdded) line() string { return f.Text }

func (f FactAdded) label() Label { return f.TLP }

func (FactAdded) mayBeLabelled() {}

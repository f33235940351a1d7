package incident

// AddFinding asks to record a conclusion from the facts.
type AddFinding struct {
	When When
	Text string
}

// FindingAdded happened when someone recorded a conclusion from the facts.
type FindingAdded struct {
	Text string `json:"text"`
	TLP  Label  `json:"tlp,omitempty"`
}

var findingVerb = Verb{
	Name: "finding", Args: "[HH:MM | -15m | RFC 3339] TEXT", Power: PowerRespond,
	Help: "record what the facts mean",
	parse: func(args string) (Command, error) {
		when, text, err := cutMoment(args)
		return AddFinding{When: when, Text: text}, err
	},
}

func (AddFinding) needs() Power { return PowerRespond }

func (AddFinding) takesLabel() {}

func (c AddFinding) decide(s *State, a Ask) ([]Fact, error) {
	text, label, err := checkLabelled(s, c.Text)
	if err != nil {
		return nil, err
	}
	return happened(c.When, a, FindingAdded{Text: text, TLP: label})
}

func (FindingAdded) kind() string { return "finding-added" }

func (FindingAdded) fold(s *State, e *Event) { s.entries.findings = s.entries.findings.Append(e.Seq) }

func (f FindingAdded) line() string { return f.Text }

func (f FindingAdded) label() Label { return f.TLP }

func (FindingAdded) mayBeLabelled() {}

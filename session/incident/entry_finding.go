package incident

// addFinding asks to record a conclusion from the facts.
type addFinding struct {
	When typedTime
	Text string
}

// findingAdded happened when someone recorded a conclusion from the facts.
type findingAdded struct {
	Text string `json:"text"`
	TLP  label  `json:"tlp,omitempty"`
}

var findingVerb = Verb{
	Name: "finding", Args: "[TIME] TEXT", asks: addFinding{},
	Help: "record what the facts mean, now or at a time before it, as /fact takes it",
	parse: func(args string) (Command, error) {
		when, text, err := cutMoment(args)
		return addFinding{When: when, Text: text}, err
	},
}

func (addFinding) needs() power { return powerRespond }

func (addFinding) takesLabel() {}

func (c addFinding) decide(s *State, a Ask) ([]Fact, error) {
	text, label, err := checkLabelled(s, c.Text)
	if err != nil {
		return nil, err
	}
	return backdate(c.When, a, findingAdded{Text: c.When.mark(text), TLP: label})
}

func (findingAdded) kind() string { return "finding-added" }

func (findingAdded) fold(s *State, e *Event) { s.entries.findings = s.entries.findings.Append(e.Seq) }

func (f findingAdded) line() string { return f.Text }

func (f findingAdded) label() label { return f.TLP }

func (findingAdded) isLabelable()   {}
func (findingAdded) isCorrectable() {}

package incident

// addFact asks to record an observation or an action, as of when it happened.
type addFact struct {
	When typedTime
	Text string
}

// factAdded happened when someone recorded an observation or an action.
type factAdded struct {
	Text string `json:"text"`
	TLP  label  `json:"tlp,omitempty"`
}

var factVerb = Verb{
	Name: "fact", Args: "[TIME] TEXT", asks: addFact{},
	Help: "record what was seen or done, now or at a time before it: 14:05, 11:10 PM, -15m, yesterday 23:50, 2026-11-28 23:50; ~ before it means about",
	parse: func(args string) (Command, error) {
		when, text, err := cutMoment(args)
		return addFact{When: when, Text: text}, err
	},
}

func (addFact) needs() power { return powerRespond }

func (addFact) takesLabel() {}

func (c addFact) decide(s *State, a Ask) ([]Fact, error) {
	text, label, err := checkLabelled(s, c.Text)
	if err != nil {
		return nil, err
	}
	return backdate(c.When, a, factAdded{Text: c.When.mark(text), TLP: label})
}

func (factAdded) kind() string { return "fact-added" }

func (factAdded) fold(*State, *Event) {}

func (f factAdded) line() string { return f.Text }

func (f factAdded) label() label { return f.TLP }

func (factAdded) isLabelable()   {}
func (factAdded) isCorrectable() {}

package incident

// setTitle asks to rename the incident.
type setTitle struct{ To string }

// titleSet happened when the incident was renamed.
type titleSet struct {
	From string `json:"from"`
	To   string `json:"to"`
}

var titleVerb = Verb{
	Name: "title", Args: "TEXT", asks: setTitle{},
	Help:  "rename the incident",
	parse: func(args string) (Command, error) { return setTitle{To: args}, nil },
}

func (setTitle) needs() power { return powerRespond }

func (c setTitle) decide(s *State, _ Ask) ([]Fact, error) {
	title, err := checkTitle(c.To)
	if err != nil {
		return nil, err
	}
	if title == s.Status.Title {
		return nil, refuse("that is the title already")
	}
	return []Fact{titleSet{From: s.Status.Title, To: title}}, nil
}

func (titleSet) kind() string { return "title-set" }

func (f titleSet) fold(s *State, _ *Event) { s.Status.Title = f.To }

func (f titleSet) line() string { return "title is now “" + f.To + "”" }

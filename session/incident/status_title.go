package incident

// SetTitle asks to rename the incident.
type SetTitle struct{ To string }

// TitleSet happened when the incident was renamed.
type TitleSet struct {
	From string `json:"from"`
	To   string `json:"to"`
}

var titleVerb = Verb{
	Name: "title", Args: "TEXT", Power: PowerRespond,
	Help:  "rename the incident",
	parse: func(args string) (Command, error) { return SetTitle{To: args}, nil },
}

func (SetTitle) needs() Power { return PowerRespond }

func (c SetTitle) decide(s *State, _ Ask) ([]Fact, error) {
	title, err := checkTitle(c.To)
	if err != nil {
		return nil, err
	}
	if title == s.Status.Title {
		return nil, refuse("that is the title already")
	}
	return []Fact{TitleSet{From: s.Status.Title, To: title}}, nil
}

func (TitleSet) kind() string { return "title-set" }

func (f TitleSet) fold(s *State, _ *Event) { s.Status.Title = f.To }

func (f TitleSet) line() string { return "title is now “" + f.To + "”" }

package incident

import "fmt"

// proposeAction asks to propose an action.
type proposeAction struct{ Text string }

// actionProposed happened when an action was proposed.
type actionProposed struct {
	N    uint64 `json:"n"`
	Text string `json:"text"`
}

var proposeVerb = Verb{
	Name: "propose", Args: "TEXT", asks: proposeAction{},
	Help:  "propose an action for others to support, object to and decide on",
	parse: func(args string) (Command, error) { return proposeAction{Text: args}, nil },
}

func (proposeAction) needs() power { return powerRespond }

func (c proposeAction) decide(s *State, _ Ask) ([]Fact, error) {
	text, err := checkText(c.Text)
	if err != nil {
		return nil, err
	}
	return []Fact{actionProposed{N: uint64(s.Decisions.Proposals.Len()) + 1, Text: text}}, nil
}

func (actionProposed) kind() string { return "proposed" }
func (actionProposed) isLabelable() {}

func (f actionProposed) fold(s *State, e *Event) {
	if f.N != uint64(s.Decisions.Proposals.Len())+1 {
		return
	}
	s.Decisions.Proposals = s.Decisions.Proposals.Append(&Proposal{N: f.N, Text: f.Text, By: e.By, At: e.OccurredAt, Seq: e.Seq})
}

func (f actionProposed) line() string { return fmt.Sprintf("P%d %s", f.N, f.Text) }

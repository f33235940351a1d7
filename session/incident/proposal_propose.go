package incident

import "fmt"

// Propose asks to propose an action.
type Propose struct{ Text string }

// Proposed happened when an action was proposed.
type Proposed struct {
	N    uint64 `json:"n"`
	Text string `json:"text"`
}

var proposeVerb = Verb{
	Name: "propose", Args: "TEXT", Power: PowerRespond,
	Help:  "propose an action for others to support, object to and decide on",
	parse: func(args string) (Command, error) { return Propose{Text: args}, nil },
}

func (Propose) needs() Power { return PowerRespond }

func (c Propose) decide(s *State, _ Ask) ([]Fact, error) {
	text, err := checkText(c.Text)
	if err != nil {
		return nil, err
	}
	return []Fact{Proposed{N: uint64(s.Decisions.Proposals.Len()) + 1, Text: text}}, nil
}

func (Proposed) kind() string   { return "proposed" }
func (Proposed) mayBeLabelled() {}

func (f Proposed) fold(s *State, e *Event) {
	if f.N != uint64(s.Decisions.Proposals.Len())+1 {
		return
	}
	s.Decisions.Proposals = s.Decisions.Proposals.Append(&Proposal{N: f.N, Text: f.Text, By: e.By, At: e.OccurredAt, Seq: e.Seq})
}

func (f Proposed) line() string { return fmt.Sprintf("P%d %s", f.N, f.Text) }

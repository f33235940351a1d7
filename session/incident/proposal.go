package incident

import (
	"fmt"
	"time"
)

// ProposalState is what became of a proposal.
type ProposalState uint8

// The states of a proposal.
const (
	ProposalOpen ProposalState = iota
	ProposalAccepted
	ProposalRejected
)

var proposalStateWords = []string{"open", "accepted", "rejected"}

func (s ProposalState) String() string { return word(s, proposalStateWords...) }

// MarshalText writes the state's word.
func (s ProposalState) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads the state's word, whole.
func (s *ProposalState) UnmarshalText(b []byte) error { return whole(s, b, proposalStateWords) }

// Proposal is something that may be done.
type Proposal struct {
	N          uint64 // P1 is 1
	Text       string
	By         string
	At         time.Time
	State      ProposalState
	Supporters []string // by name, in the order in which they spoke
	Objections []Objection
	Decision   uint64 // the number of the decision on it, 0 before
	Seq        uint64 // the entry that opened it
}

// Propose asks to propose that something be done.
type Propose struct{ Text string }

// Proposed happened when something was proposed.
type Proposed struct {
	N    uint64 `json:"n"`
	Text string `json:"text"`
}

var proposeVerb = Verb{
	Name: "propose", Args: "TEXT", Power: PowerRespond,
	Help:  "propose that something be done, for others to support, object to and decide",
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
	s.Decisions.Proposals = s.Decisions.Proposals.append(&Proposal{N: f.N, Text: f.Text, By: e.By, At: e.OccurredAt, Seq: e.Seq})
}

func (f Proposed) line() string { return fmt.Sprintf("P%d %s", f.N, f.Text) }

// changeProposal replaces a proposal with a changed copy. One that isn't there
// stays so.
func (s *State) changeProposal(n uint64, f func(*Proposal)) {
	if numbered(s.Decisions.Proposals, n) == nil {
		return
	}
	s.Decisions.Proposals = changed(s.Decisions.Proposals, n, f)
	if s.Decisions.objected = s.Decisions.objected.remove(n); s.Decisions.Proposals.At(int(n-1)).openObjections() > 0 {
		s.Decisions.objected = s.Decisions.objected.add(n)
	}
}

// parseOn reads args that begin with a proposal's number.
func parseOn(args string) (n uint64, rest string, err error) {
	return oneOf(RefProposal, "proposal", args)
}

// proposals offers the numbers of proposals for the first argument.
func proposals(s view, arg int) []string {
	if arg != 0 {
		return nil
	}
	var numbers []string
	for _, p := range s.Decisions.Proposals.Backward() {
		if s.shows(p.Seq) && (p.State == ProposalOpen || p.openObjections() > 0) {
			numbers = append(numbers, Ref{RefProposal, p.N}.String())
		}
	}
	return numbers
}

package incident

import (
	"iter"
	"time"
)

// proposalState says whether a proposal is open, accepted, rejected or
// withdrawn.
type proposalState uint8

// The states of a proposal.
const (
	proposalOpen proposalState = iota
	proposalAccepted
	proposalRejected
)

var proposalStateWords = []string{"open", "accepted", "rejected"}

func (s proposalState) String() string { return enumName(s, proposalStateWords...) }

// MarshalText writes the state's word.
func (s proposalState) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText parses the state's whole word.
func (s *proposalState) UnmarshalText(b []byte) error { return parseExact(s, b, proposalStateWords) }

// Proposal is an action that someone proposed.
type Proposal struct {
	N          uint64 // P1 is 1
	Text       string
	By         string
	At         time.Time
	State      proposalState
	Supporters []string // by name, in the order of their support
	Objections []Objection
	Withdrawn  Deed   // who took it back, and why
	Decision   uint64 // the number of the decision on it, 0 if there is none
	Seq        uint64 // the entry that opened it
}

// Open reports whether nothing was decided on the proposal.
func (p *Proposal) Open() bool { return p.State == proposalOpen }

// changeProposal replaces a proposal with a changed copy. It ignores one that
// doesn't exist.
func (s *State) changeProposal(n uint64, f func(*Proposal)) {
	if itemN(s.Decisions.Proposals, n) == nil {
		return
	}
	s.Decisions.Proposals = updateItem(s.Decisions.Proposals, n, f)
	if s.Decisions.objected = s.Decisions.objected.Remove(n); s.Decisions.Proposals.At(int(n-1)).openObjections() > 0 {
		s.Decisions.objected = s.Decisions.objected.Add(n)
	}
}

// parseOn parses args that begin with a proposal's number.
func parseOn(args string) (n uint64, rest string, err error) {
	return cutRefOf(RefProposal, "proposal", args)
}

// proposals completes the first argument with the numbers of proposals.
func proposals(s sources, arg int) []string {
	if arg != 0 {
		return nil
	}
	var numbers []string
	for p := range seen(s.View, s.state.Decisions.Proposals.Backward(), (*Proposal).opener) {
		if p.State == proposalOpen || p.openObjections() > 0 {
			numbers = append(numbers, Ref{RefProposal, p.N}.String())
		}
	}
	return numbers
}

// findProposal returns the proposal with the number n.
func (s *State) findProposal(n uint64, by Person) (*Proposal, error) {
	p := itemN(s.Decisions.Proposals, n)
	if p == nil || !s.For(by).Sees(p.Seq) {
		return nil, refuse("there is no proposal P%d: /propose TEXT makes one", n)
	}
	return p, nil
}

// Proposals yields the proposals, by number.
func (v View) Proposals() iter.Seq[*Proposal] {
	return seen(v, v.state.Decisions.Proposals.All(), (*Proposal).opener)
}

// opener returns the number of the entry that opened the proposal.
func (p *Proposal) opener() uint64 { return p.Seq }

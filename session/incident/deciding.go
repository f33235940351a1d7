package incident

import "time"

// Deciding is what may be done, what will be done by whose accountability, and
// what was changed in the running system.
type Deciding struct {
	Proposals List[*Proposal] // P1 at place 0
	Decisions List[*Decision] // D1 at place 0
	Changes   List[*Change]   // C1 at place 0
	ShutDown  time.Time       // when the system was shut down last; zero while it isn't
	pending   seqs            // numbers of the decisions that wait for keys
	objected  seqs            // numbers of the proposals with an open objection
}

// findProposal is the proposal that someone names by its number.
func (s *State) findProposal(n uint64, by Person) (*Proposal, error) {
	p := numbered(s.Proposals, n)
	if p == nil || !knowsOf(s, by, p.Seq) {
		return nil, refuse("there is no proposal P%d: /propose TEXT makes one", n)
	}
	return p, nil
}

// findDecision is the decision that someone names by its number.
func (s *State) findDecision(n uint64, by Person) (*Decision, error) {
	d := numbered(s.Decisions, n)
	if d == nil || !knowsOf(s, by, d.Seq) {
		return nil, refuse("there is no decision D%d: /decide TEXT makes one", n)
	}
	return d, nil
}

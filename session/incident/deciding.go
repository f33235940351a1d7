package incident

// Decisions is the section of what was proposed, decided, and changed in the
// running system.
type Decisions struct {
	All       List[*Decision] // D1 at place 0
	Proposals List[*Proposal] // P1 at place 0
	Changes   List[*Change]   // C1 at place 0
	pending   seqs            // numbers of the decisions that wait for keys
	objected  seqs            // numbers of the proposals with an open objection
}

// findProposal is the proposal that someone names by its number.
func (s *State) findProposal(n uint64, by Person) (*Proposal, error) {
	p := numbered(s.Decisions.Proposals, n)
	if p == nil || !knowsOf(s, by, p.Seq) {
		return nil, refuse("there is no proposal P%d: /propose TEXT makes one", n)
	}
	return p, nil
}

// findDecision is the decision that someone names by its number.
func (s *State) findDecision(n uint64, by Person) (*Decision, error) {
	d := numbered(s.Decisions.All, n)
	if d == nil || !knowsOf(s, by, d.Seq) {
		return nil, refuse("there is no decision D%d: /decide TEXT makes one", n)
	}
	return d, nil
}

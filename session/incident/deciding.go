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

// numbered is item n of a list that counts from 1, nil where there is none.
func numbered[T any](l List[*T], n uint64) *T {
	if n == 0 || n > uint64(l.Len()) {
		return nil
	}
	return l.At(int(n - 1))
}

// changed is the list with a changed copy of item n, which must be there.
func changed[T any](l List[*T], n uint64, f func(*T)) List[*T] {
	item := *l.At(int(n - 1))
	f(&item)
	return l.set(int(n-1), &item)
}

// itemVisible reports whether p may know of an item, which they may if they
// see the entry that opened it.
func itemVisible(s *State, p Person, opened uint64) bool {
	e := s.Entry(opened)
	return e != nil && Visible(s, p, e.Event)
}

// findProposal is the proposal that someone names by its number.
func (s *State) findProposal(n uint64, by Person) (*Proposal, error) {
	p := numbered(s.Proposals, n)
	if p == nil || !itemVisible(s, by, p.Seq) {
		return nil, refuse("there is no proposal P%d: /propose TEXT makes one", n)
	}
	return p, nil
}

// findDecision is the decision that someone names by its number.
func (s *State) findDecision(n uint64, by Person) (*Decision, error) {
	d := numbered(s.Decisions, n)
	if d == nil || !itemVisible(s, by, d.Seq) {
		return nil, refuse("there is no decision D%d: /decide TEXT makes one", n)
	}
	return d, nil
}

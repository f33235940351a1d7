package incident

import "time"

// Deciding is what may be done, what will be done by whose accountability, and
// what was changed in the running system.
type Deciding struct {
	Proposals List[*Proposal] // P1 at place 0
	Decisions List[*Decision] // D1 at place 0
	Changes   List[*Change]   // C1 at place 0
	ShutDown  time.Time       // when the system was shut down last; zero while it isn't
}

// ProposalState is what became of a proposal.
type ProposalState uint8

// The states of a proposal.
const (
	ProposalOpen ProposalState = iota
	ProposalAccepted
	ProposalRejected
)

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

// Objection is a strong objection. It is shown until it is answered.
type Objection struct {
	By       string
	At       time.Time
	Why      string
	Answer   string // "" until it is answered
	Answerer string
	Seq      uint64
}

// DecisionKind is what a decision is about.
type DecisionKind uint8

// The kinds of decision.
const (
	PlainDecision DecisionKind = iota
	TradeOff                   // a target is readjusted for a time
	ActDecision                // an act that waits for keys: /eject, /close, a shutdown
)

// DecisionState is whether a decision holds.
type DecisionState uint8

// The states of a decision.
const (
	DecisionPending DecisionState = iota // it waits for keys
	DecisionHolds
	DecisionWithdrawn
)

// Decision is what will be done, or not, and by whose accountability.
type Decision struct {
	N           uint64 // D1 is 1
	Kind        DecisionKind
	State       DecisionState
	Go          bool // do it, or don't
	Text        string
	Proposal    uint64 // what it decides on, 0 for nothing
	Accountable string // who answers for it
	By          string // who typed it
	At          time.Time
	Keys        int      // how many people must have put their key to it
	Signers     []Signer // who did
	Act         string   // of an ActDecision: the line that is carried out, without its slash
	TradeOff    Terms
	Seq         uint64 // the entry that opened it
}

// Signer is who put their key to a decision.
type Signer struct {
	Name string
	Key  string // the fingerprint
	At   time.Time
}

// Terms are those of a trade-off.
type Terms struct {
	Target string    `json:"target"`
	Old    string    `json:"old"`
	New    string    `json:"new"`
	Until  time.Time `json:"until"` // zero: until it is decided anew
}

// Change is what was changed in the running system.
type Change struct {
	N      uint64 // C1 is 1
	Text   string
	Undo   string // how to undo it, "" where nobody said
	By     string
	At     time.Time
	Undone time.Time // zero while it stands
	Result string    // of undoing it
	Seq    uint64
}

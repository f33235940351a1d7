package incident

import (
	"slices"
	"strings"
	"time"
	"warroom/session/incident/immutable"
)

// DecisionKind is the subject of a decision.
type DecisionKind uint8

// The kinds of decision.
const (
	PlainDecision DecisionKind = iota
	TradeOff                   // a target is changed for a time
	ActDecision                // a guarded act that waits for keys: /eject, /close, a shutdown
)

var decisionKindWords = []string{"decision", "trade-off", "act"}

func (k DecisionKind) String() string { return word(k, decisionKindWords...) }

// MarshalText writes the kind's word.
func (k DecisionKind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// UnmarshalText parses the kind's whole word.
func (k *DecisionKind) UnmarshalText(b []byte) error { return whole(k, b, decisionKindWords) }

// DecisionState says whether a decision holds.
type DecisionState uint8

// The states of a decision.
const (
	DecisionPending DecisionState = iota // waits for keys
	DecisionHolds
	DecisionWithdrawn
)

var decisionStateWords = []string{"pending", "holds", "withdrawn"}

func (s DecisionState) String() string { return word(s, decisionStateWords...) }

// MarshalText writes the state's word.
func (s DecisionState) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText parses the state's whole word.
func (s *DecisionState) UnmarshalText(b []byte) error { return whole(s, b, decisionStateWords) }

// Decision records a choice and the person who is accountable for it.
type Decision struct {
	N           uint64 // D1 is 1
	Kind        DecisionKind
	State       DecisionState
	Go          bool // do it, or don't do it
	Text        string
	Proposal    uint64 // the proposal that it decides on, 0 for none
	Accountable string // the person who must confirm it and answers for it
	By          string // the person who typed it
	At          time.Time
	Keys        int      // how many people must sign
	Signers     []Signer // the people who signed
	ByRole      bool     // of an ActDecision: the asker's power came from a role
	Act         string   // of an ActDecision: the line to carry out, without its slash
	TradeOff    Terms
	Seq         uint64 // the entry that opened it
}

// Signer is a person who signed a decision with their key.
type Signer struct {
	Name string
	Key  string // the fingerprint
	At   time.Time
}

// Terms holds the old and new target of a trade-off.
type Terms struct {
	Target string    `json:"target"`
	Old    string    `json:"old"`
	New    string    `json:"new"`
	Until  time.Time `json:"until"` // zero: until a new decision
}

// Pending returns the decisions that wait for keys, by number. It hides none:
// Visible says which a person may see.
func Pending(s *State) []*Decision {
	waiting := make([]*Decision, len(s.Decisions.pending))
	for i, n := range s.Decisions.pending {
		waiting[i] = s.Decisions.All.At(int(n - 1))
	}
	return waiting
}

// AwaitsKey returns the decisions that wait for p's key.
func AwaitsKey(s *State, p Person) []*Decision {
	return slices.DeleteFunc(Pending(s), func(d *Decision) bool {
		return PowerOf(s, p) < confirmVerb.Power || !knowsOf(s, p, d.Seq) || mayConfirm(s, d, p) != nil
	})
}

// Closes reports whether the decision would close the incident.
func (d *Decision) Closes() bool {
	verb, _ := cut(d.Act)
	return d.Kind == ActDecision && strings.EqualFold(verb, closeVerb.Name)
}

// signedBy reports whether a person signed the decision.
func (d *Decision) signedBy(name string) bool {
	return slices.ContainsFunc(d.Signers, func(s Signer) bool { return s.Name == name })
}

// sign adds a person's signature, once, on a copy of the list. The decision
// holds once enough people signed, the accountable one among them.
func (d *Decision) sign(by Signer) {
	if !d.signedBy(by.Name) {
		d.Signers = append(slices.Clip(d.Signers), by)
	}
	if d.signedBy(d.Accountable) && len(d.Signers) >= d.Keys {
		d.State = DecisionHolds
	}
}

// settle updates the pending set and the proposal of d, on a state that isn't
// shared yet.
func (s *State) settle(d *Decision) {
	s.Decisions.pending = s.Decisions.pending.Remove(d.N)
	if d.State == DecisionPending {
		s.Decisions.pending = s.Decisions.pending.Add(d.N)
	}
	s.changeProposal(d.Proposal, func(p *Proposal) {
		switch {
		case p.State != ProposalOpen:
		case d.State == DecisionWithdrawn && p.Decision == d.N:
			p.Decision = 0
		case d.State == DecisionWithdrawn:
		case d.State == DecisionHolds && d.Go:
			p.State, p.Decision = ProposalAccepted, d.N
		case d.State == DecisionHolds:
			p.State, p.Decision = ProposalRejected, d.N
		default:
			p.Decision = d.N
		}
	})
}

// changeDecision replaces a pending decision with a changed copy. It ignores
// one that doesn't exist or no longer waits.
func (s *State) changeDecision(n uint64, f func(*Decision)) {
	if d := numbered(s.Decisions.All, n); d == nil || d.State != DecisionPending {
		return
	}
	s.Decisions.All = changed(s.Decisions.All, n, f)
	s.settle(s.Decisions.All.At(int(n - 1)))
}

// decisions completes the first argument with the numbers of pending decisions.
func decisions(s view, arg int) []string {
	if arg != 0 {
		return nil
	}
	var numbers []string
	for _, d := range Pending(s.State) {
		if s.shows(d.Seq) {
			numbers = append(numbers, Ref{RefDecision, d.N}.String())
		}
	}
	return numbers
}

// Decisions is the section of proposals, decisions, and changes of the running
// system.
type Decisions struct {
	All       immutable.List[*Decision] // D1 at place 0
	Proposals immutable.List[*Proposal] // P1 at place 0
	Changes   immutable.List[*Change]   // C1 at place 0
	pending   immutable.Numbers         // numbers of the decisions that wait for keys
	objected  immutable.Numbers         // numbers of the proposals with an open objection
}

var decisionSection = section{
	verbs: []Verb{proposeVerb, objectVerb, supportVerb, answerVerb, decideVerb, tradeOffVerb, confirmVerb, withdrawVerb, changeVerb, undoVerb},
	kinds: map[string]codec{
		"proposed":           {"prop", inTimeline, into[Proposed]},
		"objected":           {"obj", inTimeline, into[Objected]},
		"supported":          {"supp", inTimeline, into[Supported]},
		"objection-answered": {"answ", inTimeline, into[ObjectionAnswered]},
		"proposal-withdrawn": {"wdrw", inTimeline, into[ProposalTakenBack]},
		"decision-made":      {"DEC", inTimeline, into[DecisionMade]},
		"decision-confirmed": {"conf", inTimeline, into[DecisionConfirmed]},
		"decision-withdrawn": {"wdrw", inTimeline, into[DecisionTakenBack]},
		"change-made":        {"chng", inTimeline, into[ChangeMade]},
		"change-undone":      {"undo", inTimeline, into[ChangeUndone]},
	},
}

// findDecision returns the decision with the number n.
func (s *State) findDecision(n uint64, by Person) (*Decision, error) {
	d := numbered(s.Decisions.All, n)
	if d == nil || !knowsOf(s, by, d.Seq) {
		return nil, refuse("there is no decision D%d: /decide TEXT makes one", n)
	}
	return d, nil
}

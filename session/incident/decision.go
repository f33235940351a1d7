package incident

import (
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"
	"warroom/session/incident/immutable"
)

// decisionKind is the subject of a decision.
type decisionKind uint8

// The kinds of decision.
const (
	decisionPlain    decisionKind = iota
	decisionTradeOff              // a target is changed for a time
	decisionAct                   // a guarded act that waits for keys: /eject, /close, a shutdown
)

var decisionKindWords = []string{"decision", "trade-off", "act"}

func (k decisionKind) String() string { return enumName(k, decisionKindWords...) }

// MarshalText writes the kind's word.
func (k decisionKind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// UnmarshalText parses the kind's whole word.
func (k *decisionKind) UnmarshalText(b []byte) error { return parseExact(k, b, decisionKindWords) }

// decisionState says whether a decision holds.
type decisionState uint8

// The states of a decision.
const (
	decisionPending decisionState = iota // waits for keys
	decisionHolds
	decisionWithdrawn
)

var decisionStateWords = []string{"pending", "holds", "withdrawn"}

func (s decisionState) String() string { return enumName(s, decisionStateWords...) }

// MarshalText writes the state's word.
func (s decisionState) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText parses the state's whole word.
func (s *decisionState) UnmarshalText(b []byte) error { return parseExact(s, b, decisionStateWords) }

// Decision records a choice and the person who is accountable for it.
type Decision struct {
	N           uint64 // D1 is 1
	Kind        decisionKind
	State       decisionState
	Go          bool // do it, or don't do it
	Text        string
	Proposal    uint64 // the proposal that it decides on, 0 for none
	Proposed    string // the text of that
	Accountable string // the person who must confirm it and answers for it
	Follows     bool   // whoever decides here is accountable: it moves when the role does
	By          string // the person who typed it
	At          time.Time
	Keys        int      // how many people must sign
	Signers     []Signer // the people who signed
	TakenBack   Deed     // who withdrew it, and why
	Named       Deed     // who made another accountable, and why
	ByRole      bool     // of a decisionAct: the asker's power came from a role
	Act         string   // of a decisionAct: the line to carry out, without its slash
	TradeOff    Terms
	Seq         uint64 // the entry that opened it
}

// Signer is a person who signed a decision with their key.
type Signer struct {
	Name string
	Key  string // the fingerprint
	At   time.Time
	Seq  uint64
	Word string   // what they said with it; may be empty
	Left []string // keys of what was to be done before the act, and wasn't
}

// Terms holds the old and new target of a trade-off.
type Terms struct {
	Target string    `json:"target"`
	Old    string    `json:"old"`
	New    string    `json:"new"`
	Until  time.Time `json:"until"` // zero: until a new decision
}

// Decisions yields the decisions, by number.
func (v View) Decisions() iter.Seq[*Decision] {
	return seen(v, v.state.Decisions.All.All(), (*Decision).opener)
}

// Decided yields the decisions that wait for no key, the newest first.
func (v View) Decided() iter.Seq[*Decision] {
	return func(yield func(*Decision) bool) {
		for d := range seen(v, v.state.Decisions.All.Backward(), (*Decision).opener) {
			if d.State != decisionPending && !yield(d) {
				return
			}
		}
	}
}

// opener returns the number of the entry that opened the decision.
func (d *Decision) opener() uint64 { return d.Seq }

// Pending returns the decisions that wait for keys, by number.
func (v View) Pending() []*Decision {
	return slices.DeleteFunc(v.state.pendingDecisions(), func(d *Decision) bool { return !v.Sees(d.Seq) })
}

// pendingDecisions returns the decisions that wait for keys, by number, shown to
// somebody or not.
func (s *State) pendingDecisions() []*Decision {
	waiting := make([]*Decision, len(s.Decisions.pending))
	for i, n := range s.Decisions.pending {
		waiting[i] = s.Decisions.All.At(int(n - 1))
	}
	return waiting
}

// AwaitsKey returns the decisions that wait for p's key.
func (v View) AwaitsKey(p Person) []*Decision {
	return slices.DeleteFunc(v.Pending(), func(d *Decision) bool {
		return v.state.powerOf(p) < confirmDecision{}.needs() && !mayAnyway(v.state, p, confirmDecision{N: d.N}) || checkConfirm(v.state, d, p) != nil
	})
}

// WaitsFor says whose key a pending decision waits for, as "waits for kim's
// key".
func (d *Decision) WaitsFor() string {
	if name := d.NextSigner(); name != "" {
		return "waits for " + name + "'s key"
	}
	return "waits for a second key"
}

// NextSigner returns the person whose key a pending decision waits for: the
// accountable person, or "" for any second person.
func (d *Decision) NextSigner() string {
	if d.signedBy(d.Accountable) {
		return ""
	}
	return d.Accountable
}

// About returns the subject of a decision with what is to be done before it, the whole text
// of the proposal that it decides on, and who objects to that, as far as they are shown.
func (v View) About(d *Decision, now time.Time, stamp func(time.Time) string) string {
	if first := v.Before(d, now); len(first) > 0 {
		about := d.Subject(stamp) + "; NOT DONE YET, and too late afterwards:"
		for i, item := range first {
			if i > 0 {
				about += ";"
			}
			about += " " + item.String() + " (" + item.Do + ")"
		}
		return about
	}
	p := itemN(v.state.Decisions.Proposals, d.Proposal)
	if p == nil || !v.Sees(p.Seq) {
		return d.Subject(stamp)
	}
	about := d.Subject(stamp)
	if text := CleanLine(p.Text); begun(text, maxProposed) != text {
		about += "; P" + strconv.FormatUint(p.N, 10) + " is: " + text
	}
	for o := range v.Objections(p) {
		if o.Answer == "" {
			about += "; " + o.By + " objects: " + CleanLine(o.Why)
		}
	}
	return about
}

// Pending reports whether the decision waits for keys.
func (d *Decision) Pending() bool { return d.State == decisionPending }

// Withdrawn reports whether the decision was withdrawn.
func (d *Decision) Withdrawn() bool { return d.State == decisionWithdrawn }

// IsTradeOff reports whether the decision readjusts a target for a time.
func (d *Decision) IsTradeOff() bool { return d.Kind == decisionTradeOff }

// Closes reports whether the decision would close the incident.
func (d *Decision) Closes() bool {
	verb, _ := cutWord(d.Act)
	return d.Kind == decisionAct && strings.EqualFold(verb, closeVerb.Name)
}

// Expired reports whether a trade-off that held is past its end.
func (d *Decision) Expired(now time.Time) bool { return d.State == decisionHolds && d.ended(now) }

// StateAt returns the word for the decision's state: pending, holds, withdrawn, or expired
// for a trade-off that is past its end.
func (d *Decision) StateAt(now time.Time) string {
	if d.Expired(now) {
		return "expired"
	}
	return d.State.String()
}

// ended reports whether a trade-off is past its end.
func (d *Decision) ended(now time.Time) bool {
	until := d.TradeOff.Until
	return !until.IsZero() && !until.After(now)
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
		d.State = decisionHolds
	}
}

// recordOutcome updates the pending set and the proposal of d, on a state that isn't
// shared yet.
func (s *State) recordOutcome(d *Decision) {
	s.Decisions.pending = s.Decisions.pending.Remove(d.N)
	if d.State == decisionPending {
		s.Decisions.pending = s.Decisions.pending.Add(d.N)
	}
	if d.Kind == decisionTradeOff && d.State == decisionHolds {
		s.Decisions.tradeOffs = s.Decisions.tradeOffs.Append(d.N)
	}
	s.changeProposal(d.Proposal, func(p *Proposal) {
		switch {
		case d.State == decisionWithdrawn && p.Decision == d.N:
			p.State, p.Decision = proposalOpen, 0
		case p.State != proposalOpen:
		case d.State == decisionWithdrawn:
		case d.State == decisionHolds && d.Go:
			p.State, p.Decision = proposalAccepted, d.N
		case d.State == decisionHolds:
			p.State, p.Decision = proposalRejected, d.N
		default:
			p.Decision = d.N
		}
	})
}

// changeDecision replaces a pending decision with a changed copy. It ignores
// one that doesn't exist or no longer waits.
func (s *State) changeDecision(n uint64, f func(*Decision)) {
	if d := itemN(s.Decisions.All, n); d != nil && d.State == decisionPending {
		s.moveDecision(n, f)
	}
}

// moveDecision replaces a decision with a changed copy, whatever its state.
func (s *State) moveDecision(n uint64, f func(*Decision)) {
	s.Decisions.All = updateItem(s.Decisions.All, n, f)
	s.recordOutcome(s.Decisions.All.At(int(n - 1)))
}

// decisions completes the first argument with the numbers of pending decisions.
func decisions(s sources, arg int) []string {
	if arg != 0 {
		return nil
	}
	var numbers []string
	for _, d := range s.Pending() {
		numbers = append(numbers, Ref{RefDecision, d.N}.String())
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
	standing  immutable.Numbers         // numbers of the changes in force
	kept      immutable.Numbers         // of those, the ones that stay with a person until a time
	objected  immutable.Numbers         // numbers of the proposals with an open objection
	tradeOffs immutable.List[uint64]    // numbers of the trade-offs that came to hold, in that order
}

var decisionSection = section{
	verbs: []Verb{proposeVerb, objectVerb, supportVerb, answerVerb, decideVerb, tradeOffVerb, confirmVerb, accountableVerb, withdrawVerb, changeVerb, undoVerb, keepVerb},
	kinds: map[string]codec{
		"proposed":           {"prop", inTimeline, into[actionProposed]},
		"objected":           {"obj", inTimeline, into[proposalObjectedTo]},
		"supported":          {"supp", inTimeline, into[proposalSupported]},
		"objection-answered": {"answ", inTimeline, into[objectionAnswered]},
		"proposal-withdrawn": {"wdrw", inTimeline, into[proposalWithdrawn]},
		"decision-made":      {"DEC", inTimeline, into[decisionMade]},
		"decision-confirmed": {"conf", inTimeline, into[decisionConfirmed]},
		"decision-withdrawn": {"wdrw", inTimeline, into[pendingDecisionWithdrawn]},
		"accountable-set":    {"acct", inTimeline, into[accountableSet]},
		"change-made":        {"chng", inTimeline, into[changeMade]},
		"change-undone":      {"undo", inTimeline, into[changeUndone]},
		"change-kept":        {"keep", inTimeline, into[changeKept]},
	},
}

// findDecision returns the decision with the number n.
func (s *State) findDecision(n uint64, by Person) (*Decision, error) {
	d := itemN(s.Decisions.All, n)
	if d == nil || !s.For(by).Sees(d.Seq) {
		return nil, refuse("there is no decision D%d: /decide TEXT makes one", n)
	}
	return d, nil
}

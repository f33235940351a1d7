package incident

import (
	"fmt"
	"slices"
)

// confirmDecision asks to sign a decision that waits for the asker's key.
type confirmDecision struct {
	N        uint64
	Word     string // a comment; may be empty
	Override bool   // leave what is to be done before it
}

// decisionConfirmed happened when someone signed a decision.
type decisionConfirmed struct {
	N       uint64 `json:"n"`
	Subject string `json:"subject,omitempty"` // what was decided, as it read then
	Word    string `json:"word"`

	Left []string `json:"left,omitempty"` // keys of what was to be done before its act, and wasn't
}

var confirmVerb = Verb{
	Name: "confirm", Args: "D3 [override] [word]", asks: confirmDecision{},
	Help:     "confirm a decision that waits for your key, or an act that waits for a second key",
	complete: decisions,
	parse: func(args string) (Command, error) {
		n, rest, err := cutRefOf(RefDecision, "decision", args)
		c := confirmDecision{N: n}
		if err == nil {
			c.Override, c.Word, err = cutOverride(rest)
		}
		return c, err
	},
}

// mayAnyway lets an observer confirm the decision for which they were made accountable by
// name, as the playbook's list allows.
func (c confirmDecision) mayAnyway(s *State, p Person) bool {
	if p.Rank != RankObserver || !s.Plan.Playbook.listsAccountable(p.Name) {
		return false
	}
	return slices.ContainsFunc(s.pendingDecisions(), func(d *Decision) bool {
		return d.Kind != decisionAct && d.NextSigner() == p.Name && (c.N == 0 || c.N == d.N)
	})
}

func (confirmDecision) needs() power { return powerRespond }

func (confirmDecision) putsOut() {} // if the decision ejects someone
func (confirmDecision) closes()  {} // if the decision closes the incident

func (confirmDecision) afterClose() {} // for an act that a closed incident accepts; decide checks that

func (c confirmDecision) decide(s *State, a Ask) ([]Fact, error) {
	d, err := s.findDecision(c.N, a.By)
	if err != nil {
		return nil, err
	}
	word, err := checkWhy(c.Word)
	if err != nil {
		return nil, err
	}
	if err := checkConfirm(s, d, a.By); err != nil {
		return nil, err
	}
	left, err := c.checkBefore(s, d, a.At)
	if err != nil {
		return nil, err
	}
	facts, err := d.carryOut(s, a)
	if err != nil {
		return nil, err
	}
	return append([]Fact{decisionConfirmed{N: c.N, Subject: d.Subject(minute), Word: word, Left: left}}, facts...), nil
}

// checkConfirm refuses a person whose key the decision doesn't wait for.
func checkConfirm(s *State, d *Decision, p Person) error {
	if err := d.checkMayMove(s); err != nil {
		return err
	}
	asked := s.Entry(d.Seq)
	switch {
	case !d.signedBy(d.Accountable) && p.Name != d.Accountable:
		return refuse("%s", behindWayOut(s.For(p), d, fmt.Sprintf("D%d waits for %s's key: nobody else can confirm it", d.N, d.Accountable)))
	case d.signedBy(p.Name):
		return refuse("you signed D%d already: another person must confirm it", d.N)
	case asked == nil || asked.Key == p.Key && !d.waitsForAsker():
		return refuse("D%d was requested with this same key: another person must confirm it", d.N)
	case s.Access.Members[d.By].Status == memberRemoved:
		return refuse("%s, who requested D%d, was removed: /withdraw D%d WHY, and ask again", d.By, d.N, d.N)
	}
	return d.checkActsNow(s, p)
}

// waitsForAsker reports whether a decision that one person signs waits for who asked for
// it: they were shown what is to be done before it.
func (d *Decision) waitsForAsker() bool { return d.Keys == 1 && d.By == d.Accountable }

// checkMayMove refuses to confirm or withdraw a decision that no longer waits, or
// whose incident is closed and no longer accepts its act.
func (d *Decision) checkMayMove(s *State) error {
	switch {
	case d.State == decisionHolds:
		return refuse("D%d holds already: to change it, make a new decision with /decide, or take it back with /withdraw D%[1]d WHY", d.N)
	case d.State == decisionWithdrawn:
		return refuse("D%d was withdrawn", d.N)
	case s.Status.Phase == PhaseClosed && !takenAfterClose(d.command()):
		return refuseClosed(s)
	}
	return nil
}

func (decisionConfirmed) kind() string { return "decision-confirmed" }

func (f decisionConfirmed) aboutEntry(s *State) uint64 { return openerOf(s, Ref{RefDecision, f.N}) }

func (f decisionConfirmed) fold(s *State, e *Event) {
	s.changeDecision(f.N, func(d *Decision) { d.sign(Signer{e.By, e.Key, e.OccurredAt, e.Seq, f.Word, f.Left}) })
}

func (f decisionConfirmed) line() string {
	line := fmt.Sprintf("confirms D%d", f.N)
	if f.Subject != "" {
		line += " (" + f.Subject + ")"
	}
	if len(f.Left) > 0 {
		line += ", without " + firstKeys(f.Left)
	}
	return withReason(line, f.Word)
}

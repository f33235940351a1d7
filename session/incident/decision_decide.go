package incident

import (
	"fmt"
	"strings"
)

// makeDecision asks to decide on a proposal, or on something not proposed.
type makeDecision struct {
	Proposal uint64 // 0: none
	No       bool
	Text     string
	By       typedPerson // the accountable person; empty: whoever decides here
}

// decisionMade happened when something was decided. It waits for keys unless
// its author is the only one who must sign.
type decisionMade struct {
	N           uint64       `json:"n"`
	Kind        decisionKind `json:"kind"`
	Go          bool         `json:"go"`
	Text        string       `json:"text"`
	Proposal    uint64       `json:"proposal"`
	Proposed    string       `json:"proposed,omitempty"` // its text
	Accountable string       `json:"accountable"`
	Keys        int          `json:"keys"`
	Signed      bool         `json:"signed"` // its author signed it
	Act         string       `json:"act"`
	ByRole      bool         `json:"by_role,omitempty"` // the asker's power came from a role, not from their rank
	Terms       Terms        `json:"terms,omitzero"`    // of a trade-off
	Before      []string     `json:"before,omitempty"`  // what was to be done before its act, when it was asked
	Follows     bool         `json:"follows,omitempty"` // whoever decides here is accountable
}

var decideVerb = Verb{
	Name: "decide", Args: "TEXT | P2 go|no [TEXT] [--by PERSON]", asks: makeDecision{},
	Help:     "decide on a proposal or on anything else; it holds once the accountable person confirms",
	complete: proposalThen("go", "no"),
	parse: func(args string) (Command, error) {
		c, rest, err := cutAnswer(args)
		if err != nil {
			return nil, err
		}
		c.Text, c.By, err = cutBy(rest)
		return c, err
	},
}

// proposalThen completes a proposal's number, then these words.
func proposalThen(candidates ...string) func(sources, int) []string {
	return func(s sources, arg int) []string {
		if arg == 1 {
			return candidates
		}
		return proposals(s, arg)
	}
}

// cutAnswer cuts "P2 go" or "P2 no" from the front of args, if they begin with
// a proposal.
func cutAnswer(args string) (c makeDecision, rest string, err error) {
	if text, kept := cutKept(args); kept {
		return c, text, nil
	}
	first, after := cutWord(args)
	ref, err := ParseRef(first)
	if err != nil || ref.Kind != RefProposal {
		if second, _ := cutWord(after); strings.EqualFold(first, "go") || strings.EqualFold(first, "no") {
			if ref, err := ParseRef(second); err == nil && ref.Kind == RefProposal {
				return c, "", refuse("is that an answer to %s? Write it as /decide %s %s%s", ref, ref, lower(first), keepHint)
			}
		}
		return c, args, nil
	}
	c.Proposal = ref.N
	answer, rest := cutWord(after)
	switch strings.ToLower(answer) {
	case "go":
	case "no":
		c.No = true
	default:
		return c, "", refuse("say go or no to P%d: /decide P%d go TEXT, or /decide P%d no TEXT", c.Proposal, c.Proposal, c.Proposal)
	}
	return c, rest, nil
}

func (c makeDecision) names() []typedPerson { return []typedPerson{c.By} }

func (makeDecision) needs() power { return powerRespond }

func (c makeDecision) decide(s *State, a Ask) ([]Fact, error) {
	f := decisionMade{Kind: decisionPlain, Go: !c.No, Proposal: c.Proposal}
	if c.Proposal > 0 {
		p, err := s.mayDecideOn(c.Proposal, a.By)
		if err != nil {
			return nil, err
		}
		f.Proposed = p.Text
	}
	var err error
	if f.Text, err = c.text(); err != nil {
		return nil, err
	}
	return answeredFor(s, a, f, c.By)
}

// text returns the decision's own text; it may be empty if there is a proposal.
func (c makeDecision) text() (string, error) {
	if c.Proposal > 0 && strings.TrimSpace(CleanLine(c.Text)) == "" {
		return "", nil
	}
	return checkText(c.Text)
}

// mayDecideOn returns the proposal with the number n. It refuses one that doesn't exist, is
// decided already, or has a pending decision.
func (s *State) mayDecideOn(n uint64, by Person) (*Proposal, error) {
	p, err := s.findProposal(n, by)
	switch {
	case err != nil:
		return nil, err
	case p.State != proposalOpen:
		return nil, refuse("P%d is %s already: to propose it again, use /propose", n, p.State)
	}
	if d := itemN(s.Decisions.All, p.Decision); d != nil && s.For(by).Sees(d.Seq) {
		return nil, refuse("%s", behindWayOut(s.For(by), d, fmt.Sprintf("D%d on P%d %s: /confirm D%d, or /withdraw D%d WHY", d.N, n, d.WaitsFor(), d.N, d.N)))
	}
	return p, nil
}

func (decisionMade) kind() string { return "decision-made" }
func (decisionMade) isLabelable() {}

// hiddenFrom keeps an ejection from whom it is to put out: they are not warned while a
// key is awaited.
func (f decisionMade) hiddenFrom(c clearance) bool {
	return c.target != "" && ejects(f.Act) == c.target
}

// aboutEntry returns the entry of the proposal, 0 for none.
func (f decisionMade) aboutEntry(s *State) uint64 { return openerOf(s, Ref{RefProposal, f.Proposal}) }

func (f decisionMade) fold(s *State, e *Event) {
	if f.N != uint64(s.Decisions.All.Len())+1 {
		return
	}
	d := &Decision{
		N: f.N, Kind: f.Kind, Go: f.Go, Text: f.Text, Proposal: f.Proposal, Accountable: f.Accountable, Follows: f.Follows,
		Proposed: f.Proposed, By: e.By, At: e.OccurredAt, Keys: f.Keys, Act: f.Act, ByRole: f.ByRole, TradeOff: f.Terms, Seq: e.Seq,
	}
	if f.Signed {
		d.sign(Signer{Name: e.By, Key: e.Key, At: e.OccurredAt, Seq: e.Seq})
	}
	s.Decisions.All = s.Decisions.All.Append(d)
	s.recordOutcome(d)
}

// line says whose key a decision waits for. The author of one that holds at
// once signed it.
func (f decisionMade) line() string {
	n := fmt.Sprintf("D%d", f.N)
	switch {
	case !f.Signed:
		n += fmt.Sprintf(" waits for %s's key:", f.Accountable)
	case f.Keys > 1:
		n += " waits for a second key:"
	}
	if f.Kind == decisionTradeOff {
		n += " trade-off,"
	}
	if n += " " + f.subject().line(minute); len(f.Before) > 0 {
		n += "; first " + strings.Join(f.Before, "; ")
	}
	return n
}

package incident

import "fmt"

// setAccountable asks to make another person accountable for a decision that waits for a
// key.
type setAccountable struct {
	N   uint64
	To  typedPerson
	Why string
}

// accountableSet happened when another person became accountable for a pending decision.
type accountableSet struct {
	N    uint64 `json:"n"`
	From string `json:"from"`
	To   string `json:"to"`
	Why  string `json:"why"`
}

var accountableVerb = Verb{
	Name: "accountable", Args: "D3 @PERSON [why]", asks: setAccountable{},
	Help: "make another person accountable for a decision that waits for a key: theirs counts from then on",
	complete: func(s sources, arg int) []string {
		if arg == 1 {
			return doers(s)
		}
		return decisions(s, arg)
	},
	parse: func(args string) (Command, error) {
		n, rest, err := cutRefOf(RefDecision, "decision", args)
		if err != nil {
			return nil, err
		}
		to, why, err := cutPerson(rest)
		return setAccountable{N: n, To: to, Why: why}, err
	},
}

func (c setAccountable) names() []typedPerson { return []typedPerson{c.To} }

func (setAccountable) needs() power { return powerRespond }

func (c setAccountable) decide(s *State, a Ask) ([]Fact, error) {
	d, err := s.findDecision(c.N, a.By)
	if err != nil {
		return nil, err
	}
	if err := d.checkMayMove(s); err != nil {
		return nil, err
	}
	switch from := d.NextSigner(); {
	case from == "":
		return nil, refuse("D%d waits for a second key, which nobody is named for", d.N)
	case d.Kind == decisionAct:
		return nil, refuse("whoever decides here answers for D%d: /role decider @x moves it to x", d.N)
	case from == c.To.Name:
		return nil, refuse("%s is accountable for D%d already", from, d.N)
	case from != a.By.Name && !decidesHere(s, a.By.Name) && s.powerOf(a.By) < powerManage:
		return nil, refuse("only %s, the decider, the manager, the deputy or a key of rank manager can make another accountable for D%d", from, d.N)
	}
	if err := checkAccountable(s, a, c.To); err != nil {
		return nil, err
	}
	why, err := checkWhy(c.Why)
	return []Fact{accountableSet{N: d.N, From: d.Accountable, To: c.To.Name, Why: why}}, err
}

func (accountableSet) kind() string { return "accountable-set" }

func (f accountableSet) aboutEntry(s *State) uint64 { return openerOf(s, Ref{RefDecision, f.N}) }

func (f accountableSet) fold(s *State, e *Event) {
	s.changeDecision(f.N, func(d *Decision) { d.Accountable, d.Follows, d.Named = f.To, false, deedOf(e, f.Why) })
}

func (f accountableSet) line() string {
	return withReason(fmt.Sprintf("D%d waits for %s's key now, was for %s's", f.N, f.To, f.From), f.Why)
}

// moveWaiting moves each decision for which whoever decides here answers, and which waits
// for their key, to the person who decides here now.
func (s *State) moveWaiting() {
	for _, d := range s.pendingDecisions() {
		if !d.Follows || d.NextSigner() == "" {
			continue
		}
		if now, err := decider(s, d.Accountable); err == nil && now != d.Accountable {
			s.changeDecision(d.N, func(d *Decision) { d.Accountable = now })
		}
	}
}

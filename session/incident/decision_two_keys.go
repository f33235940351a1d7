package incident

import (
	"slices"
	"strings"
)

var twoKeyActs = [...]string{"eject", shutdownAct, quarantineAct, "lift-hold", "close"}

// TwoKeyActs returns the acts for which a server may require two people's keys.
func TwoKeyActs() []string { return slices.Clone(twoKeyActs[:]) }

// ParseTwoKeys parses the names of acts that need a second person's key, as
// Rules holds them. The error is a Refusal.
func ParseTwoKeys(names []string) (map[string]bool, error) {
	acts := map[string]bool{}
	for _, name := range names {
		if !slices.Contains(twoKeyActs[:], name) {
			return nil, refuse("%q isn't an act that can need two keys: use %s", quote(name), strings.Join(twoKeyActs[:], ", "))
		}
		acts[name] = true
	}
	return acts, nil
}

// guardedAct is the effect of a command that may have to wait for keys.
type guardedAct struct {
	name     string // in Rules.TwoKeys
	line     string // the line that asks for it, without its slash
	text     string // as a decision
	answered bool   // a decider must answer for it, whatever the rules say
	opens    string // the occasion that it is for checklists, "" for none
	system   string // whose state it sets, "" for none
}

// needsKeys is a command whose act may have to wait for keys. Its decide returns
// the facts that carry the act out, whoever asks.
type needsKeys interface {
	Command
	guardedAct() guardedAct // zero if this one needn't wait
}

// replayLine joins the non-empty words into a line that asks for the command
// again.
func replayLine(words ...string) string {
	var kept []string
	for _, w := range words {
		if w = oneLine(w); w != "" {
			kept = append(kept, w)
		}
	}
	return strings.Join(kept, " ")
}

// oneLine returns a text in clean form, as one line.
func oneLine(s string) string { return strings.TrimSpace(CleanLine(s)) }

// requireKeys prepends the decision to the facts of a guarded act, or returns the
// decision alone if keys are still missing.
func requireKeys(s *State, a Ask, c Command, facts []Fact) ([]Fact, error) {
	g, ok := c.(needsKeys)
	if !ok {
		return facts, nil
	}
	act := g.guardedAct()
	two := a.rules().TwoKeys[act.name]
	if act.name == "" || !two && !act.answered {
		return facts, nil
	}
	d, err := act.decision(s, a, two)
	if err != nil {
		return nil, err
	}
	var opening []Fact
	if act.opens != "" {
		opening = checklists(s, s.Plan.Playbook, s.situation(), act.opens)
	}
	for _, item := range s.before(act.opens, opening, a.At) {
		d.Before = append(d.Before, item.String())
	}
	if d.Signed && !two {
		if len(d.Before) == 0 {
			return append([]Fact{d}, facts...), nil
		}
		d.Signed = false // even who decides is shown first what can't be done after it
	}
	return append([]Fact{d}, opening...), act.checkMayWait(s, a.By)
}

// decision returns the decision that carries out the act, signed by the asker
// if their key counts.
func (c guardedAct) decision(s *State, a Ask, two bool) (d decisionMade, err error) {
	d = decisionMade{
		N: uint64(s.Decisions.All.Len()) + 1, Kind: decisionAct, Go: true, Text: c.text,
		Accountable: a.By.Name, Keys: 1, Act: c.line, ByRole: a.By.Rank < RankManager,
	}
	if c.answered {
		d.Accountable, err = decider(s, a.By.Name)
		d.Follows = true
	}
	if two {
		d.Keys = 2
	}
	d.Signed = two || d.Accountable == a.By.Name
	return d, err
}

// ejects returns the person whom the line of an act removes from the server, ""
// for none.
func ejects(line string) string {
	verb, rest := cutWord(line)
	if !strings.EqualFold(verb, ejectVerb.Name) {
		return ""
	}
	who, _, err := cutPerson(rest)
	if err != nil {
		return ""
	}
	return who.Name
}

// checkMayWait refuses an act whose line is too long to be asked again, or that
// waits already.
func (c guardedAct) checkMayWait(s *State, by Person) error {
	if len(c.line) > MaxLine {
		return refuse("the line to be confirmed has %d bytes, at most %d fit: shorten the reason", len(c.line), MaxLine)
	}
	for _, d := range s.pendingDecisions() {
		if (d.Act == c.line || c.name == closeVerb.Name && d.Closes()) && s.For(by).Sees(d.Seq) {
			return refuse("D%d requests the same and waits for a key: /confirm D%d", d.N, d.N)
		}
		if c.system == "" || !s.For(by).Sees(d.Seq) {
			continue
		}
		if other := d.command(); other != nil && other.guardedAct().name == c.name && other.guardedAct().system == c.system {
			return refuse("D%d asks for the %s of %s already and waits for a key: /confirm D%d, or /withdraw D%d WHY first", d.N, c.name, c.system, d.N, d.N)
		}
	}
	return nil
}

// command returns the guarded command that a decision carries out, nil for
// none.
func (d *Decision) command() needsKeys {
	if d.Kind != decisionAct {
		return nil
	}
	c, err := ParseVerb(d.Act)
	if err != nil {
		return nil
	}
	if asked, ok := c.(interface{ recorded() needsKeys }); ok {
		c = asked.recorded()
	}
	g, ok := c.(needsKeys)
	if !ok || g.guardedAct().name == "" {
		return nil
	}
	return g
}

// checkActsNow refuses a key without the power that the decision's act needs, and
// an act whose accountable person no longer decides here.
func (d *Decision) checkActsNow(s *State, p Person) error {
	if d.Kind != decisionAct {
		return nil
	}
	c := d.command()
	if c == nil {
		return refuse("D%d is an act that this version can't carry out: /withdraw D%d WHY", d.N, d.N)
	}
	if needs := c.needs(); s.powerOf(p) < needs {
		return s.refusePower(p, needs)
	} else if d.ByRole && s.powerOf(Person{Name: d.By, Rank: RankResponder}) < needs {
		return refuse("%s, who requested D%d, no longer has the role for it: /withdraw D%d WHY, and ask again", d.By, d.N, d.N)
	}
	if who, err := decider(s, d.Accountable); c.guardedAct().answered && (err != nil || who != d.Accountable) {
		return refuse("%s no longer decides here: /withdraw D%d WHY, and ask again", d.Accountable, d.N)
	}
	return nil
}

// carryOut returns the facts of a decision that is being confirmed, decided
// anew on the present state.
func (d *Decision) carryOut(s *State, a Ask) ([]Fact, error) {
	if c := d.command(); c != nil {
		a.signers = d.Signers
		return c.decide(s, a)
	}
	if p := itemN(s.Decisions.Proposals, d.Proposal); p != nil && p.State != proposalOpen {
		state := p.State.String()
		if p.Withdrawn.Done() {
			state = "withdrawn"
		}
		return nil, refuse("P%d is %s already: /withdraw D%d WHY", p.N, state, d.N)
	}
	return nil, nil
}

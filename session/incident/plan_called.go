package incident

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"warroom/session/incident/immutable"
)

// answerCall asks to record that someone was called whom the playbook names.
type answerCall struct {
	N      uint64
	When   typedTime
	Refs   []Ref  // what shows it
	Nobody bool   // nobody answered
	Text   string // who answered, and what was said
}

// escalationCalled happened when someone was called whom the playbook names.
type escalationCalled struct {
	N      uint64 `json:"n"`
	Call   string `json:"call"` // whom the playbook names
	Refs   []Ref  `json:"refs,omitempty"`
	Nobody bool   `json:"nobody,omitempty"`
	Text   string `json:"text"`
}

// Call is one call of an escalation.
type Call struct {
	Answered bool
	Text     string // who answered, and what was said
	Refs     []Ref  // what shows it
	By       string
	At       time.Time
	Seq      uint64
}

var calledVerb = Verb{
	Name: "called", Args: "E1 [TIME] [REF…] WHO ANSWERED | E1 [TIME] nobody [why]", asks: answerCall{},
	Help: "record who answered a call that the playbook asks for, now or at a time before it, as /fact takes it; the call isn't asked for again unless nobody answered, or what was cited shows it no more",
	complete: func(s sources, arg int) []string {
		var names []string
		for _, e := range s.Escalations(time.Time{}) {
			names = append(names, e.Name())
		}
		return offerWords(names...)(s, arg)
	},
	parse: parseCalled,
}

// nobodyAnswered stands in place of who answered.
const nobodyAnswered = "nobody"

func parseCalled(args string) (Command, error) {
	first, rest := cutWord(args)
	n, err := parseEscalation(first)
	if err != nil {
		return nil, err
	}
	c := answerCall{N: n}
	if err := c.cutAnswer(rest); err != nil {
		return nil, err
	}
	if word, why := cutWord(c.Text); strings.EqualFold(strings.TrimRight(word, refEnds), nobodyAnswered) {
		c.Nobody, c.Text = true, why
	}
	return c, nil
}

// cutAnswer takes the time and what is cited, in either order, and leaves the text.
func (c *answerCall) cutAnswer(args string) (err error) {
	c.Refs, args = citedRefs(args)
	_, kept := cutKept(args)
	if c.When, c.Text, err = cutMoment(args); err != nil || kept || len(c.Refs) > 0 {
		return err
	}
	before := strings.TrimRight(strings.TrimSuffix(args, c.Text), blanks)
	if _, kept = cutKept(before[strings.LastIndexAny(before, blanks)+1:]); kept {
		return nil
	}
	c.Refs, c.Text, err = mayCite(c.Text)
	c.Text, _ = cutKept(c.Text)
	return err
}

// parseEscalation parses the name of an escalation. Behind other verbs, E1 is evidence.
func parseEscalation(word string) (uint64, error) {
	digits := strings.TrimRight(unquoted(word), refEnds)
	if digits != "" && digits[0]|0x20 == 'e' {
		if n, err := strconv.ParseUint(digits[1:], 10, 32); err == nil && n > 0 {
			return n, nil
		}
	}
	return 0, refuse("%q isn't a call: give its number as show and the board have it, /called E1 WHO ANSWERED", quote(word))
}

func (answerCall) needs() power { return powerRespond }

func (c answerCall) decide(s *State, a Ask) ([]Fact, error) {
	rules := s.Plan.Playbook.escalationRules()
	switch n := len(rules); {
	case n == 0:
		return nil, refuse("the playbook of %s asks for no call: write who was told with /fact", s.ID)
	case c.N == 0 || c.N > uint64(n):
		return nil, refuse("there is no call E%d: the playbook asks for %s", c.N, callNames(rules))
	}
	f := escalationCalled{N: c.N, Call: rules[c.N-1].Call, Refs: c.Refs, Nobody: c.Nobody}
	err := checkAllShow(s, a, c.Refs)
	if err != nil {
		return nil, err
	}
	if f.Text, err = checkWhy(c.Text); err != nil {
		return nil, err
	}
	if f.Text == "" && !c.Nobody {
		return nil, refuse("say who answered: /called E%d [TIME] WHO ANSWERED; or /called E%[1]d nobody", c.N)
	}
	if err := c.checkWanted(rules[c.N-1].Wants); err != nil {
		return nil, err
	}
	f.Text = c.When.mark(f.Text)
	facts, err := backdate(c.When, a, f)
	if err != nil {
		return nil, err
	}
	if p, ok := facts[0].(backdated); ok && p.at.Before(s.Declared.At.Add(-calledBefore)) {
		return nil, refuse("%s is before %s was declared, at %s: give the time of a call about this, or write what happened with /fact", minute(p.at), s.ID, minute(s.Declared.At))
	}
	return facts, c.checkNew(s, facts[0])
}

// calledBefore is how long before the declaration somebody may have called: it is opened
// while they talk.
const calledBefore = time.Hour

// checkWanted refuses an answer without the reference that the playbook asks for.
func (c answerCall) checkWanted(wants Wanted) error {
	if c.Nobody || wants.metBy(c.Refs) {
		return nil
	}
	return refuse("E%d wants %s: /called E%[1]d [TIME] %[3]s WHO ANSWERED; or /called E%[1]d nobody%[4]s", c.N, wants.what(), wants.example(), wants.inShell())
}

// maxCalls bounds the calls of one escalation.
const maxCalls = 20

// checkNew refuses a call at a time for which one is on record already, and one too many.
func (c answerCall) checkNew(s *State, f Fact) error {
	if s.Plan.calls[c.N].Len() >= maxCalls {
		return refuse("%d calls as E%d are on record: write further ones with /fact", maxCalls, c.N)
	}
	dated, ok := f.(backdated)
	if !ok {
		return nil
	}
	for _, call := range s.Plan.calls[c.N].All() {
		if call.At.Equal(dated.at) {
			return refuse("unchanged: #%d says already who was called as E%d then", call.Seq, c.N)
		}
	}
	return nil
}

// callNames lists whom a playbook has called.
func callNames(rules []EscalationRule) string {
	names := make([]string, len(rules))
	for i, r := range rules {
		names[i] = fmt.Sprintf("E%d (%s)", i+1, quote(r.Call))
	}
	return firstNames(maxNamed, names, len(names))
}

func (p *Playbook) escalationRules() []EscalationRule {
	if p == nil {
		return nil
	}
	return p.Escalation
}

func (escalationCalled) kind() string { return "escalation-called" }

func (f escalationCalled) fold(s *State, e *Event) {
	call := Call{Answered: !f.Nobody, Text: f.Text, Refs: f.Refs, By: e.By, At: e.OccurredAt, Seq: e.Seq}
	s.Plan.calls = mapWith(s.Plan.calls, f.N, s.Plan.calls[f.N].Append(call))
}

func (f escalationCalled) line() string {
	called := citing(fmt.Sprintf("E%d called %s", f.N, f.Call), f.Refs)
	if f.Nobody {
		called += ": nobody answered"
	}
	return withReason(called, f.Text)
}

// Escalation is a call that the playbook asks for if the incident isn't contained by then.
type Escalation struct {
	N     uint64 // its line in the playbook, from 1, whatever the severity
	Call  string // whom
	After Duration
	Due   time.Time
	Waits bool // the playbook asks for it now, due or coming, and nobody has answered
	Asked bool // it waits and is due
	Calls immutable.List[Call]

	Wants  Wanted // what the record of its answer must cite
	Lapsed string // why the last answer counts no more, as "#12 was struck"
}

// Name returns the name that /called takes.
func (e Escalation) Name() string { return "E" + strconv.FormatUint(e.N, 10) }

// Do returns the line that records who answered.
func (e Escalation) Do() string { return "/called " + e.Name() + e.Wants.asked() + " WHO ANSWERED" }

// Answered returns the latest call, and whether somebody answered it and what was cited
// still shows that.
func (e Escalation) Answered() (last Call, yes bool) {
	last = latestCall(e.Calls)
	return last, last.Answered && e.Lapsed == ""
}

// latestCall returns the call with the latest time, and of several the one that was entered
// last.
func latestCall(calls immutable.List[Call]) (last Call) {
	for _, c := range calls.All() {
		if !c.At.Before(last.At) {
			last = c
		}
	}
	return last
}

// Escalations returns the calls that the playbook asks for at the present severity while the
// incident isn't contained, due or coming, and those that were made, in the playbook's order.
func (v View) Escalations(now time.Time) (all []Escalation) {
	s := v.state
	for i, r := range s.Plan.Playbook.escalationRules() {
		e := Escalation{N: uint64(i) + 1, Call: r.Whom(), After: r.After, Due: s.Declared.At.Add(time.Duration(r.After))}
		e.Calls, e.Wants = s.Plan.calls[e.N], r.Wants
		if last := latestCall(e.Calls); last.Answered {
			e.Lapsed = s.lapsed(last.Refs, now)
		}
		asks := applies(r.Severity, r.When, s.situation()) && !s.contained()
		_, answered := e.Answered()
		e.Waits = asks && !answered
		e.Asked = e.Waits && !now.Before(e.Due)
		if asks || e.Calls.Len() > 0 {
			all = append(all, e)
		}
	}
	return all
}

type callShown struct {
	By       string    `json:"by"`
	At       time.Time `json:"at"`
	Answered bool      `json:"answered"`
	Text     string    `json:"text"`
	Refs     []Ref     `json:"refs,omitempty"`
	Seq      uint64    `json:"seq"`
}

type escalationShown struct {
	ID    string      `json:"id"`
	Call  string      `json:"call"`
	Due   time.Time   `json:"due_at"`
	Asked bool        `json:"asked"` // it is due, and nobody has answered
	Calls []callShown `json:"calls"`

	Wants  Wanted `json:"wants,omitzero"`   // what the record of its answer must cite
	Lapsed string `json:"lapsed,omitempty"` // why the last answer counts no more
}

// escalationsPart tells whom the playbook has called by when, and who answered.
func escalationsPart(v View, r Reader) Part {
	all := lazily(func() []Escalation { return v.Escalations(r.Now) })
	return list[Escalation]{
		label: "calls", heading: "calls that the playbook asks for", key: "escalations", most: 3, now: all, all: all,
		tone: toneBy(func(e Escalation) bool { return e.Asked }, ToneWarn, ToneText),
		line: r.escalationText,
		value: func(e Escalation) any {
			shown := escalationShown{e.Name(), e.Call, e.Due.UTC(), e.Asked, []callShown{}, e.Wants, e.Lapsed}
			for _, c := range e.Calls.All() {
				shown.Calls = append(shown.Calls, callShown{c.By, c.At.UTC(), c.Answered, c.Text, c.Refs, c.Seq})
			}
			return shown
		},
	}.part()
}

func (r Reader) escalationText(e Escalation) string {
	line := fmt.Sprintf("%s %s, by %s if not contained", e.Name(), e.Call, r.Stamp(e.Due))
	if e.Asked {
		line = fmt.Sprintf("%s CALL NOW %s, due since %s (%s)", e.Name(), e.Call, r.Stamp(e.Due), e.Do())
	}
	if e.Wants != WantsNothing {
		line += ", wants " + e.Wants.what()
	}
	for _, c := range e.Calls.All() {
		word := "called"
		if !c.Answered {
			word = "nobody answered"
		}
		line += fmt.Sprintf("; %s at %s by %s, #%d: %s", citing(word, c.Refs), r.Stamp(c.At), c.By, c.Seq, CleanLine(c.Text))
	}
	if e.Lapsed != "" {
		line += "; asked again, for " + e.Lapsed
	}
	return line
}

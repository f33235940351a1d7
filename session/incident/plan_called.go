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
	Nobody bool   // nobody answered
	Text   string // who answered, and what was said
}

// escalationCalled happened when someone was called whom the playbook names.
type escalationCalled struct {
	N      uint64 `json:"n"`
	Call   string `json:"call"` // whom the playbook names
	Nobody bool   `json:"nobody,omitempty"`
	Text   string `json:"text"`
}

// Call is one call of an escalation.
type Call struct {
	Answered bool
	Text     string // who answered, and what was said
	By       string
	At       time.Time
	Seq      uint64
}

var calledVerb = Verb{
	Name: "called", Args: "E1 [TIME] WHO ANSWERED | E1 [TIME] nobody [why]", asks: answerCall{},
	Help: "record who answered a call that the playbook asks for, now or at a time before it, as /fact takes it; the call isn't asked for again unless nobody answered",
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
	if c.When, c.Text, err = cutMoment(rest); err != nil {
		return nil, err
	}
	if word, why := cutWord(c.Text); strings.EqualFold(strings.TrimRight(word, refEnds), nobodyAnswered) {
		c.Nobody, c.Text = true, why
	}
	return c, nil
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
	f := escalationCalled{N: c.N, Call: rules[c.N-1].Call, Nobody: c.Nobody}
	var err error
	if f.Text, err = checkWhy(c.Text); err != nil {
		return nil, err
	}
	if f.Text == "" && !c.Nobody {
		return nil, refuse("say who answered: /called E%d [TIME] WHO ANSWERED; or /called E%[1]d nobody", c.N)
	}
	f.Text = c.When.mark(f.Text)
	facts, err := backdate(c.When, a, f)
	if err != nil {
		return nil, err
	}
	return facts, c.checkNew(s, facts[0])
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
	call := Call{Answered: !f.Nobody, Text: f.Text, By: e.By, At: e.OccurredAt, Seq: e.Seq}
	s.Plan.calls = mapWith(s.Plan.calls, f.N, s.Plan.calls[f.N].Append(call))
}

func (f escalationCalled) line() string {
	if f.Nobody {
		return withReason(fmt.Sprintf("E%d called %s: nobody answered", f.N, f.Call), f.Text)
	}
	return withReason(fmt.Sprintf("E%d called %s", f.N, f.Call), f.Text)
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
}

// Name returns the name that /called takes.
func (e Escalation) Name() string { return "E" + strconv.FormatUint(e.N, 10) }

// Answered returns the latest call, and whether somebody answered it.
func (e Escalation) Answered() (last Call, yes bool) {
	for _, c := range e.Calls.All() {
		if !c.At.Before(last.At) {
			last = c
		}
	}
	return last, last.Answered
}

// Escalations returns the calls that the playbook asks for at the present severity while the
// incident isn't contained, due or coming, and those that were made, in the playbook's order.
func (v View) Escalations(now time.Time) (all []Escalation) {
	s := v.state
	for i, r := range s.Plan.Playbook.escalationRules() {
		e := Escalation{N: uint64(i) + 1, Call: r.Whom(), After: r.After, Due: s.Declared.At.Add(time.Duration(r.After))}
		e.Calls = s.Plan.calls[e.N]
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
	Seq      uint64    `json:"seq"`
}

type escalationShown struct {
	ID    string      `json:"id"`
	Call  string      `json:"call"`
	Due   time.Time   `json:"due_at"`
	Asked bool        `json:"asked"` // it is due, and nobody has answered
	Calls []callShown `json:"calls"`
}

// escalationsPart tells whom the playbook has called by when, and who answered.
func escalationsPart(v View, r Reader) Part {
	all := lazily(func() []Escalation { return v.Escalations(r.Now) })
	return list[Escalation]{
		label: "calls", heading: "calls that the playbook asks for", key: "escalations", most: 3, now: all, all: all,
		tone: toneBy(func(e Escalation) bool { return e.Asked }, ToneWarn, ToneText),
		line: r.escalationText,
		value: func(e Escalation) any {
			shown := escalationShown{e.Name(), e.Call, e.Due.UTC(), e.Asked, []callShown{}}
			for _, c := range e.Calls.All() {
				shown.Calls = append(shown.Calls, callShown{c.By, c.At.UTC(), c.Answered, c.Text, c.Seq})
			}
			return shown
		},
	}.part()
}

func (r Reader) escalationText(e Escalation) string {
	line := fmt.Sprintf("%s %s, by %s if not contained", e.Name(), e.Call, r.Stamp(e.Due))
	if e.Asked {
		line = fmt.Sprintf("%s CALL NOW %s, due since %s (/called %[1]s WHO ANSWERED)", e.Name(), e.Call, r.Stamp(e.Due))
	}
	for _, c := range e.Calls.All() {
		word := "called"
		if !c.Answered {
			word = "nobody answered"
		}
		line += fmt.Sprintf("; %s at %s by %s, #%d: %s", word, r.Stamp(c.At), c.By, c.Seq, CleanLine(c.Text))
	}
	return line
}

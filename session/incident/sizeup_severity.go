package incident

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Severity is 1 (worst) to 5. SEV1 and SEV2 are major.
type Severity uint8

// The severities.
const (
	SEV1 Severity = 1 + iota
	SEV2
	SEV3
	SEV4
	SEV5
)

func (s Severity) String() string { return "SEV" + strconv.Itoa(int(s)) }

// Word returns the meaning of the severity, for screens on which a number isn't
// enough.
func (s Severity) Word() string {
	return enumName(s, "", "critical", "major", "moderate", "minor", "notice")
}

// Major reports whether the whole bridge team is called: SEV1 and SEV2.
func (s Severity) Major() bool { return s <= SEV2 }

// ParseSeverity parses 1 to 5, with or without "SEV" before it.
func ParseSeverity(s string) (Severity, error) {
	digit := strings.TrimPrefix(strings.ToUpper(s), "SEV")
	if len(digit) != 1 || digit < "1" || digit > "5" {
		return 0, refuse("%q isn't a severity: use 1 (worst) to 5", quote(s))
	}
	return Severity(digit[0] - '0'), nil
}

// SeverityChange is one step in the history of the severity.
type SeverityChange struct {
	To  Severity
	At  time.Time
	By  string
	Why string
	Seq uint64

	Fell bool // the decider let the criteria of the phase fall with it
}

// setSeverity asks to raise or lower the severity.
type setSeverity struct {
	To  Severity
	Why string
}

// severitySet happened when the severity changed.
type severitySet struct {
	From Severity `json:"from"`
	To   Severity `json:"to"`
	Why  string   `json:"why"`
	restatement
}

var severityVerb = Verb{
	Name: "sev", Args: "1-5 [why]", asks: setSeverity{},
	Help:     "set the severity; lowering it needs a reason",
	complete: offerWords("1", "2", "3", "4", "5"),
	parse: func(args string) (Command, error) {
		first, why := cutWord(args)
		to, err := ParseSeverity(first)
		return setSeverity{To: to, Why: why}, err
	},
}

func (setSeverity) needs() power { return powerRespond }

func (c setSeverity) decide(s *State, a Ask) ([]Fact, error) {
	why, err := checkWhy(c.Why)
	if err != nil {
		return nil, err
	}
	falls := c.To > s.SizeUp.asked.severity && c.To >= s.SizeUp.Severity && a.backedBy(s.Team.Roles[RoleDecider])
	switch {
	case c.To < SEV1 || c.To > SEV5:
		return nil, refuse("the severity is 1 (worst) to 5")
	case c.To == s.SizeUp.Severity && !falls:
		return nil, s.refuseSame("the severity", c.To.String(), c.To > s.SizeUp.asked.severity, fmt.Sprintf("/%s %d WHY", severityVerb.Name, c.To))
	case c.To >= s.SizeUp.Severity && why == "":
		return nil, refuse("give a reason to lower the severity: /sev %d WHY", c.To)
	case c.To > s.SizeUp.Severity && !mayLower(s, a):
		return nil, refuse("lowering the severity is for the manager, the deputy or a security officer whom somebody else named: tell them with /say")
	}
	set := severitySet{From: s.SizeUp.Severity, To: c.To, Why: why, restatement: restatement{CriteriaFall: falls}}
	if c.To >= s.SizeUp.Severity {
		return []Fact{set}, nil
	}
	at := s.situation()
	at.severity = c.To
	tasks, lists := s.opens(a, at)
	set.Asks = len(tasks)
	return slices.Concat([]Fact{set}, tasks, lists), nil
}

// mayLower reports whether the asker may lower the severity.
func mayLower(s *State, a Ask) bool {
	return s.powerOf(a.By) >= powerManage || s.wasNamed(a, RoleSecurity) || a.backedBy(s.holderOf(RoleDecider))
}

// RaisesSeverity reports whether the event made the severity worse.
func (e *Event) RaisesSeverity() bool {
	f, ok := e.Fact.(severitySet)
	return ok && f.To < f.From
}

func (severitySet) isTurn() {}

func (severitySet) kind() string { return "severity-set" }

func (f severitySet) fold(s *State, e *Event) {
	s.SizeUp.setSeverity(e, f.To, f.Why, f.CriteriaFall)
	s.restate(e, f.restatement, f.Why, func(asked *situation) { asked.severity = f.To })
}

func (f severitySet) line() string { return f.tell("", f.From.String(), f.To.String(), f.Why) }

// askAnew has the criteria of a phase that begins for the first time asked as things are now,
// at the worst severity so far: a dip before a phase is no way past it either.
func (s *State) askAnew() {
	now := s.situation()
	if worst := s.SizeUp.asked.severity; worst != 0 {
		now.severity = min(worst, now.severity)
	}
	s.SizeUp.asked = now
}

// keepAsked has the criteria of the phase asked at how things are now as well.
func (s *State) keepAsked() { s.SizeUp.asked = s.SizeUp.asked.worst(s.situation()) }

// setSeverity sets the severity, and appends the change to its history.
func (u *SizeUp) setSeverity(e *Event, to Severity, why string, fell bool) {
	u.Severity = to
	u.Severities = u.Severities.Append(SeverityChange{to, e.OccurredAt, e.By, why, e.Seq, fell})
}

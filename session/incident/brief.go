package incident

import (
	"slices"
	"time"
)

// briefTail bounds the findings and the changes of severity in a brief.
const briefTail = 3

// Brief holds what a latecomer must know first, as people entered it. It doesn't say who
// is present: the log doesn't know.
type Brief struct {
	ID       ID
	Title    string
	Phase    Phase
	System   SystemState
	TLP      TLP
	Drill    bool
	Declared Declaration
	Closings []Closing // oldest first; the last holds while the incident is closed
	Holders  []Holder  // in the order of roles
	Starred  []*Entry  // in the order of their numbers
	Findings []*Entry  // the last that were entered, oldest first
	Entries  uint64    // in the timeline and the chat
	Course   *CourseOfAction
	Estimate *Estimate // of the recovery; nil for none
	briefSizeUp
	briefWork
}

// briefSizeUp holds the severity, the impact and the possible causes.
type briefSizeUp struct {
	Severity   Severity
	Since      time.Time // when the severity became what it is
	Why        string
	Severities []SeverityChange // the last ones, oldest first
	Impact     Impact
	Urgency    Rating
	Hypotheses []*Hypothesis // in their order, without those that were ruled out
}

// briefWork holds the open tasks, what waits for a decision, and the channels that can't
// be trusted.
type briefWork struct {
	Mode      Mode
	Untrusted []Channel
	Systems   []*System   // affected
	Tasks     []*Task     // open, the first that is due first
	Proposals []*Proposal // open, or with an objection that nobody answered
	Pending   []*Decision // waiting for keys
	TradeOffs []*Decision // that hold or are past their end, the newest first
}

// Holder is a person who holds a role or acts in it.
type Holder struct {
	Role Role
	Name string
	For  string // the absent holder for whom they act; "" for who holds it
}

// Brief returns the incident as a latecomer needs it first.
func (v View) Brief() Brief {
	b := Brief{
		ID: v.ID(), Title: v.Title(), Phase: v.Phase(), System: v.SystemState(), TLP: v.TLP(),
		Drill: v.Drill(), Declared: v.Declared(), Closings: v.Closings(), Entries: v.Written(), Course: v.CourseOfAction(), Estimate: v.Estimate(),
		briefSizeUp: v.briefSizeUp(), briefWork: v.briefWork(),
	}
	for _, r := range Roles() {
		switch name, acts := v.AssignedTo(r), v.ActingAs(r); {
		case acts != "":
			b.Holders = append(b.Holders, Holder{r, acts, name})
		case name != "":
			b.Holders = append(b.Holders, Holder{Role: r, Name: name})
		}
	}
	b.Starred = slices.Collect(v.Stars())
	findings := v.state.entries.findings
	for i := findings.Len() - 1; i >= 0 && len(b.Findings) < briefTail; i-- {
		if e := v.Entry(findings.At(i)); e != nil {
			b.Findings = append(b.Findings, e)
		}
	}
	slices.Reverse(b.Findings)
	return b
}

// briefSizeUp returns the severity, the impact and the possible causes.
func (v View) briefSizeUp() briefSizeUp {
	b := briefSizeUp{Severity: v.Severity(), Impact: v.Impact(), Urgency: v.Urgency()}
	steps := v.Severities()
	for i := max(0, steps.Len()-briefTail); i < steps.Len(); i++ {
		b.Severities = append(b.Severities, steps.At(i))
	}
	if n := len(b.Severities); n > 0 {
		b.Since, b.Why = b.Severities[n-1].At, b.Severities[n-1].Why
	}
	for h := range v.Hypotheses() {
		if h.Verdict != HypothesisRuledOut {
			b.Hypotheses = append(b.Hypotheses, h)
		}
	}
	return b
}

// briefWork returns the open tasks, what waits for a decision, and the channels that
// can't be trusted.
func (v View) briefWork() briefWork {
	b := briefWork{Mode: v.Mode(), Untrusted: v.Untrusted(), Systems: slices.Collect(v.Systems()), Tasks: v.OpenTasks(), Pending: v.Pending()}
	for d := range v.Decided() {
		if d.Kind == decisionTradeOff && d.State == decisionHolds {
			b.TradeOffs = append(b.TradeOffs, d)
		}
	}
	for p := range v.Proposals() {
		if p.State == proposalOpen || v.objected(p) {
			b.Proposals = append(b.Proposals, p)
		}
	}
	return b
}

// objected reports whether an objection to p waits for an answer.
func (v View) objected(p *Proposal) bool {
	for o := range v.Objections(p) {
		if o.Answer == "" {
			return true
		}
	}
	return false
}

package incident

import (
	"slices"
	"time"
)

// briefTail is how many of the last findings and changes of severity a brief
// tells.
const briefTail = 3

// Brief is what a latecomer must know before anything else, as fields that
// were entered and not as guesses. Who is present is not the log's to say.
type Brief struct {
	ID       ID
	Title    string
	Phase    Phase
	System   SystemState
	TLP      TLP
	Drill    bool
	Declared Declaration
	Holders  []Holder // in the order of roles
	Starred  []*Entry // in the order of their numbers
	Findings []*Entry // the last that were entered, oldest first
	Entries  uint64   // in the timeline and the chat
	BriefSizeUp
	BriefWork
}

// BriefSizeUp is how bad it is, and by which way it may have come.
type BriefSizeUp struct {
	Severity   Severity
	Since      time.Time // when the severity became what it is
	Why        string
	Severities []SeverityChange // the last ones, oldest first
	Impact     Impact
	Urgency    Rating
	Hypotheses []*Hypothesis // in their order, without those that were ruled out
}

// BriefWork is what is under way, what waits for a word, and what not to trust.
type BriefWork struct {
	Mode      Mode
	Untrusted []Channel
	Systems   []*System   // affected
	Tasks     []*Task     // open, the first that is due first
	Proposals []*Proposal // open, or with an objection that nobody answered
	Pending   []*Decision // waiting for keys
}

// Holder is who holds a role, or acts in it.
type Holder struct {
	Role Role
	Name string
	For  string // the absent holder for whom they act; "" for who holds it
}

// BriefOf is the brief of s for someone of that clearance, who may enter.
func BriefOf(s *State, sees Clearance) Brief {
	b := Brief{
		ID: s.ID, Title: s.Status.Title, Phase: s.Status.Phase, System: s.Status.System, TLP: s.Access.TLP,
		Drill: s.Drill, Declared: s.Declared, Entries: s.Written, BriefSizeUp: sizeUpFor(s, sees), BriefWork: workFor(s, sees),
	}
	for _, r := range Roles() {
		switch name, acts := s.Team.Roles[r], s.Team.Acting[r]; {
		case acts != "":
			b.Holders = append(b.Holders, Holder{r, acts, name})
		case name != "":
			b.Holders = append(b.Holders, Holder{Role: r, Name: name})
		}
	}
	for e := range s.Stars() {
		if sees.Shows(s, e.Event) {
			b.Starred = append(b.Starred, e)
		}
	}
	for i := s.entries.findings.Len() - 1; i >= 0 && len(b.Findings) < briefTail; i-- {
		if e := s.Entry(s.entries.findings.At(i)); sees.Shows(s, e.Event) {
			b.Findings = append(b.Findings, e)
		}
	}
	slices.Reverse(b.Findings)
	return b
}

// sizeUpFor is the part of a brief that tells how bad it is.
func sizeUpFor(s *State, sees Clearance) BriefSizeUp {
	b := BriefSizeUp{Severity: s.SizeUp.Severity, Impact: s.SizeUp.Impact, Urgency: s.SizeUp.Urgency}
	for i := max(0, s.SizeUp.Severities.Len()-briefTail); i < s.SizeUp.Severities.Len(); i++ {
		b.Severities = append(b.Severities, s.SizeUp.Severities.At(i))
	}
	if n := len(b.Severities); n > 0 {
		b.Since, b.Why = b.Severities[n-1].At, b.Severities[n-1].Why
	}
	for _, h := range s.SizeUp.Hypotheses.All() {
		if e := s.Entry(h.Seq); h.Verdict != RuledOut && e != nil && sees.Shows(s, e.Event) {
			b.Hypotheses = append(b.Hypotheses, h)
		}
	}
	return b
}

// workFor is the part of a brief that tells what is under way.
func workFor(s *State, sees Clearance) BriefWork {
	v := view{State: s, sees: sees}
	b := BriefWork{Mode: s.Comms.Mode, Untrusted: Untrusted(s)}
	b.Systems = slices.DeleteFunc(slices.Clone(s.Affected.Systems), func(x *System) bool { return !v.shows(x.Seq) })
	b.Tasks = slices.DeleteFunc(OpenTasks(s), func(t *Task) bool { return !v.shows(t.Seq) })
	b.Pending = slices.DeleteFunc(Pending(s), func(d *Decision) bool { return !v.shows(d.Seq) })
	for _, p := range s.Decisions.Proposals.All() {
		if v.shows(p.Seq) && (p.State == ProposalOpen || v.objected(p)) {
			b.Proposals = append(b.Proposals, p)
		}
	}
	return b
}

// objected reports whether an objection to p that is seen waits for an answer.
func (v view) objected(p *Proposal) bool {
	return slices.ContainsFunc(p.Objections, func(o Objection) bool { return o.Answer == "" && v.shows(o.Seq) })
}

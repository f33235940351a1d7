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

// Holder is who holds a role.
type Holder struct {
	Role Role
	Name string
}

// BriefOf is the brief of s for p, who may enter.
func BriefOf(s *State, p Person) Brief {
	sees := ClearanceOf(p)
	b := Brief{
		ID: s.ID, Title: s.Title, Phase: s.Phase, System: s.System, TLP: s.TLP,
		Drill: s.Drill, Declared: s.Declared, Entries: s.Written, BriefSizeUp: sizeUpFor(s, sees),
	}
	for _, r := range Roles() {
		if name := s.Roles[r]; name != "" {
			b.Holders = append(b.Holders, Holder{r, name})
		}
	}
	for e := range s.Stars() {
		if sees.Shows(s, e.Event) {
			b.Starred = append(b.Starred, e)
		}
	}
	for i := s.findings.Len() - 1; i >= 0 && len(b.Findings) < briefTail; i-- {
		if e := s.Entry(s.findings.At(i)); sees.Shows(s, e.Event) {
			b.Findings = append(b.Findings, e)
		}
	}
	slices.Reverse(b.Findings)
	return b
}

// sizeUpFor is the part of a brief that tells how bad it is.
func sizeUpFor(s *State, sees Clearance) BriefSizeUp {
	b := BriefSizeUp{Severity: s.Severity, Impact: s.Impact, Urgency: s.Urgency}
	for i := max(0, s.Severities.Len()-briefTail); i < s.Severities.Len(); i++ {
		b.Severities = append(b.Severities, s.Severities.At(i))
	}
	if n := len(b.Severities); n > 0 {
		b.Since, b.Why = b.Severities[n-1].At, b.Severities[n-1].Why
	}
	for _, h := range s.Hypotheses.All() {
		if e := s.Entry(h.Seq); h.Verdict != RuledOut && e != nil && sees.Shows(s, e.Event) {
			b.Hypotheses = append(b.Hypotheses, h)
		}
	}
	return b
}

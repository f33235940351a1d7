package incident

import (
	"fmt"
	"time"
)

// AnswerGate asks to answer a question of the recovery gate.
type AnswerGate struct {
	Question GateQuestion
	Restore  When  // of the restore point; zero for other questions
	Refs     []Ref // the evidence
	Note     string
}

// GateAnswered happened when a question of the recovery gate was answered.
type GateAnswered struct {
	Question GateQuestion `json:"question"`
	Restore  time.Time    `json:"restore,omitzero"` // the restore point
	Refs     []Ref        `json:"refs"`
	Note     string       `json:"note"`
}

// OpenGate asks to take back an answer to a question of the gate.
type OpenGate struct {
	Question GateQuestion
	Why      string
}

// GateOpened happened when an answer to a question of the gate was taken back.
type GateOpened struct {
	Question GateQuestion `json:"question"`
	Why      string       `json:"why"`
}

var gateVerb = Verb{
	Name: "gate", Args: "QUESTION REF… [text] | restore-point TIME REF… [text] | QUESTION open WHY", Power: PowerRespond,
	Help:     "answer a question of the recovery gate with evidence, or take the answer back",
	complete: words(gateWords...),
	parse:    parseGate,
}

func parseGate(args string) (Command, error) {
	first, rest := cut(args)
	q, err := ParseGateQuestion(first)
	if err != nil {
		return nil, err
	}
	if word, why := cut(rest); word == "open" {
		return OpenGate{Question: q, Why: why}, nil
	}
	c := AnswerGate{Question: q}
	if q == GateRestorePoint {
		if c.Restore, rest, err = cutMinute(rest); err != nil {
			return nil, err
		}
	}
	c.Refs, c.Note = citedRefs(rest)
	return c, nil
}

// cutMinute cuts a moment from the front of args, as a full time with or
// without seconds.
func cutMinute(args string) (m When, rest string, err error) {
	first, rest := cut(args)
	if at, err := time.Parse("2006-01-02T15:04Z07:00", first); err == nil {
		return At(at), rest, nil
	}
	return cutMoment(args)
}

func (AnswerGate) needs() Power { return PowerRespond }
func (OpenGate) needs() Power   { return PowerRespond }

func (c AnswerGate) decide(s *State, a Ask) ([]Fact, error) {
	if int(c.Question) >= len(gateWords) {
		return nil, refuse("the questions of the gate are %s", someOf(gateWords))
	}
	f := GateAnswered{Question: c.Question, Refs: c.Refs}
	var err error
	if c.Question == GateRestorePoint {
		if f.Restore, err = c.restore(s, a); err != nil {
			return nil, err
		}
	}
	if err := c.checkProof(s, a.By); err != nil {
		return nil, err
	}
	f.Note, err = checkWhy(c.Note)
	return []Fact{f}, err
}

// restore returns the time of the restore point, which must be before the
// compromise began.
func (c AnswerGate) restore(s *State, a Ask) (time.Time, error) {
	if c.Restore == (When{}) {
		return time.Time{}, refuse("give the restore point's time: /gate restore-point 2026-03-01T03:00Z REF")
	}
	at, err := c.Restore.resolve(a)
	if err != nil {
		return time.Time{}, err
	}
	began, said := s.Metrics.Milestones[MilestoneOccurred]
	switch {
	case !said:
		return time.Time{}, refuse("say first when the compromise began, since the restore point must be earlier: /milestone occurred HH:MM")
	case !at.Before(began.At):
		return time.Time{}, refuse("the compromise began at %s: use an earlier restore point", minute(began.At))
	}
	return at, nil
}

// minute formats a moment for a sentence.
func minute(at time.Time) string { return at.UTC().Format("2006-01-02 15:04Z") }

// checkProof refuses an answer without evidence.
func (c AnswerGate) checkProof(s *State, by Person) error {
	if len(c.Refs) == 0 {
		return refuse("%s Cite the evidence, as #112, D3 or E7", c.Question.Question())
	}
	if err := checkRefs(s, by, c.Refs); err != nil {
		return err
	}
	for _, r := range c.Refs {
		if r.Kind == RefDecision && numbered(s.Decisions.All, r.N).State != DecisionHolds {
			return refuse("%s doesn't hold: cite a decision that does, or other evidence", r)
		}
	}
	return nil
}

func (c OpenGate) decide(s *State, _ Ask) ([]Fact, error) {
	if _, ok := s.Plan.Gate[c.Question]; !ok {
		return nil, refuse("%s has no answer to take back", c.Question)
	}
	why, err := checkWhy(c.Why)
	if err == nil && why == "" {
		err = refuse("give a reason to take the answer back: /gate %s open WHY", c.Question)
	}
	return []Fact{GateOpened{Question: c.Question, Why: why}}, err
}

func (GateAnswered) kind() string { return "gate-answered" }
func (GateOpened) kind() string   { return "gate-opened" }

func (f GateAnswered) fold(s *State, e *Event) {
	s.Plan.Gate = with(s.Plan.Gate, f.Question, Tick{By: e.By, At: e.OccurredAt, Note: f.Note, Refs: f.Refs, Seq: e.Seq})
	if f.Question == GateRestorePoint {
		s.Plan.Restore = f.Restore
	}
}

func (f GateOpened) fold(s *State, _ *Event) {
	s.Plan.Gate = without(s.Plan.Gate, f.Question)
	if f.Question == GateRestorePoint {
		s.Plan.Restore = time.Time{}
	}
}

func (f GateAnswered) line() string {
	what := "gate: " + f.Question.String()
	if !f.Restore.IsZero() {
		what += " of " + minute(f.Restore)
	}
	return because(citing(what, f.Refs), f.Note)
}

func (f GateOpened) line() string {
	return because(fmt.Sprintf("gate: %s is open again", f.Question), f.Why)
}

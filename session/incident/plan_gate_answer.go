package incident

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// answerGate asks to answer a question of the recovery gate.
type answerGate struct {
	Question gateQuestion
	Restore  typedTime // of the restore point; zero for other questions
	Refs     []Ref     // what shows it
	Note     string

	NotNeeded bool           // a decision, among the Refs, says that it needs no answer here
	Also      []gateQuestion // others that need none, by the same decision
}

// gateAnswered happened when a question of the recovery gate was answered.
type gateAnswered struct {
	Question gateQuestion `json:"question"`
	Restore  time.Time    `json:"restore,omitzero"` // the restore point
	Refs     []Ref        `json:"refs"`
	Note     string       `json:"note"`

	NotNeeded bool `json:"not_needed,omitempty"`
}

// openGate asks to take back an answer to a question of the gate.
type openGate struct {
	Question gateQuestion
	Why      string
}

// gateOpened happened when an answer to a question of the gate was taken back.
type gateOpened struct {
	Question gateQuestion `json:"question"`
	Why      string       `json:"why"`
}

var gateVerb = Verb{
	Name: "gate", Args: "QUESTION REF… [text] | restore-point TIME REF… [text] | QUESTION… not-needed D1 WHY | QUESTION open WHY", asks: answerGate{},
	Help:     "answer a question of the recovery gate with what shows it, or take the answer back",
	complete: offerWords(gateWords...),
	parse:    parseGate,
}

// notNeeded says that a question needs no answer here.
const notNeeded = "not-needed"

// gateEnds are the words that can stand behind a question.
var gateEnds = []string{"open", notNeeded}

func parseGate(args string) (Command, error) {
	first, rest := cutWord(args)
	q, err := parseGateQuestion(strings.TrimRight(first, ","))
	if err != nil {
		return nil, err
	}
	c := answerGate{Question: q}
	c.Also, rest = cutQuestions(rest)
	switch word, why := cutWord(rest); {
	case len(c.Also) > 0 && !strings.EqualFold(word, notNeeded):
		return nil, refuse("each question is answered by itself, with what shows it: name several only where none is needed, /gate %s %s %s D3 WHY", q, c.Also[0], notNeeded)
	case strings.EqualFold(word, "open"):
		return openGate{Question: q, Why: why}, nil
	case strings.EqualFold(word, notNeeded):
		c.NotNeeded = true
		c.Refs, c.Note = leadingRefs(why)
		c.Note, _ = cutKept(c.Note)
		return c, nil
	}
	if err := askKeyword(rest, gateEnds); err != nil {
		return nil, err
	}
	if q == gateRestorePoint {
		if c.Restore, rest, err = cutTyped(rest); err != nil {
			return nil, err
		}
	}
	c.Refs, c.Note = leadingRefs(rest)
	note, kept := cutKept(c.Note)
	if kept {
		c.Note = note
		return c, nil
	}
	return c, askKeyword(c.Note, gateWords)
}

// cutQuestions cuts further questions, in whole words, from the front of args.
func cutQuestions(args string) (more []gateQuestion, rest string) {
	for {
		word, behind := cutWord(strings.TrimLeft(args, ", "))
		i := slices.Index(gateWords, lower(strings.TrimRight(word, ",")))
		if i < 0 {
			return more, args
		}
		if !slices.Contains(more, gateQuestion(i)) {
			more = append(more, gateQuestion(i))
		}
		args = behind
	}
}

func (answerGate) needs() power { return powerRespond }
func (openGate) needs() power   { return powerRespond }

func (c answerGate) decide(s *State, a Ask) ([]Fact, error) {
	if int(c.Question) >= len(gateWords) {
		return nil, refuse("the questions of the gate are %s", firstKeys(gateWords))
	}
	f := gateAnswered{Question: c.Question, Refs: c.Refs, NotNeeded: c.NotNeeded}
	var err error
	if f.Note, err = checkWhy(c.Note); err != nil {
		return nil, err
	}
	if c.NotNeeded {
		if c.Question == gateTargetsHold || slices.Contains(c.Also, gateTargetsHold) {
			if err := checkMet(s, a); err != nil {
				return nil, err
			}
		}
		facts := []Fact{f}
		for _, f.Question = range c.Also {
			if f.Question != c.Question {
				facts = append(facts, f)
			}
		}
		return facts, c.checkNotNeeded(s, a)
	}
	if c.Question == gateRestorePoint {
		if f.Restore, err = c.restore(s, a); err != nil {
			return nil, err
		}
	}
	return []Fact{f}, c.checkProof(s, a)
}

// checkNotNeeded refuses to leave a question without a decision that holds and a reason.
func (c answerGate) checkNotNeeded(s *State, a Ask) error {
	example := "cite the decision that says so, and give a reason: " + s.citesDecision(a, fmt.Sprintf("/gate %s %s D3 WHY", c.Question, notNeeded))
	if err := checkDecisions(s, a, c.Refs, example); err != nil {
		return err
	}
	if len(c.Refs) == 0 || oneLine(c.Note) == "" {
		return refuse("%s", example)
	}
	return nil
}

// restore returns the time of the restore point, which must be before the
// compromise began.
func (c answerGate) restore(s *State, a Ask) (time.Time, error) {
	if c.Restore == (typedTime{}) {
		return time.Time{}, refuse("give the restore point's time: /gate restore-point 2026-03-01 03:00Z REF")
	}
	if c.Restore.about {
		return time.Time{}, refuse("a restore point near a moment may be from after the compromise: give its exact time, as 2026-03-01 03:00Z")
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

func (c openGate) decide(s *State, _ Ask) ([]Fact, error) {
	if _, ok := s.Plan.Gate[c.Question]; !ok {
		return nil, refuse("%s has no answer to take back", c.Question)
	}
	why, err := checkWhy(c.Why)
	if err == nil && why == "" {
		err = refuse("give a reason to take the answer back: /gate %s open WHY", c.Question)
	}
	return []Fact{gateOpened{Question: c.Question, Why: why}}, err
}

func (gateAnswered) kind() string { return "gate-answered" }
func (gateOpened) kind() string   { return "gate-opened" }

func (f gateAnswered) fold(s *State, e *Event) {
	s.Plan.Gate = mapWith(s.Plan.Gate, f.Question, Tick{By: e.By, At: e.OccurredAt, Note: f.Note, Refs: f.Refs, Seq: e.Seq, NotNeeded: f.NotNeeded})
	if f.Question == gateRestorePoint {
		s.Plan.Restore = f.Restore
	}
}

func (f gateOpened) fold(s *State, e *Event) {
	s.Plan.Gate = mapWithout(s.Plan.Gate, f.Question)
	s.Plan.pass(e, checkStatusTakenBack, f.Why, gatePrefix+f.Question.String())
	if f.Question == gateRestorePoint {
		s.Plan.Restore = time.Time{}
	}
}

func (f gateAnswered) line() string {
	what := "gate: " + f.Question.String()
	switch {
	case f.NotNeeded:
		what += " isn't needed"
	case !f.Restore.IsZero():
		what += " of " + minute(f.Restore)
	}
	return withReason(citing(what, f.Refs), f.Note)
}

func (f gateOpened) line() string {
	return withReason(fmt.Sprintf("gate: %s is open again", f.Question), f.Why)
}

package incident

import (
	"strings"
	"time"
)

// Verdict is what an incident turned out to be. Each closing gives one.
type Verdict uint8

// The verdicts.
const (
	VerdictNone         Verdict = iota // of incidents that were closed before verdicts were asked
	VerdictTruePositive                // something hostile or broken, as it was declared
	VerdictBenign                      // it happened as seen, and does no harm
	VerdictFalseAlarm                  // it didn't happen
	VerdictUndetermined                // nobody could tell
	VerdictDrill                       // an exercise: of a drill alone
	VerdictDuplicate                   // the same as another incident, which goes on
)

var closingWords = []string{"", "true-positive", "benign", "false-alarm", "undetermined", "drill", "duplicate"}

func (v Verdict) String() string { return enumName(v, closingWords...) }

// Plain returns the verdict as it stands in a sentence.
func (v Verdict) Plain() string { return strings.ReplaceAll(v.String(), "-", " ") }

// MarshalText writes the verdict's word.
func (v Verdict) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// UnmarshalText parses the verdict's whole word.
func (v *Verdict) UnmarshalText(b []byte) error { return parseExact(v, b, closingWords) }

// closingForms maps each accepted spelling to its verdict. Unlike other words, a verdict
// can't be shortened: a result may well begin with "be" or "under".
var closingForms = map[string]Verdict{
	"true-positive": VerdictTruePositive, "true positive": VerdictTruePositive, "tp": VerdictTruePositive,
	"benign": VerdictBenign, "benign-positive": VerdictBenign,
	"false-alarm": VerdictFalseAlarm, "false alarm": VerdictFalseAlarm, "false-positive": VerdictFalseAlarm, "false positive": VerdictFalseAlarm, "fp": VerdictFalseAlarm,
	"undetermined": VerdictUndetermined, "drill": VerdictDrill, "duplicate": VerdictDuplicate, "dup": VerdictDuplicate,
}

// cutVerdict cuts a verdict, of one word or two, from the front of the arguments.
func cutVerdict(args string) (v Verdict, rest string) {
	first, rest := cutWord(args)
	if v, ok := closingForms[lower(first)]; ok {
		return v, rest
	}
	second, behind := cutWord(rest)
	if v, ok := closingForms[lower(first)+" "+lower(second)]; ok {
		return v, behind
	}
	return VerdictNone, args
}

// Verdicts returns the words of the verdicts with which this incident may be closed.
func (v View) Verdicts() []string { return v.state.verdicts() }

func (s *State) verdicts() []string {
	if s.Drill {
		return closingWords[VerdictDrill:]
	}
	return append(closingWords[VerdictTruePositive:VerdictDrill:VerdictDrill], VerdictDuplicate.String())
}

// checkVerdict refuses a closing without a verdict that this incident may have, or without
// a result.
func (c closeIncident) checkVerdict(s *State) error {
	words := s.verdicts()
	line, example := "/close "+words[0]+" RESULT", ""
	if !s.Drill {
		line, example = "/close VERDICT RESULT, with "+strings.Join(words[:len(words)-1], ", ")+" or "+words[len(words)-1]+" INC-N", ", as /close false-alarm a scanner test"
	}
	switch {
	case c.Verdict == VerdictNone && c.Result != "":
		first, _ := cutWord(c.Result)
		return refuse("%q isn't a verdict: %swrite %s%s", quote(first), didYouMean(misspelt(first, words)), line, example)
	case c.Verdict == VerdictNone:
		return refuse("say what it was, and in one line what came of it: %s%s", line, example)
	case c.Verdict > VerdictDuplicate:
		return refuse("a verdict is %s", strings.Join(words, ", "))
	case s.Drill && c.Verdict != VerdictDrill:
		return refuse("%s is a drill, and is closed as one: %s", s.ID, line)
	case !s.Drill && c.Verdict == VerdictDrill:
		return refuse("%s isn't a drill: write %s", s.ID, line)
	case c.Result == "":
		return refuse("say in one line what came of it: /close %s RESULT", c.Verdict)
	}
	return nil
}

func didYouMean(near string) string {
	if near == "" {
		return ""
	}
	return "did you mean " + near + "? "
}

// Closing is one end of the incident.
type Closing struct {
	Verdict   Verdict // VerdictNone for one of before verdicts were asked
	Result    string  // one line; may be empty where there is no verdict
	By        string
	At        time.Time
	Seq       uint64
	Left      []string  // what was outstanding, and was overridden
	Duplicate ID        // the incident that goes on, by VerdictDuplicate
	Reopened  time.Time // zero while it holds
	Reopening Deed      // who reopened it, and why
}

// String returns the verdict with the result: "false alarm: a scanner test".
func (c Closing) String() string {
	if c.Verdict == VerdictNone {
		return withReason("no verdict", c.Result)
	}
	what := c.Verdict.Plain()
	if c.Duplicate != "" {
		what += " of " + string(c.Duplicate)
	} else if left := len(c.Left); left > 0 {
		what += ", overriding " + plural(left, "thing")
	}
	return withReason(what, c.Result)
}

// recordClosing appends a closing to the history.
func (s *State) recordClosing(e *Event, f incidentClosed) {
	s.Status.Closings = s.Status.Closings.Append(Closing{Verdict: f.Verdict, Result: f.Why, By: e.By, At: e.OccurredAt, Seq: e.Seq, Left: f.Left, Duplicate: f.Duplicate})
}

// endClosing says of the last closing that it no longer holds.
func (s *State) endClosing(e *Event, why string) {
	if n := s.Status.Closings.Len(); n > 0 {
		last := s.Status.Closings.At(n - 1)
		last.Reopened, last.Reopening = e.OccurredAt, deedOf(e, why)
		s.Status.Closings = s.Status.Closings.Set(n-1, last)
	}
}

// Closed returns the closing that holds; ok is false while the incident is open.
func (v View) Closed() (c Closing, ok bool) { return v.state.Status.Closed() }

// Closed returns the closing that holds; ok is false while the incident is open.
func (st *Status) Closed() (c Closing, ok bool) {
	if n := st.Closings.Len(); n > 0 && st.Phase == PhaseClosed {
		return st.Closings.At(n - 1), true
	}
	return Closing{}, false
}

// Closings returns every closing, oldest first. All but one that holds were followed by a
// reopening.
func (v View) Closings() (all []Closing) {
	for _, c := range v.state.Status.Closings.All() {
		all = append(all, c)
	}
	return all
}

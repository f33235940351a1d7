package incident

import "fmt"

// maxProposed bounds how much of a proposal's text stands in the line of a decision on it,
// in characters.
const maxProposed = 80

// subject is what a decision is about. A decision, and the fact that made it, say it in the
// same words.
type subject struct {
	Go       bool
	Proposal uint64 // 0: none
	Proposed string // the proposal's text
	Terms    Terms  // of a trade-off
	Text     string
}

// String returns the subject on one line: the proposal with its text, or the target of a
// trade-off, then the decision's own text.
func (s subject) String() string {
	switch {
	case s.Terms != (Terms{}):
		return CleanLine(withReason(s.Terms.Target+": "+s.Terms.Old+" → "+s.Terms.New, s.Text))
	case s.Proposal == 0:
		return CleanLine(s.Text)
	}
	answer := "no to"
	if s.Go {
		answer = "go on"
	}
	what := fmt.Sprintf("%s P%d", answer, s.Proposal)
	if text := begun(CleanLine(s.Proposed), maxProposed); text != "" {
		what += " (" + text + ")"
	}
	return CleanLine(withReason(what, s.Text))
}

// Subject returns what the decision is about, on one line. It has the text of the proposal:
// who may not see that doesn't see a decision on it either.
func (d *Decision) Subject() string {
	return subject{d.Go, d.Proposal, d.Proposed, d.TradeOff, d.Text}.String()
}

func (f decisionMade) subject() subject {
	return subject{f.Go, f.Proposal, f.Proposed, f.Terms, f.Text}
}

// begun returns at most most characters of a line, and a sign where that isn't all of it.
func begun(line string, most int) string {
	if r := []rune(line); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return line
}

package incident

import (
	"fmt"
	"time"
)

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

// line returns the subject on one line: the proposal with its text, or what a trade-off
// changes and until when, then the decision's own text. stamp formats a moment; nil leaves
// the end out.
func (s subject) line(stamp func(time.Time) string) string {
	switch {
	case s.Terms != (Terms{}):
		return CleanLine(because(s.Terms.line(stamp), s.Text))
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

// line says what changes from what to what, and until when.
func (t Terms) line(stamp func(time.Time) string) string {
	line := t.Target + ": " + t.Old + " → " + t.New
	if stamp != nil && !t.Until.IsZero() {
		line += " until " + stamp(t.Until)
	}
	return line
}

// Subject returns what the decision is about, on one line: whoever signs it reads all of it
// there, also the end of a trade-off. It has the text of the proposal: who may not see that
// doesn't see a decision on it either. stamp formats a moment; nil leaves the end out.
func (d *Decision) Subject(stamp func(time.Time) string) string {
	return subject{d.Go, d.Proposal, d.Proposed, d.TradeOff, d.Text}.line(stamp)
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

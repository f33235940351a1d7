package impact

import (
	"fmt"
	"iter"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"warroom/session/incident"
	"warroom/themes"
	"warroom/tui/paint"
	"warroom/tui/pane"
)

// step is one change in the history.
type step struct {
	what string // the new value, with its trend
	ink  themes.Meaning
	at   time.Time
	by   string
	why  string
}

// newestSteps goes through the changes of severity, impact and status, merged,
// the newest first. It skips the first skip changes.
func newestSteps(v incident.View, skip int) iter.Seq[step] {
	return func(yield func(step) bool) {
		left := cursor{v.Severities().Len() - 1, v.Impacts().Len() - 1, v.History().Len() - 1}
		for ; left.any(); skip-- {
			kind := left.newest(v)
			if skip <= 0 && !yield(kind.stepAt(v, left[kind])) {
				return
			}
			left[kind]--
		}
	}
}

// history is one of the three histories that are merged.
type history int

const (
	ofSeverity history = iota
	ofImpact
	ofStatus
)

// cursor holds the place of the newest change that is left of each history, -1
// if none is.
type cursor [3]int

func (c cursor) any() bool { return c[0] >= 0 || c[1] >= 0 || c[2] >= 0 }

// newest returns the history with the newest change.
func (c cursor) newest(v incident.View) history {
	best, seq := ofSeverity, uint64(0)
	for kind := range c {
		if c[kind] < 0 {
			continue
		}
		if n := history(kind).seq(v, c[kind]); n >= seq {
			best, seq = history(kind), n
		}
	}
	return best
}

func (h history) seq(v incident.View, i int) uint64 {
	switch h {
	case ofSeverity:
		return v.Severities().At(i).Seq
	case ofImpact:
		return v.Impacts().At(i).Seq
	}
	return v.History().At(i).Seq
}

func (h history) stepAt(v incident.View, i int) step {
	switch h {
	case ofSeverity:
		c := v.Severities().At(i)
		return step{c.To.String() + trend(v, i), ink(c.To), c.At, c.By, c.Why}
	case ofImpact:
		c := v.Impacts().At(i)
		return step{impactWords(c), themes.Strong, c.At, c.By, c.Why}
	}
	c := v.History().At(i)
	return step{strings.TrimSpace(c.What+" "+c.System) + ":" + c.To, themes.Strong, c.At, c.By, c.Why}
}

// impactWords returns an impact as people type it.
func impactWords(c incident.ImpactChange) string {
	words := fmt.Sprintf("C=%s I=%s A=%s", ratingWord(c.To.Confidentiality), ratingWord(c.To.Integrity), ratingWord(c.To.Availability))
	if c.Urgency != (incident.Rating{}) {
		words += " U=" + ratingWord(c.Urgency)
	}
	return words
}

// ratingWord returns a rating as people type it, in a few cells.
func ratingWord(r incident.Rating) string {
	if r.Level == incident.LevelUnknown {
		return "?"
	}
	return r.String()
}

// maxReasonRows bounds the rows of one reason, and of one step.
const maxReasonRows = 3

// drawChange draws one step and its reason.
func (l Look) drawChange(c step) []paint.Row {
	rows := l.drawStep(pane.When(c.at, l.Zone, l.Today), c)
	if c.why == "" {
		return rows
	}
	why, left := pane.Wrap(c.why, l.Width-len("   | "), maxReasonRows)
	if left {
		why[len(why)-1] = l.Theme.Paint(themes.Hint, "… more in the timeline")
	}
	for _, line := range why {
		rows = append(rows, paint.NewRow("   "+l.Theme.Paint(themes.Rule, "┆ ")+line).Fit(l.Width))
	}
	return rows
}

// drawStep draws when something changed, its new value, and the author, who
// moves to a second row if there is no room on the first.
func (l Look) drawStep(at string, c step) (rows []paint.Row) {
	before := len(" ") + len(at) + len(" ")
	lines, _ := pane.Wrap(c.what, l.Width-before, maxReasonRows)
	if last := lines[len(lines)-1] + " " + c.by; before+ansi.StringWidth(last) > l.Width {
		lines = append(lines, "")
	}
	for i, line := range lines {
		row := strings.Repeat(" ", before)
		if i == 0 {
			row = " " + l.Theme.Paint(themes.Muted, at) + " "
		}
		if line != "" {
			row += l.Theme.Paint(c.ink, line)
		}
		if i == len(lines)-1 {
			row += strings.Repeat(" ", min(len(line), 1)) + l.Theme.Paint(themes.OtherName, c.by)
		}
		rows = append(rows, paint.NewRow(row).Fit(l.Width))
	}
	return rows
}

// changeCount returns how many steps the history has.
func changeCount(v incident.View) int {
	return v.Severities().Len() + v.Impacts().Len() + v.History().Len()
}

// trend compares change i of the severity with the one before it: "^" is worse,
// "v" better.
func trend(v incident.View, i int) string {
	switch {
	case i == 0 || v.Severities().At(i).To == v.Severities().At(i-1).To:
		return ""
	case v.Severities().At(i).To < v.Severities().At(i-1).To:
		return "^"
	}
	return "v"
}

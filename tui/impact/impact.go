// Package impact is panel 4: the severity, the impact on confidentiality,
// integrity and availability, the hypotheses, and the history of all of that
// with its reasons.
//
// Its one idea: the current values are above their history, which begins with
// the newest change. It refuses to know anything that isn't a field of the
// state.
package impact

import (
	"fmt"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"warroom/session/incident"
	"warroom/themes"
	"warroom/tui/paint"
	"warroom/tui/pane"
)

// Number is the key that selects the panel.
const Number = 4

// Look is everything but the incident that decides how the panel looks.
type Look struct {
	Width, Height int
	Theme         themes.Theme
	Zone          *time.Location // nil is UTC
	Now           time.Time      // from header.Minute
	Today         string         // the day from pane.Day: times of another day show theirs; "" hides days
	Active        bool           // it has the keyboard
	Down          int            // hypotheses scrolled past, then changes
}

// View draws the panel.
func View(v incident.View, l Look) []paint.Row {
	if l.Height < 1 {
		return nil
	}
	rows := []paint.Row{pane.Title(l.Theme, l.Width, l.Active, "4 IMPACT", l.scrollSign())}
	rows = append(rows, l.current(v)...)
	all := l.hypotheses(v)
	for _, h := range all[min(l.Down, len(all)):] {
		if len(rows) >= l.Height {
			break
		}
		rows = append(rows, l.drawHypothesis(v, h)...)
	}
	rows = append(rows, l.statusRows(v)...)
	if l.Height-len(rows) > minRowsForChart {
		rows = append(append(rows, l.drawMetrics(v)...), l.drawChart(v)...)
	}
	for step := range newestSteps(v, max(0, l.Down-len(all))) {
		if len(rows) >= l.Height {
			break
		}
		rows = append(rows, l.drawChange(step)...)
	}
	return pane.Fill(rows, l.Width, l.Height)
}

func (l Look) scrollSign() string {
	if l.Down == 0 {
		return ""
	}
	return fmt.Sprintf("↑ %d above", l.Down)
}

// current draws the severity, the one that the playbook proposes if it differs,
// and the impact.
func (l Look) current(v incident.View) []paint.Row {
	rows := []paint.Row{paint.NewRow(" " + l.level(v))}
	if p := v.ProposedSeverity(); p.Severity != 0 && p.Severity != v.Severity() {
		text := fmt.Sprintf(" %s the playbook proposes %s %s", themes.Warn.Sign(), p.Severity, p.Severity.Word())
		rows = append(rows, paint.NewRow(l.Theme.Paint(themes.Warn, ansi.Truncate(text, l.Width, "…"))))
	}
	if reach := v.Reach(); reach != "" {
		rows = append(rows, l.wrapped(" ", 1, reach, themes.Text)...)
	}
	rows = append(rows, l.ratings(v))
	if p := v.ProposedSeverity(); p.Why != "" && p.Severity != v.Severity() {
		rows = append(rows, l.wrapped(" ", 1, p.Severity.String()+" is proposed since "+p.Why, themes.Muted)...)
	}
	for _, b := range v.Bases() {
		text := b.String()
		if len(b.On) == 0 {
			text = themes.Warn.Sign() + " " + text
		}
		rows = append(rows, l.wrapped(" ", 1, text, themes.Muted)...)
	}
	return rows
}

// level returns the severity with its word, author and time.
func (l Look) level(v incident.View) string {
	n := v.Severities().Len()
	if n == 0 {
		return l.Theme.Paint(themes.Muted, "not declared")
	}
	last := v.Severities().At(n - 1)
	level := v.Severity().String() + trend(v, n-1) + " " + v.Severity().Word()
	return l.Theme.Paint(ink(v.Severity()), level) +
		l.Theme.Paint(themes.Muted, " since "+pane.When(last.At, l.Zone, l.Today)+" by ") +
		l.Theme.Paint(themes.OtherName, last.By)
}

// ratings draws the impact on one row; a question mark is a guess.
func (l Look) ratings(v incident.View) paint.Row {
	text := " " + l.rating("C", v.Impact().Confidentiality) + "  " + l.rating("I", v.Impact().Integrity) +
		"  " + l.rating("A", v.Impact().Availability)
	if v.Urgency() != (incident.Rating{}) {
		text += "  " + l.rating("urgency", v.Urgency())
	}
	return paint.NewRow(text)
}

func (l Look) rating(what string, r incident.Rating) string {
	ink := themes.Strong
	switch r.Level {
	case incident.LevelUnknown:
		return l.Theme.Paint(themes.Muted, what) + " ?"
	case incident.LevelHigh:
		ink = themes.Danger
	case incident.LevelMedium:
		ink = themes.Warn
	}
	return l.Theme.Paint(themes.Muted, what) + " " + l.Theme.Paint(ink, r.String())
}

// statusRows draws the phase, the system state and the TLP label, on as few
// rows as hold them whole.
func (l Look) statusRows(v incident.View) []paint.Row {
	var rows []paint.Row
	text, width := "", 0
	for _, w := range []string{v.Phase().String(), systemWords(v), "TLP:" + v.TLP().String()} {
		if width > 0 && width+len(" | ")+len(w) > l.Width-1 {
			rows, text, width = append(rows, paint.NewRow(" "+text)), "", 0
		}
		if width > 0 {
			text, width = text+l.Theme.Paint(themes.Rule, " | "), width+len(" | ")
		}
		text, width = text+l.Theme.Paint(themes.Strong, w), width+len(w)
	}
	return append(rows, paint.NewRow(" "+text))
}

// systemWords returns the worst state of the affected systems, whose it is, and how many
// others are impaired.
func systemWords(v incident.View) string {
	worst, name, others := v.WorstSystem()
	words := strings.TrimSpace("sys:" + worst.String() + " " + name)
	if others > 0 {
		words += fmt.Sprintf(" +%d", others)
	}
	return words
}

func ink(s incident.Severity) themes.Meaning {
	if s.Major() {
		return themes.Danger
	}
	return themes.Calm
}

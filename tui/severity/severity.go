// Package severity is the panel of how bad it is: the severity with its whole
// history and reasons, the phase, how the system runs, and who may know.
//
// Its one idea: what holds now stands above, how it came to be below, the
// newest first. It refuses to know anything that isn't a field of the state.
package severity

import (
	"fmt"
	"time"

	"warroom/session/incident"
	"warroom/themes"
	"warroom/tui/paint"
	"warroom/tui/pane"
)

// Number is the key that picks the panel.
const Number = 4

// Look is everything but the incident that decides how the panel looks.
type Look struct {
	Width, Height int
	Theme         themes.Theme
	Zone          *time.Location // nil is UTC
	Active        bool           // it has the keyboard
	Down          int            // changes scrolled past, from the newest
}

// View draws the panel.
func View(s *incident.State, l Look) []paint.Row {
	if l.Height < 1 {
		return nil
	}
	rows := []paint.Row{
		pane.Title(l.Theme, l.Width, l.Active, "4 SEVERITY", l.behind()),
		paint.NewRow(" " + l.level(s)),
	}
	rows = append(rows, l.standing(s)...)
	for i := s.Severities.Len() - 1 - l.Down; i >= 0 && len(rows) < l.Height; i-- {
		rows = append(rows, l.change(s, i)...)
	}
	return pane.Fill(rows, l.Width, l.Height)
}

func (l Look) behind() string {
	if l.Down == 0 {
		return ""
	}
	return fmt.Sprintf("↑ %d newer", l.Down)
}

// level is the severity with its word and since when it holds.
func (l Look) level(s *incident.State) string {
	if s.Severities.Len() == 0 {
		return l.Theme.Paint(themes.Muted, "not declared")
	}
	last := s.Severities.At(s.Severities.Len() - 1)
	level := s.Severity.String() + trend(s, s.Severities.Len()-1) + " " + s.Severity.Word()
	return l.Theme.Paint(ink(s.Severity), level) +
		l.Theme.Paint(themes.Muted, " since "+pane.Clock(last.At, l.Zone)+" by ") +
		l.Theme.Paint(themes.OtherName, last.By)
}

// standing is the phase, the system and the label, on as few rows as hold them
// whole.
func (l Look) standing(s *incident.State) []paint.Row {
	var rows []paint.Row
	text, width := "", 0
	for _, w := range []string{s.Phase.String(), "sys:" + s.System.String(), "TLP:" + s.TLP.String()} {
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

// mostWhy bounds the rows of one reason.
const mostWhy = 3

// change is one step of the history: when, to what, by whom, and why.
func (l Look) change(s *incident.State, i int) []paint.Row {
	c := s.Severities.At(i)
	at := pane.In(c.At, l.Zone).Format("15:04")
	if i > 0 && otherDay(c.At, s.Severities.At(s.Severities.Len()-1).At, l.Zone) {
		at = pane.In(c.At, l.Zone).Format("2 Jan 15:04")
	}
	first := " " + l.Theme.Paint(themes.Muted, at) + " " +
		l.Theme.Paint(ink(c.To), c.To.String()+trend(s, i)) + " " + l.Theme.Paint(themes.OtherName, c.By)
	rows := []paint.Row{paint.NewRow(first).Fit(l.Width)}
	if c.Why == "" {
		return rows
	}
	why, left := pane.Wrap(c.Why, l.Width-len("   | "), mostWhy)
	if left {
		why[len(why)-1] = l.Theme.Paint(themes.Hint, "… more in the timeline")
	}
	for _, line := range why {
		rows = append(rows, paint.NewRow("   "+l.Theme.Paint(themes.Rule, "┆ ")+line).Fit(l.Width))
	}
	return rows
}

func otherDay(a, b time.Time, zone *time.Location) bool {
	return pane.In(a, zone).Format(time.DateOnly) != pane.In(b, zone).Format(time.DateOnly)
}

// trend is the sign of how change i compares with the one before it: "^" is
// worse.
func trend(s *incident.State, i int) string {
	switch {
	case i == 0 || s.Severities.At(i).To == s.Severities.At(i-1).To:
		return ""
	case s.Severities.At(i).To < s.Severities.At(i-1).To:
		return "^"
	}
	return "v"
}

func ink(s incident.Severity) themes.Meaning {
	if s.Major() {
		return themes.Danger
	}
	return themes.Calm
}

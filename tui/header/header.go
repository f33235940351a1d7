// Package header draws the rows above every bridge: which incident, how bad,
// how far the response is, and who holds the roles.
//
// Its one idea: whole parts are left out, the least important first, before a
// row is cut. It refuses to know a clock: the time is part of the Look.
package header

import (
	"fmt"
	"strings"
	"time"

	"warroom/session/incident"
	"warroom/themes"
	"warroom/tui/paint"
	"warroom/tui/pane"
)

// Look is everything but the incident that decides how the header looks.
type Look struct {
	Width, Height int // two rows show everything
	Theme         themes.Theme
	Zone          *time.Location // nil is UTC
	Now           time.Time      // from Minute
	Observer      bool           // the reader can't write
}

// Minute truncates a time to the minute, so that Looks of one minute are equal.
func Minute(t time.Time) time.Time { return t.UTC().Truncate(time.Minute) }

// View draws the header.
func View(v incident.View, l Look) []paint.Row {
	rows := []paint.Row{
		paint.NewRow(situationRow(v, l)),
		paint.NewRow(roleRow(v, l)),
	}
	return pane.Fill(rows, l.Width, l.Height)
}

// situationRow returns the first row: the incident, its severity and status,
// and its age.
func situationRow(v incident.View, l Look) string {
	parts := []part{
		{text: string(v.ID()), ink: themes.Strong, priority: always},
		{text: v.Title(), ink: themes.Strong, priority: 30, shrinks: true},
	}
	if v.Drill() {
		parts = append(parts, part{text: "DRILL", ink: themes.Drill, priority: always})
	}
	if l.Observer {
		parts = append(parts, part{text: "OBSERVER", ink: themes.Warn, priority: 90})
	}
	parts = append(parts, severityParts(v)...)
	parts = append(parts, part{text: strings.ToUpper(v.Phase().String()), ink: themes.Strong, priority: 70})
	parts = append(append(parts, systemParts(v)...),
		part{text: "TLP:" + v.TLP().String(), ink: themes.Strong, priority: 50})
	if v.Scope() != incident.ScopeOpen {
		parts = append(parts, part{text: strings.ToUpper(v.Scope().String()), ink: themes.Warn, priority: 55})
	}
	if v.Kinds() != 0 {
		parts = append(parts, part{text: v.Kinds().String(), ink: themes.Strong, priority: 25})
	}
	if v.Spread() != incident.SpreadUnknown {
		parts = append(parts, part{text: "spread:" + strings.ToUpper(v.Spread().String()), ink: themes.Strong, priority: 22})
	}
	return layOut(l.Theme, l.Width, parts, clockParts(v, l))
}

// systemParts returns the worst state of the affected systems, then whose it is and how
// many others are impaired.
func systemParts(v incident.View) []part {
	worst, name, others := v.WorstSystem()
	parts := []part{{text: "sys:" + strings.ToUpper(worst.String()), ink: systemInk(worst), priority: 60}}
	if others > 0 {
		name = strings.TrimSpace(fmt.Sprintf("%s +%d", name, others))
	}
	if name != "" && systemInk(worst) != themes.Good {
		parts = append(parts, part{text: name, ink: systemInk(worst), priority: 45})
	}
	return parts
}

// severityParts returns the severity with the sign of its trend, the one before
// it, and its word.
func severityParts(v incident.View) []part {
	ink := themes.Calm
	if v.Severity().Major() {
		ink = themes.Danger
	}
	level := part{text: v.Severity().String(), ink: ink, priority: always}
	word := part{text: v.Severity().Word(), ink: ink, priority: 20}
	n := v.Severities().Len()
	if n < 2 || v.Severities().At(n-2).To == v.Severity() {
		return []part{level, word}
	}
	was := v.Severities().At(n - 2).To
	level.text += "v"
	if v.Severity() < was {
		level.text = v.Severity().String() + "^"
	}
	return []part{level, {text: fmt.Sprintf("(was %d)", was), ink: themes.Muted, priority: 10, joined: true}, word}
}

func systemInk(s incident.SystemState) themes.Meaning {
	switch s {
	case incident.SystemRunning, incident.SystemRestored:
		return themes.Good
	case incident.SystemShutdown:
		return themes.Danger
	}
	return themes.Warn
}

// clockParts returns the time since the incident was declared, and the time of
// day. A closed incident has only the latter.
func clockParts(v incident.View, l Look) []part {
	now := pane.Clock(l.Now, l.Zone)
	if zone, offset := pane.In(l.Now, l.Zone).Zone(); offset != 0 || zone != "UTC" {
		now += " " + zone
	} else {
		now += "Z"
	}
	parts := []part{{text: now, ink: themes.Text, priority: 80}}
	if v.Phase() == incident.PhaseClosed || v.Declared().At.IsZero() {
		return parts
	}
	run := max(0, l.Now.Sub(v.Declared().At.Truncate(time.Minute)))
	elapsed := fmt.Sprintf("T+%02d:%02d", int(run.Hours()), int(run.Minutes())%60)
	return append([]part{{text: elapsed, ink: themes.Muted, priority: 40}}, parts...)
}

// Package entry is the page about one entry: the whole of its text, and the
// fields that its row in a panel leaves out.
//
// Its one idea: the original and its correction are shown together, each with
// author and time. It refuses to know who opened it.
package entry

import (
	"fmt"
	"math"
	"strings"
	"time"

	"warroom/session/incident"
	"warroom/themes"
	"warroom/tui/paint"
	"warroom/tui/pane"
)

// Look is everything but the incident that decides how the page looks.
type Look struct {
	Width, Height int
	Theme         themes.Theme
	Zone          *time.Location // nil is UTC
	Seq           uint64         // the entry
	Down          int            // rows scrolled past
}

// View draws the page.
func View(v incident.View, l Look) []paint.Row {
	return pane.Page(l.Theme, l.Width, l.Height, l.Down, fmt.Sprintf("entry #%d of %s", l.Seq, v.ID()), "enter closes this entry", l.body(v))
}

// body draws everything between title and foot.
func (l Look) body(v incident.View) []paint.Row {
	f := pane.Fields{Theme: l.Theme, Width: l.Width}
	e := v.Entry(l.Seq)
	if e == nil {
		return nil
	}
	add := func(label, text string, ink themes.Meaning) { f.Add(label, text, ink, math.MaxInt) }
	add("what", e.Kind()+" by "+e.By, themes.Strong)
	add("happened", l.when(e.Happened()), themes.Text)
	if m := e.Move; e.Moved() {
		add("time was", fmt.Sprintf("%s, until %s corrected it in #%d", l.when(e.OccurredAt), m.By, m.Seq), themes.Text)
	}
	if e.BackDated() {
		add("logged", l.when(e.Written())+", after it happened", themes.Text)
	}
	if !e.Clock.IsZero() {
		add("stamped", l.when(e.RecordedAt)+", just after the entry before it: the clock was behind", themes.Text)
	}
	if e.Strike != nil {
		add("STRUCK", fmt.Sprintf("%s by %s, in #%d: %s", l.when(e.Strike.Written()), e.Strike.By, e.Strike.Seq, e.StrikeWhy()), themes.Warn)
	}
	if marks := marks(e); marks != "" {
		add("marks", marks, themes.Text)
	}
	add("text", e.Line(), themes.Text)
	if c := e.Correction; c != nil {
		add("corrected", fmt.Sprintf("%s by %s, in #%d", l.when(c.Written()), c.By, c.Seq), themes.Text)
		add("original", e.Original(), themes.Text)
	}
	if e.Key != "" {
		add("key", e.Key, themes.Muted)
	}
	return f.Rows
}

// when returns a time with its day and its zone.
func (l Look) when(at time.Time) string {
	return pane.In(at, l.Zone).Format("2 Jan 2006 15:04:05 MST")
}

func marks(e *incident.Entry) string {
	var marks []string
	if e.Starred {
		marks = append(marks, "* starred: shown in the brief")
	}
	if e.Promoted {
		marks = append(marks, "[1] shown in the timeline too")
	}
	return strings.Join(marks, ", ")
}

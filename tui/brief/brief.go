// Package brief is the page that a latecomer reads first: all that they must
// know, on one screen.
//
// Its one idea: it draws the parts of the incident's Brief in their order, as the
// command line writes them. It refuses to know what they tell, what is below it, and who
// closes it.
package brief

import (
	"time"

	"warroom/session/incident"
	"warroom/themes"
	"warroom/tui/paint"
	"warroom/tui/pane"
)

// Look is everything but the incident that decides how the brief looks.
type Look struct {
	Width, Height int
	Theme         themes.Theme
	Zone          *time.Location // nil is UTC
	Now           time.Time      // from header.Minute
	Today         string         // the day from pane.Day: times of another day show theirs, and of another year; "": each its day
	Name          string         // who reads
	Read          uint64         // the last entry that the reader read; 0 for none
	Down          int            // rows scrolled past
	Take          bool           // enter takes a role that is offered
}

// View draws the brief.
func View(v incident.View, l Look) []paint.Row {
	foot := "enter closes this brief; /brief shows it again"
	if l.Take {
		foot = "enter takes the role, esc doesn't"
	}
	return pane.Page(l.Theme, l.Width, l.Height, l.Down, "brief of "+string(v.ID()), foot, l.body(v))
}

// body draws everything between title and foot.
func (l Look) body(v incident.View) []paint.Row {
	p := newPage(l)
	for _, part := range v.Brief(l.reader()) {
		p.part(part)
	}
	p.latest(v, l.Height-pane.PageFrame-len(p.Rows))
	return p.Rows
}

// reader returns for whom the brief is made.
func (l Look) reader() incident.Reader {
	return incident.Reader{Name: l.Name, Read: l.Read, Now: l.Now, Stamp: l.when}
}

// when formats a moment, with its day if that isn't today.
func (l Look) when(at time.Time) string {
	if l.Today != "" {
		return pane.When(at, l.Zone, l.Today)
	}
	return pane.Dated(at, l.Zone, l.Today)
}

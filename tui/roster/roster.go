// Package roster is panel 5: the people here with their roles, and who is away.
//
// Its one idea: a role is shown beside its holder, and an absent holder is
// shown too. It refuses to know how presence is found out.
package roster

import (
	"fmt"
	"time"

	"warroom/session/incident"
	"warroom/themes"
	"warroom/tui/paint"
	"warroom/tui/pane"
)

// Number is the key that selects the panel.
const Number = 5

// Status is whether a person is here.
type Status uint8

// The statuses.
const (
	StatusHere Status = iota
	StatusAway        // no key for a while, or the link doesn't answer
	StatusGone        // left, or the link is lost
)

// Person is a person who is or was here.
type Person struct {
	Name   string
	Rank   incident.Rank
	Status Status
	Since  time.Time // when the status began
}

// Look is everything but the incident and its people that decides how the panel
// looks.
type Look struct {
	Width, Height int
	Theme         themes.Theme
	Zone          *time.Location // nil is UTC
	Today         string         // the day from pane.Day: times of another day show theirs; "" hides days
	Active        bool           // it has the keyboard
	Down          int            // rows scrolled past
}

// View draws the panel.
func View(v incident.View, here []Person, l Look) []paint.Row {
	if l.Height < 1 {
		return nil
	}
	lines := linesOf(v, here)
	lines = lines[max(0, min(l.Down, len(lines))):]
	note := ""
	if below := len(lines) - (l.Height - 1); below > 0 {
		note = fmt.Sprintf("↓ %d more", below)
	}
	rows := []paint.Row{pane.Title(l.Theme, l.Width, l.Active, title(here), note)}
	for _, line := range lines[:min(len(lines), l.Height-1)] {
		rows = append(rows, l.drawLine(line))
	}
	return pane.Fill(rows, l.Width, l.Height)
}

func title(here []Person) string {
	people, observers := 0, 0
	for _, p := range here {
		if p.Status == StatusGone {
			continue
		}
		people++
		if p.Rank <= incident.RankObserver {
			observers++
		}
	}
	switch observers {
	case 0:
		return fmt.Sprintf("5 HERE %d", people)
	case 1:
		return fmt.Sprintf("5 HERE %d, 1 observer", people)
	}
	return fmt.Sprintf("5 HERE %d, %d observers", people, observers)
}

const nameWidth = 8 // longer names aren't aligned

// drawLine draws a sign, the name, the roles, and the status.
func (l Look) drawLine(line line) paint.Row {
	sign, word, ink := line.presence(l.Zone, l.Today)
	text := " " + l.Theme.Paint(ink, sign) + " " + l.Theme.Paint(themes.OtherName, pane.Pad(line.Name, nameWidth))
	if line.roles != "" {
		text += " " + l.Theme.Paint(themes.Strong, line.roles)
	}
	if line.offers != "" {
		text += " " + l.Theme.Paint(themes.Warn, line.offers)
	}
	if line.Rank == incident.RankObserver {
		text += " " + l.Theme.Paint(themes.Muted, "observer")
	}
	if word != "" {
		text += " " + l.Theme.Paint(ink, word)
	}
	return paint.NewRow(text)
}

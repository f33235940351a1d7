// Package timeline is panel 1: what happened, in the order in which it
// happened. Back-dated entries appear at their time, marked with the time when
// they were logged.
//
// Its one idea: only the panel writes into the columns of tag and author.
// Package feed does the scrolling.
package timeline

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"warroom/session/incident"
	"warroom/themes"
	"warroom/tui/feed"
	"warroom/tui/paint"
	"warroom/tui/pane"
)

// Number is the key that selects the panel.
const Number = 1

// View draws the timeline.
func View(v incident.View, l feed.Look) []paint.Row { return kind().View(v, l) }

// New returns a place at the end of the timeline.
func New() feed.Model { return feed.New(kind()) }

func kind() feed.Kind {
	return feed.Kind{
		Title: "1 TIMELINE", Indent: 9, NumbersAt: 60,
		Holds: func(e *incident.Entry) bool { return e.Promoted || e.InTimeline() },
		Back:  incident.View.Timeline, From: incident.View.TimelineFrom,
		Head: head,
	}
}

const (
	tagWidth  = 4
	nameWidth = 6  // longer names aren't aligned
	maxName   = 16 // longer names are cut
)

// head returns the tag and the author.
func head(e *incident.Entry, l feed.Look) (string, int) {
	tag, name := e.Tag(), ansi.Truncate(e.By, maxName, "…")
	ink := themes.Muted
	if tag == strings.ToUpper(tag) {
		ink = themes.Strong
	}
	tag, name = pane.Pad(tag, tagWidth), pane.Pad(name, nameWidth)
	return l.Theme.Paint(ink, tag) + " " + l.Theme.Paint(themes.OtherName, name) + " ",
		ansi.StringWidth(tag) + 1 + ansi.StringWidth(name) + 1
}

// Package chat is panel 2: what people say to one another. Each line shows its
// time and author, so that it can be read alone.
//
// Package feed does the scrolling.
package chat

import (
	"iter"

	"github.com/charmbracelet/x/ansi"

	"warroom/session/incident"
	"warroom/themes"
	"warroom/tui/feed"
	"warroom/tui/paint"
)

// Number is the key that selects the panel.
const Number = 2

// View draws the chat.
func View(v incident.View, l feed.Look) []paint.Row { return kind(l.Stream).View(v, l) }

// New returns a place at the end of the chat.
func New() feed.Model { return feed.New(kind("")) }

// NewIn returns a place at the end of a workstream's chat and entries.
func NewIn(stream string) feed.Model { return feed.New(kind(stream)) }

// kind returns the chat, or a workstream's in its place.
func kind(stream string) feed.Kind {
	if stream != "" {
		return ofStream(stream)
	}
	return feed.Kind{
		Title: "2 CHAT", Indent: 9, NumbersAt: 100,
		Holds: func(e *incident.Entry) bool { return e.InChat() },
		Back:  back, From: from, Head: head,
		Since: func(v incident.View, seq uint64) int { return v.ChatSince(seq) },
	}
}

// back goes through the chat from its newest line. A line is never
// back-dated, so its number is its place.
func back(v incident.View, end incident.Mark) iter.Seq[*incident.Entry] { return v.Chat(end.Seq) }

func from(v incident.View, start incident.Mark) iter.Seq[*incident.Entry] {
	return v.ChatFrom(start.Seq)
}

// maxName bounds the shown part of a name, in cells.
const maxName = 24

// head returns the author, and a sign if the line is in the timeline too.
func head(e *incident.Entry, l feed.Look) (string, int) {
	name, sign := ansi.Truncate(e.By, maxName, "…"), ""
	if e.Promoted {
		sign = "[1] "
	}
	return l.Theme.Paint(themes.Muted, sign) + l.Theme.Paint(themes.OtherName, name) + ": ",
		len(sign) + ansi.StringWidth(name) + len(": ")
}

// ofStream returns the chat of a workstream, with the entries made in it.
func ofStream(name string) feed.Kind {
	return feed.Kind{
		Title: "2 CHAT in " + name, Indent: 9, NumbersAt: 100,
		Holds: func(e *incident.Entry) bool { return e.Stream() == name && e.InStream() },
		Back: func(v incident.View, end incident.Mark) iter.Seq[*incident.Entry] {
			return v.StreamEntries(name, end.Seq)
		},
		From: func(v incident.View, start incident.Mark) iter.Seq[*incident.Entry] {
			return v.StreamFrom(name, start.Seq)
		},
		Head:  head,
		Since: func(v incident.View, seq uint64) int { return v.StreamSince(name, seq) },
	}
}

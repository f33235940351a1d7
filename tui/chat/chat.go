// Package chat is the panel of what people say to one another. Each line tells
// when and by whom by itself, so that it can be read alone.
//
// How the column moves, it leaves to feed.
package chat

import (
	"iter"

	"github.com/charmbracelet/x/ansi"

	"warroom/session/incident"
	"warroom/themes"
	"warroom/tui/feed"
	"warroom/tui/paint"
)

// Number is the key that picks the panel.
const Number = 2

// View draws the chat.
func View(v incident.View, l feed.Look) []paint.Row { return kind(l.Stream).View(v, l) }

// New is a place at the end of the chat.
func New() feed.Model { return feed.New(kind("")) }

// NewIn is a place at the end of what a workstream says and enters.
func NewIn(stream string) feed.Model { return feed.New(kind(stream)) }

// kind is the chat, or the talk of a workstream in its place.
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

// A line of chat is never back-dated: its number is its place.
func back(v incident.View, end incident.Mark) iter.Seq[*incident.Entry] { return v.Chat(end.Seq) }

func from(v incident.View, start incident.Mark) iter.Seq[*incident.Entry] {
	return v.ChatFrom(start.Seq)
}

// maxName bounds what is shown of a name, in cells.
const maxName = 24

// head is the author, and a sign where the line stands in the timeline too.
func head(e *incident.Entry, l feed.Look) (string, int) {
	name, sign := ansi.Truncate(e.By, maxName, "…"), ""
	if e.Promoted {
		sign = "[1] "
	}
	return l.Theme.Paint(themes.Muted, sign) + l.Theme.Paint(themes.OtherName, name) + ": ",
		len(sign) + ansi.StringWidth(name) + len(": ")
}

// ofStream is the talk of a workstream, and what was entered in it.
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

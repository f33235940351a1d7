package sshd

import (
	"io"

	"warroom/session"
	"warroom/session/incident"
)

// Terminal is one person's terminal, for as long as their session lasts.
type Terminal struct {
	Person  incident.Person
	Command incident.ID // the bridge that was asked for; empty: the lobby

	In    io.Reader             // what is typed and pasted; io.EOF when the client has gone or the screen is over
	Out   io.Writer             // for one writer at a time; blocks as long as the terminal does
	Sizes *session.Latest[Size] // the terminal's size when it opens, and then each change
	Term  string                // its type, as "xterm-256color"
	Env   []string              // LANG, LC_*, TERM, COLORTERM and NO_COLOR, as "NAME=value"

	ch *channel
}

// OnLink calls f with whether the person's link answers: at once, and at each change. f
// must not block. Another call replaces f.
func (t *Terminal) OnLink(f func(answers bool)) { t.ch.setLink(f) }

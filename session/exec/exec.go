// Package exec is the command line: it turns one line of text, which a person sent
// through some door, into one answer.
//
// Its one idea: a line is one verb with one end, and holds nobody else up. A verb that
// reads a whole record works in turns, writes page by page, and checks again what its
// person may read each time it has waited for them.
//
// It refuses to know how the line came and how its person proved who they are: it is
// handed a Person, a reader and two writers, and returns an error. The door makes an
// exit status of that.
package exec

import (
	"context"
	"fmt"
	"io"
	"time"

	"warroom/session"
	"warroom/session/incident"
)

// Commands answers the command lines of one server. All doors share one, and its
// bounds with it. It is safe for concurrent use.
type Commands struct {
	hub         *session.Hub
	now         func() time.Time
	importSlots *session.WorkSlots // for keys that send a list, held while they send
	asOfSlots   *session.WorkSlots // for keys that read a record as of another moment
	limits      Limits
	formats     map[string]Format // by the names of their formats
	guides      Guides
}

// New makes the command line of the server that hub belongs to.
func New(hub *session.Hub, c Config) *Commands {
	c = c.withDefaults()
	return &Commands{
		hub: hub, now: c.Now, limits: c.Limits, formats: c.Formats, guides: c.Guides,
		importSlots: session.NewWorkSlots(c.Limits.AtLarge, 0),
		asOfSlots:   session.NewWorkSlots(c.Limits.AtLarge, 0),
	}
}

// Request is one command line and the person that sent it. All of it must be set but
// In and OnLink.
type Request struct {
	Person incident.Person
	Line   string                      // as the client sent it
	In     io.Reader                   // a pipe's end; nil on a terminal
	Out    io.Writer                   // takes the data
	Stderr io.Writer                   // takes words for people
	OnLink func(func(answers bool))    // has a function told whether the person's link answers; nil where nobody knows
	Guard  func(what string, f func()) // runs f, and keeps a panic in it from the rest
	Words  bool                        // whole words in place of tags, as --words asks, for who reads by ear
}

// Run answers a request. Its error is nil when the request was done, a UsageError
// when the line isn't written as its verb asks, an incident.Refusal, or another error
// of the Hub's. Run may leave a goroutine that reads r.In until that ends.
func (c *Commands) Run(ctx context.Context, r Request) error {
	return runVerb(ctx, &call{Commands: c, person: r.Person, in: r.In, out: r.Out, stderr: r.Stderr, onLink: r.OnLink, guard: r.Guard, byEar: r.Words}, r.Line)
}

// call is one verb that somebody asked for on a command line.
type call struct {
	*Commands
	person incident.Person
	in     io.Reader
	out    io.Writer
	stderr io.Writer
	onLink func(func(answers bool))
	guard  func(what string, f func())

	rest  string            // what follows the verb, as the client sent it
	flags map[string]string // "json" → "true"

	plainText bool // "--" ended the flags
	byEar     bool // whole words are asked for, without the flag
}

// inWords reports whether whole words stand in place of tags.
func (c *call) inWords() bool { return c.byEar || c.flags["words"] != "" }

// UsageError says how a command is written.
type UsageError string

func (e UsageError) Error() string { return string(e) }

func usagef(format string, args ...any) error { return UsageError(fmt.Sprintf(format, args...)) }

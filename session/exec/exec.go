// Package exec is the command line: it turns one line of text, which a person sent
// through some door, into one answer.
//
// Its one idea: a line is one verb and has one end, and it holds nobody else up. What
// goes through a whole record works in turns, writes page by page, and asks again what
// its person may read each time it has waited for them.
//
// It refuses to know how the line came and who its person proved to be: it is handed
// a Person, a reader and two writers, and returns an error that the door makes an exit
// status of.
package exec

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"warroom/session"
	"warroom/session/incident"
)

// Commands answers the command lines of one server. All doors share one, and its
// bounds with it. It is safe for concurrent use.
type Commands struct {
	hub     *session.Hub
	now     func() time.Time
	lists   *session.Turns // of those who send a list, and keep it while they send
	pasts   *session.Turns // of those who look at a record as of another moment
	limits  Limits
	shelves map[string]Shelf // by the names of their formats
	guides  Guides
}

// New makes the command line of the server that hub belongs to.
func New(hub *session.Hub, c Config) *Commands {
	c = c.withDefaults()
	return &Commands{
		hub: hub, now: c.Now, limits: c.Limits, shelves: c.Shelves, guides: c.Guides,
		lists: session.NewTurns(c.Limits.AtLarge, 0),
		pasts: session.NewTurns(c.Limits.AtLarge, 0),
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
}

// Run answers a request. Its error is nil when the request was done, a UsageError
// when the line isn't written as its verb asks, an incident.Refusal, or another error
// of the Hub's. Run may leave a goroutine that reads r.In until that ends.
func (c *Commands) Run(ctx context.Context, r Request) error {
	return runVerb(ctx, &call{Commands: c, person: r.Person, in: r.In, out: r.Out, words: r.Stderr, onLink: r.OnLink, guard: r.Guard}, r.Line)
}

// call is one verb that somebody asked for on a command line.
type call struct {
	*Commands
	person incident.Person
	in     io.Reader
	out    io.Writer
	words  io.Writer
	onLink func(func(answers bool))
	guard  func(what string, f func())

	rest  string            // what follows the verb, as the client sent it
	flags map[string]string // "json" → "true"
}

// execVerb is one verb of the command line.
type execVerb struct {
	name  string
	args  string   // the hint: what follows the name
	help  string   // one sentence
	flags []string // known flags; one with "=" after it takes a value
	run   func(context.Context, *call) error
}

// execVerbs are all verbs, in the order in which help tells them.
func execVerbs() []execVerb {
	entries := []string{"json", "since=", "kind=", "as-of="}
	return []execVerb{
		{"list", "[--json] [--all]", "the incidents you may see; --all: closed ones too", []string{"json", "all"}, list},
		{"declare", "[--sev N] [--drill] [--scope S] TITLE…", "open an incident; prints its ID", []string{"sev=", "drill", "scope="}, declare},
		{"say", "ID TEXT…", "write a line of chat; - reads it from stdin", nil, say},
		{"do", "ID VERB…", "any verb of the prompt, with or without its slash; see help verbs", nil, do},
		{"show", "ID [--json]", "how it stands now", []string{"json"}, show},
		{"brief", "ID", "what a latecomer must know", nil, brief},
		{"timeline", "ID [--json] [--since SEQ] [--kind K] [--as-of TIME]", "the entries", entries, timeline},
		{"watch", "ID [--json] [--since SEQ]", "the same, and on as it happens: line mode", entries[:2], watchIncident},
		{"search", "[ID] WORDS…", "entries that hold all the words", nil, search},
		{"iocs", "ID [--format csv|stix] [--import]", "the indicators and affected things, or more of them from stdin", []string{"format=", "import"}, iocs},
		{"access", "[ID] [--json] [--since SEQ]", "who came in, who was refused, and what was asked: for keys of rank manager, and with its ID for an incident's security officer", entries[:2], access},
		{"whoami", "", "name, rank, key, and how it was proved", nil, whoami},
		{"help", "[VERB | TOPIC]", "this, or more on a verb; help verbs: those of the prompt, help topics: the guides", nil, help},
	}
}

// UsageError says how a command is written.
type UsageError string

func (e UsageError) Error() string { return string(e) }

func usagef(format string, args ...any) error { return UsageError(fmt.Sprintf(format, args...)) }

func (v execVerb) usage() error {
	return UsageError(strings.TrimSpace("usage: " + v.name + " " + v.args))
}

// maxCommand bounds a command line, in bytes: a text and all that stands before
// it.
const maxCommand = 2 * incident.MaxLine

// runVerb finds the verb that a line begins with, and runs it.
func runVerb(ctx context.Context, c *call, line string) error {
	if n := len(line); n > maxCommand {
		return incident.Refusal{Why: fmt.Sprintf("the command has %d bytes, at most %d are taken: send a long text on stdin, with - in its place", n, maxCommand)}
	}
	name, rest := cutWord(line)
	verbs := execVerbs()
	if name == "" {
		return usagef("say what you want, or open a screen with ssh -t\n%s", usageOf(verbs))
	}
	names := make([]string, len(verbs))
	for i, v := range verbs {
		names[i] = v.name
		if v.name != name {
			continue
		}
		if c.rest, c.flags = rest, map[string]string{}; len(v.flags) > 0 {
			if err := c.takeFlags(v); err != nil {
				return err
			}
		}
		err := v.run(ctx, c)
		if errors.Is(err, errUsage) {
			return v.usage()
		}
		return err
	}
	if near := incident.Nearest(name, names); near != "" {
		return usagef("there is no verb %q: did you mean %s?", incident.Shown(name), near)
	}
	return usagef("there is no verb %q\n%s", incident.Shown(name), usageOf(verbs))
}

// errUsage stands for the usage of the verb that returns it.
var errUsage = errors.New("usage")

func usageOf(verbs []execVerb) string {
	rows := make([][]string, len(verbs))
	for i, v := range verbs {
		rows[i] = []string{"  " + strings.TrimSpace(v.name+" "+v.args), v.help}
	}
	return strings.TrimSuffix(columns(rows), "\n")
}

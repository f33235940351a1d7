package exec

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"warroom/session/incident"
)

// verb is one verb of the command line.
type verb struct {
	name  string
	args  string   // the hint: what follows the name
	help  string   // one sentence
	flags []string // known flags; one with "=" after it takes a value
	run   func(context.Context, *call) error
}

// allVerbs returns all verbs, in the order in which help lists them.
func allVerbs() []verb {
	entries := []string{"json", "since=", "kind=", "as-of="}
	return []verb{
		{"list", "[--json] [--all] [--sort need|yours|unread|newest] [WORDS…]", "the incidents you may see, what needs someone first; --all: closed ones too; WORDS: only those that have them all, in the ID, title, manager, kind, system or severity", []string{"json", "all", "sort="}, list},
		{"declare", "[--sev N] [--drill] [--scope S] TITLE…", "open an incident; prints its ID", []string{"sev=", "drill", "scope="}, declare},
		{"say", "ID TEXT…", "write a line of chat; - reads it from stdin", nil, say},
		{"do", "ID VERB…", "any verb of the prompt, with or without its slash; see help verbs", nil, do},
		{"show", "ID [--json] [--words]", "the incident as it is now; --words: as of brief", []string{"json", "words"}, show},
		{"brief", "ID [--words]", "what a latecomer must know; --words: whole words in place of tags and signs, for screen readers", []string{"words"}, brief},
		{"timeline", "ID [--json] [--words] [--since SEQ] [--kind K] [--as-of TIME]", "the entries; --words: as of brief", append([]string{"words"}, entries...), timeline},
		{"watch", "ID [--json] [--words] [--since SEQ]", "the entries, and new ones as they happen: line mode; --words: as of brief", append([]string{"words"}, entries[:2]...), watchIncident},
		{"search", "[ID] WORDS…", "entries that hold all the words", nil, search},
		{"iocs", "ID [--format csv|stix|misp] [--import [--dry-run] [--lenient] [--progress]]", "the indicators and affected things, or more of them from stdin", []string{"format=", "import", "dry-run", "lenient", "progress"}, iocs},
		{"access", "[ID] [--json] [--since SEQ]", "who came in, who was refused, and what was asked: for keys of rank manager, and with its ID for an incident's security officer", entries[:2], access},
		{"systems", "[NAME] [--json]", "the sheets of the systems, or one of them", []string{"json"}, systems},
		{"readiness", "[--json]", "for each procedure its owner, when it was reviewed and drilled, and what is missing", []string{"json"}, readiness},
		{"whoami", "", "name, rank, key, and how it was proved", nil, whoami},
		{"help", "[VERB | TOPIC]", "this, or more on a verb; help verbs: those of the prompt, help topics: the guides", nil, help},
	}
}

// takesText reports whether the verb ends with a text, or words, of people.
func (v verb) takesText() bool { return strings.HasSuffix(v.args, "…") }

func (v verb) usage() error {
	return UsageError(strings.TrimSpace("usage: " + v.name + " " + v.args))
}

// maxCommand bounds a command line, in bytes: a text and the verb before it.
const maxCommand = 2 * incident.MaxLine

// runVerb finds the verb that a line begins with, and runs it.
func runVerb(ctx context.Context, c *call, line string) error {
	if n := len(line); n > maxCommand {
		return incident.Refusal{Why: fmt.Sprintf("the command has %d bytes, at most %d are taken: send a long text on stdin, with - in its place", n, maxCommand)}
	}
	name, rest := cutWord(line)
	verbs := allVerbs()
	if name == "" {
		return usagef("say what you want, or open a screen with ssh -t\n%s", usageOf(verbs))
	}
	names := make([]string, len(verbs))
	for i, v := range verbs {
		names[i] = v.name
		if v.name != name {
			continue
		}
		c.rest, c.flags = rest, map[string]string{}
		if err := c.takeFlags(v); err != nil {
			return err
		}
		err := v.run(ctx, c)
		if errors.Is(err, errUsage) {
			return v.usage()
		}
		return err
	}
	if id, err := incident.ParseID(name); err == nil && rest == "" {
		return usagef("%[1]s alone opens its screen, which needs a terminal: ssh -t HOST %[1]s; without one: ssh HOST watch %[1]s, or show %[1]s", id)
	}
	if near := incident.Nearest(name, names); near != "" {
		return usagef("there is no verb %q: did you mean %s?", incident.Quote(name), near)
	}
	return usagef("there is no verb %q\n%s", incident.Quote(name), usageOf(verbs))
}

// errUsage stands for the usage of the verb that returns it.
var errUsage = errors.New("usage")

func usageOf(verbs []verb) string {
	rows := make([][]string, len(verbs))
	for i, v := range verbs {
		rows[i] = []string{"  " + strings.TrimSpace(v.name+" "+v.args), v.help}
	}
	return strings.TrimSuffix(columns(rows), "\n")
}

package exec

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"warroom/session/incident"
)

// takeFlags takes the verb's flags from the front of the rest, and those that
// follow an ID.
func (c *call) takeFlags(v verb) error {
	rest, err := c.leadingFlags(v, c.rest)
	if err != nil || !strings.HasPrefix(strings.TrimPrefix(v.args, "["), "ID") {
		c.rest = rest
		return err
	}
	id, after := cutWord(rest)
	if after, err = c.leadingFlags(v, after); err == nil && after != "" {
		err = v.usage()
	}
	c.rest = id
	return err
}

// leadingFlags takes flags from the front of s, and returns the rest of it.
func (c *call) leadingFlags(v verb, s string) (string, error) {
	for {
		word, rest := cutWord(s)
		if word == "--" {
			c.plainText = true
			return rest, nil
		}
		name, isFlag := strings.CutPrefix(word, "--")
		if !isFlag {
			return s, nil
		}
		name, value, given := strings.Cut(name, "=")
		switch {
		case slices.Contains(v.flags, name) && !given:
			value = "true"
		case slices.Contains(v.flags, name+"="):
			value, rest = c.flagValue(name, value, rest, given)
			if value == "" {
				return "", usagef("--%s needs a value\n%s", name, v.usage())
			}
		default:
			return "", usagef("there is no flag %q here\n%s", incident.Quote(word), v.usage())
		}
		c.flags[name], s = value, rest
	}
}

// momentFlag is the flag whose value may have blanks, which no quotes hold together here.
const momentFlag = "as-of"

// flagValue returns the value of a flag, which stands behind "=" or is what comes next, and
// the rest behind it.
func (c *call) flagValue(name, value, rest string, given bool) (string, string) {
	switch {
	case name == momentFlag && given:
		return incident.CutTime(strings.TrimSpace(value + " " + rest))
	case name == momentFlag:
		return incident.CutTime(rest)
	case given:
		return value, rest
	}
	return cutWord(rest)
}

// id takes the incident's ID from the front of the rest.
func (c *call) id() (incident.ID, error) {
	word, rest := cutWord(c.rest)
	if word == "" {
		return "", errUsage
	}
	id, err := incident.ParseID(word)
	if err != nil {
		return "", UsageError(err.Error())
	}
	c.rest = rest
	return id, nil
}

// cutWord takes the first word from s. The rest keeps its spaces, but for those before
// it.
func cutWord(s string) (word, rest string) {
	s = strings.TrimLeft(s, " \t\n")
	if i := strings.IndexAny(s, " \t\n"); i >= 0 {
		return s[:i], strings.TrimLeft(s[i:], " \t\n")
	}
	return s, ""
}

// VerbOf finds the verb of a command line and the incident that it names, "" where it
// names none. A word that is no verb isn't repeated: it gives "no verb".
func VerbOf(line string) (string, incident.ID) {
	name, rest := cutWord(line)
	for _, v := range allVerbs() {
		if v.name != name {
			continue
		}
		for rest != "" && strings.Contains(v.args, "ID") {
			var word string
			if word, rest = cutWord(rest); strings.HasPrefix(word, "--") {
				continue
			}
			id, err := incident.ParseID(word)
			if err != nil {
				break
			}
			return name, id
		}
		return name, ""
	}
	return "no verb", ""
}

// stdinCount bounds how far a text that is too long is read, to tell its size.
const stdinCount = 1 << 20

// text returns the text of a command: s itself, or stdin when s is "-".
func (c *call) text(ctx context.Context, s string) (string, error) {
	switch {
	case strings.TrimSpace(s) != "-":
		return s, nil
	case c.in == nil:
		return "", usagef("- reads a pipe: run this without a terminal (ssh -T)")
	}
	in := pipe{ctx, c}
	text, err := io.ReadAll(io.LimitReader(in, incident.MaxLine+1))
	if err != nil {
		return "", fmt.Errorf("read stdin: %w", err)
	}
	if err := ctx.Err(); err != nil {
		return "", err // the client went away: what came may be half a text
	}
	if len(text) <= incident.MaxLine {
		return string(text), nil
	}
	more, _ := io.Copy(io.Discard, io.LimitReader(in, stdinCount))
	size := fmt.Sprint(int64(len(text)) + more)
	if more == stdinCount {
		size = "more than " + size
	}
	return "", incident.Refusal{Why: fmt.Sprintf("the text has %s bytes, at most %d are taken: split it", size, incident.MaxLine)}
}

// pipe reads what a client sends. A Read that waits returns when ctx ends.
type pipe struct {
	ctx context.Context
	c   *call
}

func (r pipe) Read(p []byte) (int, error) {
	select {
	case h := <-fetch(r.c.guard, r.c.in, len(p)):
		return copy(p, h.bytes), h.err
	case <-r.ctx.Done():
		return 0, r.ctx.Err()
	}
}

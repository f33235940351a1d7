package exec

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"warroom/session"
	"warroom/session/incident"
)

func declare(ctx context.Context, c *call) error {
	cmd := incident.Declare{Drill: c.flags["drill"] != ""}
	if scope := c.flags["scope"]; scope != "" {
		var err error
		if cmd.Scope, err = incident.ParseScope(scope); err != nil {
			return UsageError(err.Error())
		}
	}
	if sev := c.flags["sev"]; sev != "" {
		var err error
		if cmd.Severity, err = incident.ParseSeverity(sev); err != nil {
			return UsageError(err.Error())
		}
	}
	if c.rest == "" {
		return errUsage
	}
	if err := c.checkTitle(); err != nil {
		return err
	}
	var err error
	if cmd.Title, err = c.text(ctx, c.rest); err != nil {
		return err
	}
	id, err := c.hub.Declare(ctx, c.person, cmd)
	if err != nil {
		return unkept(ctx, err)
	}
	if _, err := fmt.Fprintln(c.out, id); err != nil {
		return err
	}
	scene, err := c.hub.Scene(ctx, c.person, id)
	if err != nil {
		return nil // it is declared, whatever became of it since
	}
	if n := len(scene.For(c.person).OpenTasks()); n > 0 {
		_, err = fmt.Fprintf(c.stderr, "open tasks, as the playbook asks: %d; show %s lists them; ssh -t HOST %s opens the bridge\n", n, id, id)
	}
	return err
}

// checkTitle refuses a title that begins or ends with what may be meant as a flag: a drill
// that was declared as a real incident rings everywhere. "--" before the title keeps it.
func (c *call) checkTitle() error {
	if c.plainText {
		return nil
	}
	words := strings.Fields(c.rest)
	for i, word := range words {
		if i > 0 && i < len(words)-2 {
			continue
		}
		name, _, _ := strings.Cut(strings.TrimLeft(word, "-–—"), "=")
		dashed := strings.HasPrefix(word, "-") || strings.HasPrefix(word, "–") || strings.HasPrefix(word, "—")
		for _, flag := range []string{"sev", "drill", "scope"} {
			if dashed && strings.EqualFold(name, flag) {
				return usagef("%q stands in the title: flags are written --%s, before the title; \"--\" before the title keeps it as text", incident.Quote(word), flag)
			}
		}
	}
	return nil
}

func say(ctx context.Context, c *call) error {
	id, err := c.id()
	if err != nil {
		return err
	}
	if c.rest == "" {
		return errUsage
	}
	if err := c.hub.CheckAsk(ctx, c.person, id, incident.Say{}); err != nil {
		return err // before a pipe is read
	}
	text, err := c.text(ctx, c.rest)
	if err != nil {
		return err
	}
	return c.write(ctx, id, incident.Say{Text: text})
}

func do(ctx context.Context, c *call) error {
	id, err := c.id()
	if err != nil {
		return err
	}
	if _, breaks := cutVerb(strings.TrimPrefix(c.rest, "/"), "break-glass"); breaks {
		return c.breakGlass(ctx, id)
	}
	// Who may not know of an incident learns so first, whatever they ask of it.
	scene, err := c.hub.Scene(ctx, c.person, id)
	if err != nil {
		return err
	}
	line, err := c.verbLine(ctx)
	if err != nil {
		return err
	}
	if line == "" {
		return errUsage
	}
	cmd, err := parseVerb(line)
	if err != nil {
		return err
	}
	if _, takes := cmd.(incident.Take); takes { // a role is taken with the brief before one's eyes
		if err := c.showBefore(ctx, scene); err != nil {
			return err
		}
	}
	err = c.write(ctx, id, cmd)
	var refusal incident.Refusal
	if incident.Unfinished(cmd) && errors.As(err, &refusal) {
		return UsageError(refusal.Why)
	}
	return err
}

// parseVerb parses a verb of the prompt. A line that isn't written as its verb asks is an
// error of usage; one that is too long is refused.
func parseVerb(line string) (incident.Command, error) {
	parse := incident.ParseVerb
	if strings.HasPrefix(line, "/") {
		parse = incident.Parse // "//" begins chat
	}
	cmd, err := parse(line)
	if err != nil && len(line) <= incident.MaxLine {
		return nil, UsageError(err.Error())
	}
	return cmd, err
}

// breakGlass lets the person into an incident that they may not enter.
func (c *call) breakGlass(ctx context.Context, id incident.ID) error {
	line, err := c.verbLine(ctx)
	if err != nil {
		return err
	}
	_, why := cutWord(line)
	events, err := c.hub.BreakGlass(ctx, c.person, id, why)
	if err != nil {
		return err
	}
	return c.printEvents(events)
}

// cutVerb returns the rest of a line that begins with verb.
func cutVerb(line, verb string) (rest string, ok bool) {
	first, rest := cutWord(line)
	return rest, strings.EqualFold(first, verb)
}

// verbLine returns the verb with its arguments. The text comes from stdin when the last
// argument is "-" and stands where a text would.
func (c *call) verbLine(ctx context.Context) (string, error) {
	line := c.rest
	words := strings.Fields(line)
	n := len(words)
	if n < 2 || n > 3 || words[n-1] != "-" && !isOtherDash(words[n-1]) {
		return line, nil
	}
	last := words[n-1]
	text, err := c.text(ctx, last)
	return strings.TrimSuffix(strings.TrimRight(line, " \t\n"), last) + text, err
}

// write asks for a command and prints the entries that it made, as stored.
func (c *call) write(ctx context.Context, id incident.ID, cmd incident.Command) error {
	if err := c.warnSlow(); err != nil {
		return err
	}
	events, err := c.hub.Do(ctx, c.person, id, time.UTC, cmd)
	if err != nil {
		return unkept(ctx, err)
	}
	if err := c.printEvents(events); err != nil {
		return err
	}
	return c.printOffers(ctx, id, events)
}

// printOffers tells what may be typed next, after what was written.
func (c *call) printOffers(ctx context.Context, id incident.ID, events []*incident.Event) error {
	scene, err := c.hub.Scene(ctx, c.person, id)
	if err != nil {
		return nil // it is written, whatever became of the incident since
	}
	if next := incident.OffersAfter(scene.For(c.person), events); len(next) > 0 {
		_, err = fmt.Fprintf(c.stderr, "it is needed by others; next may be %s\n", incident.ListOffers(next))
	}
	return err
}

// unkept turns the end of the session or the server into a Refusal which says that
// nothing was kept: the command was never decided, and can be sent again.
func unkept(ctx context.Context, err error) error {
	var ended session.Ended
	if errors.As(err, &ended) || errors.Is(err, context.Canceled) && errors.As(context.Cause(ctx), &ended) {
		return incident.Refusal{Why: "this was not kept: " + ended.Why}
	}
	return err
}

// warnSlow tells a person who is slowed how long the next command waits.
func (c *call) warnSlow() error {
	wait := c.hub.Slowed(c.person)
	if wait <= 0 {
		return nil
	}
	_, err := fmt.Fprintf(c.stderr, "slowed: your key writes faster than anyone can read; this waits %s, and is kept\n", wait.Round(time.Millisecond))
	return err
}

// printEvents prints entries as they were stored.
func (c *call) printEvents(events []*incident.Event) error {
	now := c.now()
	for _, e := range events {
		if _, err := fmt.Fprintln(c.out, incident.EntryOf(e).Plain(now, time.UTC)); err != nil {
			return err
		}
	}
	return nil
}

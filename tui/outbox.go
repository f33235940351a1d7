package tui

import (
	"context"
	"strings"

	"warroom/session/incident"
)

// queuedCommand is a command that waits to be written.
type queuedCommand struct {
	command incident.Command
	line    string
	draft   bool   // it was the line that was kept for them
	form    bool   // a form shows the answer
	burst   uint64 // in which it was given
}

// outbox sends one command at a time, so that lines are written in the order in
// which they were typed.
type outbox struct {
	waiting  []queuedCommand
	busy     bool          // one was sent and isn't answered yet
	sent     queuedCommand // the last one that was sent
	answered chan error    // takes the answer to it
}

// push adds a command, and returns the one to send now, if any.
func (o *outbox) push(l queuedCommand) (queuedCommand, bool) {
	o.waiting = append(o.waiting, l)
	if o.busy {
		return queuedCommand{}, false
	}
	return o.next()
}

// next returns the command to send after one was answered, if any.
func (o *outbox) next() (queuedCommand, bool) {
	o.busy = len(o.waiting) > 0
	if !o.busy {
		o.waiting = nil
		return queuedCommand{}, false
	}
	l := o.waiting[0]
	o.waiting = o.waiting[1:]
	return l, true
}

// sendRest sends the lines that were given before the link was lost and still wait. It
// returns those that were not written, and one whose answer didn't come before ctx ends.
func (r *Root) sendRest(ctx context.Context) (kept []string) {
	o, id := &r.bridge.outbox, r.bridge.id()
	keep := func(l queuedCommand, err error) {
		switch {
		case err == nil && l.draft:
			_ = r.hub.SaveDraft(ctx, r.who.Key, id, "") // if it fails, they see it once more
		case err != nil && strings.TrimSpace(l.line) != "":
			kept = append(kept, l.line)
		}
	}
	if o.busy {
		select {
		case err := <-o.answered:
			keep(o.sent, err)
		case <-ctx.Done():
			keep(o.sent, ctx.Err())
		}
	}
	for _, l := range o.waiting {
		_, err := r.hub.Do(ctx, r.who, id, r.prefs.zone(), l.command)
		keep(l, err)
	}
	return kept
}

package sshd

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"strings"

	"charm.land/ssh"

	"warroom/session"
	"warroom/session/exec"
	"warroom/session/incident"
)

// Exit statuses, on which scripts rely.
const (
	exitDone     = 0
	exitRefused  = 1
	exitUsage    = 2
	exitFault    = 3
	exitNotFound = 4
)

// whyBroken is the reason for a person whose session ended because of a fault of ours.
const whyBroken = "something broke on the server and was logged; what is written is kept, connect again"

// restoreTerminal resets what a screen that broke may have set: no mouse, paste or
// focus reports, cursor shown, main screen, no colours.
const restoreTerminal = "\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1004l\x1b[?2004l\x1b[?2026l\x1b[?25h\x1b[?1049l\x1b[0m"

// containPanic ends only the session whose handler panics, with a message, and logs the
// stack.
func (d *Door) containPanic(next ssh.Handler) ssh.Handler {
	return func(s ssh.Session) {
		ch := channelOf(s.Context())
		defer close(ch.answered)
		defer func() {
			if v := recover(); v != nil {
				d.log.Error("panic in a session", "name", ch.who().Name, "value", v, "stack", string(debug.Stack()))
				if ch.sizes != nil {
					_, _ = io.WriteString(ch, restoreTerminal)
				}
				ch.say(whyBroken)
				_ = s.Exit(exitFault)
			}
		}()
		next(s)
	}
}

// guard runs f under session.Guard.
func (d *Door) guard(doing string, f func()) { session.Guard(d.log, doing, f) }

// serve answers what a session asked for: a screen, or one command.
func (d *Door) serve(ssh.Handler) ssh.Handler {
	return func(s ssh.Session) {
		ch := channelOf(s.Context())
		if s.User() != s.Context().User() {
			ch.say("your client changed the user name on this connection: connect again")
			_ = s.Exit(exitRefused)
			return
		}
		_ = s.Exit(d.answer(ch, s.RawCommand()))
	}
}

// answer runs what the session asked for, and returns its exit status.
func (d *Door) answer(ch *channel, line string) int {
	line = strings.TrimSpace(line)
	if err := d.hub.Visit(ch.ctx, ch.who().Person); err != nil {
		return ch.exitStatus(err)
	}
	d.recordAsked(ch, line)
	if err := ch.recheck(); err != nil {
		return ch.exitStatus(err)
	}
	if who := ch.who(); who.Proof == proofCertificate {
		d.hub.NoteCertified(who.Person)
	}
	if id, ok := screenFor(line); ok && ch.sizes != nil {
		if ch.isDumb() {
			return d.lineMode(ch, id)
		}
		return d.screen(ch, id)
	}
	return d.runCommand(ch, line)
}

// screenFor reports whether a command line asks for a screen, and of which bridge.
func screenFor(line string) (incident.ID, bool) {
	if line == "" {
		return "", true
	}
	id, err := incident.ParseID(line)
	return id, err == nil
}

// screen runs the person's screen until it ends, and returns its exit status.
func (d *Door) screen(ch *channel, id incident.ID) int {
	in := ch.newInput()
	go d.guard("read keys", func() {
		in.pump(ch, ch.keyPressed)
		ch.cancel(nil) // the client hung up
	})
	defer in.stop()
	err := d.config.Screen(ch.ctx, &Terminal{
		Person: ch.who().Person, Command: id,
		In: in, Out: ch, Sizes: ch.sizes, Term: ch.term, Env: ch.env.pairs,
		ch: ch,
	})
	return ch.exitStatus(err)
}

// exitStatus maps the end of a screen or a command to an exit status, and tells the
// person why if that isn't exitDone.
func (ch *channel) exitStatus(err error) int {
	status, why := ch.explain(err)
	if why != "" {
		ch.say(why)
	}
	return status
}

// explain maps the end of a screen or a command to an exit status and a sentence for
// the person, "" for exitDone. It logs faults.
func (ch *channel) explain(err error) (status int, why string) {
	var refusal incident.Refusal
	var ended session.Ended
	var usage exec.UsageError
	var fault session.Fault
	switch {
	case errors.As(err, &fault): // first, since it says whether the command was stored, whatever else ended the session
		ch.conn.door.log.Error("a session failed", "name", ch.who().Name, "error", err)
		return exitFault, fault.Why
	case errors.As(err, &refusal):
		return exitRefused, refusal.Why
	case errors.As(context.Cause(ch.ctx), &ended):
		return exitRefused, ended.Why
	case err == nil, ch.ctx.Err() != nil, errors.Is(err, io.EOF):
		return exitDone, "" // io.EOF: the client has gone
	case errors.As(err, &usage):
		return exitUsage, usage.Error()
	case errors.Is(err, session.ErrNotFound):
		return exitNotFound, session.ErrNotFound.Error() + ": list --all shows those that you may see"
	case errors.As(err, &ended):
		return exitRefused, ended.Why
	}
	ch.conn.door.log.Error("a session failed", "name", ch.who().Name, "error", err)
	return exitFault, whyBroken
}

// say writes a sentence for the person: to the terminal, or else to stderr.
func (ch *channel) say(sentence string) {
	sentence = incident.Clean(sentence)
	if ch.sizes != nil {
		_, _ = fmt.Fprintf(ch, "\r\n%s\r\n", strings.ReplaceAll(sentence, "\n", "\r\n"))
		return
	}
	_, _ = fmt.Fprintln(ch.Stderr(), sentence)
}

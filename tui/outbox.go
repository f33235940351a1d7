package tui

import "warroom/session/incident"

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
	waiting []queuedCommand
	busy    bool // one was sent and isn't answered yet
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

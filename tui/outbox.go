package tui

import "warroom/session/incident"

// queuedCommand is one command on its way, with the line that it was typed as, ""
// where a key asked for it.
type queuedCommand struct {
	command incident.Command
	line    string
	form    bool // a form waits for the answer
}

// outbox sends one command at a time, so that lines are kept in the order in
// which they were typed.
type outbox struct {
	waiting []queuedCommand
	busy    bool // one is under way
}

// push adds a letter, and gives the one to send now, if any.
func (o *outbox) push(l queuedCommand) (queuedCommand, bool) {
	o.waiting = append(o.waiting, l)
	if o.busy {
		return queuedCommand{}, false
	}
	return o.next()
}

// next gives the letter to send after one was answered, if any.
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

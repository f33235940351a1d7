package tui

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"warroom/session"
	"warroom/session/incident"
	"warroom/themes"
	"warroom/tui/feed"
	"warroom/tui/pane"
)

// sentMsg is the answer to a queued command.
type sentMsg struct {
	seat   *session.Seat
	queued queuedCommand
	events []*incident.Event
	err    error
}

// updatePrompt handles a key at the prompt.
func (r *Root) updatePrompt(k tea.KeyPressMsg) tea.Cmd {
	bound := r.keys.Prompt
	if r.burst.open {
		r.releaseStuck()
	}
	switch {
	case key.Matches(k, bound.Send):
		return r.submit()
	case key.Matches(k, bound.Leave):
		r.bridge.typing, r.bridge.searching = false, false
	case key.Matches(k, bound.ScrollUp):
		r.updateFeed(false, func(m feed.Model, v incident.View, l feed.Look) feed.Model { return m.Page(v, l, -1) })
	case key.Matches(k, bound.ScrollDown):
		r.updateFeed(false, func(m feed.Model, v incident.View, l feed.Look) feed.Model { return m.Page(v, l, +1) })
	default:
		next, _, err := r.prompt.Press(k, bound, r.complete)
		if r.prompt = next; r.notice.meaning != themes.Danger || next.Text() == "" {
			r.notice = notice{} // a refusal stays until the line is cleared
		}
		r.showError(err)
	}
	return nil
}

// onPaste puts text into the prompt. It never sends it.
func (r *Root) onPaste(text string) tea.Cmd {
	r.bridge.typing = true
	if r.burst.open {
		r.releaseStuck()
	}
	next, err := r.prompt.Paste(text)
	r.prompt = next
	r.showError(err)
	return nil
}

// openPasteWarning is shown while the terminal has begun a paste and not ended
// it.
const openPasteWarning = "a paste has begun and its end has not come: ctrl+c ends it"

// onOpenPaste shows or removes openPasteWarning.
func (r *Root) onOpenPaste(open bool) {
	switch {
	case open:
		r.notice = warning(openPasteWarning)
	case r.notice.text == openPasteWarning:
		r.notice = notice{}
	}
}

// submit sends the line. A refused line stays in the prompt.
func (r *Root) submit() tea.Cmd {
	line := r.prompt.Text()
	if strings.TrimSpace(line) == "" {
		return nil
	}
	r.beginLine()
	if r.burst.more && (takesKeyboard(line) || r.hasForm(line)) {
		r.refuseLine(line, refuse("the lines behind it would have gone there, not to the prompt"))
		return nil
	}
	if r.openForm(line) {
		r.prompt = r.prompt.Remember(line)
		return nil
	}
	draft := r.isDraft()
	if cmd, ok, err := r.runLocal(line); ok {
		if err != nil {
			r.refuseLine(line, err)
			return nil
		}
		r.prompt = r.prompt.Remember(line)
		if b := r.bridge; b != nil && b.searching {
			b.searching, b.typing = false, false
		}
		if r.bridge != nil && draft {
			return tea.Batch(cmd, r.forgetDraft())
		}
		return cmd
	}
	command, err := r.parse(line)
	if err != nil {
		r.refuseLine(line, err)
		return nil
	}
	r.prompt, r.notice, r.bridge.searching = r.prompt.Remember(line), notice{}, false
	if _, ok := command.(incident.Take); ok && needTake(r.bridge.view, r.who).n > 0 {
		return r.confirmRole(queuedCommand{command: command, line: line, burst: r.burst.id, draft: draft})
	}
	r.bridge.panels.chat = r.bridge.panels.chat.Follow().Read(0)
	r.bridge.panels.timeline = r.bridge.panels.timeline.Read(0)
	return r.send(queuedCommand{command: command, line: line, burst: r.burst.id, draft: draft})
}

// parse reads a line as a command. It refuses if the person may not write, or
// nothing can be written now.
func (r *Root) parse(line string) (incident.Command, error) {
	s := r.bridge.scene
	if s.Frozen != "" {
		return nil, incident.Refusal{Why: "not sent: " + s.Frozen}
	}
	if !mayWrite(r.bridge.view, r.who) && !strings.HasPrefix(line, "/") {
		return nil, incident.Refusal{Why: "observers can read, not write; commands such as /theme, /zone and /help work"}
	}
	command, err := r.parseVerb(line)
	return r.toStream(line, command), err
}

// send puts a command into the outbox.
func (r *Root) send(l queuedCommand) tea.Cmd {
	if r.hub.Slowed(r.who) > 0 {
		r.notice = note("slowed: your key writes faster than anyone can read; all of it is kept")
	}
	return r.execute(r.bridge.outbox.push(l))
}

// execute asks the seat to do a command, if ok is set.
func (r *Root) execute(l queuedCommand, ok bool) tea.Cmd {
	if !ok {
		return nil
	}
	seat, zone := r.bridge.seat, r.prefs.zone()
	answered := make(chan error, 1)
	r.bridge.outbox.sent, r.bridge.outbox.answered = l, answered
	ctx := context.WithoutCancel(r.ctx) // a link that is lost takes back nothing that was given
	return func() tea.Msg {
		events, err := seat.Do(ctx, zone, l.command)
		answered <- err
		return sentMsg{seat, l, events, err}
	}
}

// onSent sends the next command. A refused line returns to the prompt if that
// is empty, and else to its history.
func (r *Root) onSent(msg sentMsg) tea.Cmd {
	b := r.bridge
	if b == nil || b.seat != msg.seat {
		return nil
	}
	switch {
	case msg.queued.form && r.overlay.sending:
		r.onFormAnswer(msg.err)
	case msg.err != nil:
		b.afterDrain = nil
		r.showError(msg.err)
		r.restoreLine(msg.queued, msg.err)
	default:
		r.noteBackDated(msg.events)
		r.offerNext(msg.events)
	}
	var forget tea.Cmd
	if msg.queued.draft && msg.err == nil {
		forget = r.forgetDraft()
	}
	next, ok := b.outbox.next()
	if !ok && b.afterDrain != nil {
		return tea.Batch(forget, b.afterDrain())
	}
	return tea.Batch(forget, r.execute(next, ok))
}

// noteBackDated tells the place of a back-dated entry in the timeline, since it
// may be out of sight.
func (r *Root) noteBackDated(events []*incident.Event) {
	if r.notice.meaning == themes.Danger {
		return // what was refused matters more
	}
	for _, e := range events {
		if e.InTimeline() && e.BackDated() {
			r.notice = note(fmt.Sprintf("#%d is in the timeline at %s", e.Seq, pane.Dated(e.OccurredAt, r.prefs.zone(), r.today())))
		}
	}
}

// offerNext offers what may be typed after what was written. The board has the same lines.
func (r *Root) offerNext(events []*incident.Event) {
	next := incident.OffersAfter(r.bridge.seat.Scene().For(r.who), events)
	if len(next) > 0 && r.notice.meaning != themes.Danger {
		r.notice = note("it is needed by others: " + incident.ListOffers(next) + "; 7 3 lists them")
	}
}

// restoreLine brings back a line that the bridge refused. One of several that
// came together, or that was followed by something else, stays in the history.
func (r *Root) restoreLine(l queuedCommand, err error) {
	b := &r.burst
	switch {
	case l.line == "":
	case l.burst == b.id && b.lines > 1:
		r.lateRefusal(l, err)
	case r.prompt.Text() == "" && !b.open:
		r.prompt = r.prompt.Set(l.line)
		b.stuck = l.line
	default:
		if l.burst == b.id && b.open {
			b.kept, b.why = append(b.kept, l.line), reason(err) // said, if another line follows
		}
		r.notice.text += bringsBack
	}
}

// showError shows why something was not done; nil shows nothing.
func (r *Root) showError(err error) {
	if err != nil {
		r.notice = warning(reason(err))
	}
}

// reason returns why something was not done. A fault is introduced as one.
func reason(err error) string {
	var refusal incident.Refusal
	var ended session.Ended
	var fault session.Fault
	if errors.As(err, &fault) && fault.Unsure || errors.As(err, &refusal) || errors.As(err, &ended) {
		return plain(err)
	}
	return "not written: " + plain(err)
}

// plain returns an error in words for people. The details of a fault are only
// for the log.
func plain(err error) string {
	var refusal incident.Refusal
	var ended session.Ended
	var fault session.Fault
	switch {
	case errors.As(err, &fault): // whichever error it wraps
		return fault.Why
	case errors.As(err, &refusal):
		return refusal.Why
	case errors.As(err, &ended):
		return ended.Why
	case errors.Is(err, session.ErrNotFound):
		return session.ErrNotFound.Error()
	}
	return "the server had a fault, and its log says which"
}

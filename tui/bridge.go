package tui

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"warroom/session"
	"warroom/session/incident"
	"warroom/tui/board"
	"warroom/tui/brief"
	"warroom/tui/entry"
)

// bridge is one person's seat at an incident, and where they are in it.
type bridge struct {
	seat        *session.Seat
	scene       *session.Scene
	view        incident.View // of the scene's incident, as the person may see it
	panels      panels
	typing      bool         // the prompt has the keyboard
	searching   bool         // f or F gave it the keyboard
	brief       *brief.Model // nil unless it stands in front
	entry       *entry.Model // nil unless the page about an entry stands in front
	board       *board.Model // nil unless it is open, behind an entry or a brief
	outbox      outbox
	afterDrain  func() tea.Cmd   // once the outbox is empty; nil: stay
	readBefore  uint64           // the last entry read when they came
	readMark    session.ReadMark // how far they had read when they last pressed a key
	alerted     map[uint64]bool  // the tasks that have called them
	pendingTake queuedCommand    // what enter sends while the brief stands in front of a role
}

func (b *bridge) id() incident.ID { return b.view.ID() }

// openedMsg is the answer to opening a bridge.
type openedMsg struct {
	id   incident.ID
	seat *session.Seat
	err  error
}

// sceneMsg is a scene that is newer than the one shown, or the seat's end.
type sceneMsg struct {
	seat  *session.Seat
	scene *session.Scene
	err   error
}

// open asks for a seat, which is left at the latest when the screen ends.
func (r *Root) open(id incident.ID) tea.Cmd {
	r.startup.opening = id
	return func() tea.Msg {
		seat, err := r.hub.Sit(r.ctx, r.who, id, session.SeatScreen)
		if err == nil {
			seat.LeaveWith(r.ctx)
		}
		return openedMsg{id, seat, err}
	}
}

// onOpened shows a bridge: with the brief in front for who has something to
// catch up on, and with the prompt ready for who may write.
func (r *Root) onOpened(msg openedMsg) tea.Cmd {
	r.startup.opening = ""
	var ended session.Ended
	switch {
	case errors.Is(msg.err, session.ErrNotFound):
		r.notice = warning("there is no incident " + string(msg.id) + " for you here")
	case errors.As(msg.err, &ended):
		r.notice = warning(ended.Why)
	case msg.err != nil:
		r.notice = warning(string(msg.id) + " can't be opened: " + plain(msg.err))
	}
	if msg.err != nil {
		r.startup.buffered, r.startup.bufferedSize = nil, 0 // it was meant for the bridge
		return tea.Batch(r.clearLast(), r.flushInput())
	}
	scene := msg.seat.Scene()
	mark, been := r.profile.Read[msg.id]
	view := scene.For(r.who)
	b := &bridge{seat: msg.seat, scene: scene, view: view, panels: newPanels(0), readBefore: mark.Seq, readMark: mark, alerted: alertedBefore(view, r.frames.taskIndex(view), r.who, r.minute)}
	b.typing = mayWrite(view, r.who)
	if !been || mark.Written < view.Written() {
		b.panels, b.brief = newPanels(mark.Seq), &brief.Model{}
	}
	r.bridge, r.notice = b, notice{}
	if r.linkDown {
		b.seat.Link(false)
	}
	r.profile.Last = msg.id
	r.pump(b.scenes(r.ctx))
	return tea.Batch(r.saveProfile(), r.flushInput())
}

// scenes gives the seat's scenes one after the other, the seat's end last, and
// then nil. One is outstanding for each seat, so that a busy screen gets the
// newest and skips those between.
func (b *bridge) scenes(ctx context.Context) func() tea.Msg {
	seat, over := b.seat, false
	return func() tea.Msg {
		if over {
			return nil
		}
		scene, err := seat.Next(ctx)
		over = err != nil
		return sceneMsg{seat, scene, err}
	}
}

// onScene shows a newer scene, and calls the person where it should.
func (r *Root) onScene(msg sceneMsg) tea.Cmd {
	b := r.bridge
	if b == nil || b.seat != msg.seat {
		return nil
	}
	if msg.err != nil {
		return r.onSeatEnd(msg.err)
	}
	view := msg.scene.For(r.who)
	if words := alertText(view, b.view.Last(), r.who.Name); words != "" && r.prefs.alert != alertOff {
		r.writeRaw(r.prefs.alert.sequence(words))
	}
	if b.readMark == markOf(b.view) && onlyOwn(view, b.view.Last(), r.who.Name) {
		b.readMark = markOf(view) // nobody has to catch up on what they said themselves
	}
	b.scene, b.view = msg.scene, view
	return nil
}

// onlyOwn reports whether all that is shown of what was written after an entry is name's
// own.
func onlyOwn(v incident.View, after uint64, name string) bool {
	for e := range v.Entries(after) {
		if e != nil && e.By != name && (e.InTimeline() || e.InChat()) {
			return false
		}
	}
	return true
}

// onSeatEnd takes someone whose seat ended to the lobby, or out of the house.
func (r *Root) onSeatEnd(err error) tea.Cmd {
	var ended session.Ended
	if !errors.As(err, &ended) {
		return nil // the screen itself ends
	}
	if r.hub.People().Revoked(r.who.Name, r.who.Key) {
		return r.quit(ended.Why)
	}
	r.notice = warning(ended.Why)
	return r.toLobby()
}

// toLobby leaves the bridge by the person's own will or by another's: they are
// not brought back to it.
func (r *Root) toLobby() tea.Cmd {
	r.profile.Read[r.bridge.id()] = r.bridge.readMark
	r.lobby.list = r.lobby.list.Choose(r.bridge.id())
	r.overlay, r.lobby.shown = overlay{}, true
	r.leaveSeat()
	return tea.Batch(r.clearLast(), r.nextList(0))
}

// clearLast has the key remember that its person is nowhere.
func (r *Root) clearLast() tea.Cmd {
	r.profile.Last = ""
	return r.saveProfile()
}

// leaveSeat gives the seat up. A draft is one up key away: it was meant for this
// bridge, and never stands ready to be sent on another.
func (r *Root) leaveSeat() {
	if r.bridge == nil {
		return
	}
	if draft := r.prompt.Text(); draft != "" {
		r.prompt = r.prompt.Remember(draft)
	}
	r.bridge.seat.Leave()
	r.bridge = nil
}

// whenDrained does what ends the stay, once everything typed is written.
func (r *Root) whenDrained(do func() tea.Cmd) tea.Cmd {
	if !r.bridge.outbox.busy {
		return do()
	}
	r.bridge.afterDrain = do
	r.notice = note("your lines are being written")
	return nil
}

// leaveBridge leaves the bridge for the lobby, once everything typed is written.
func (r *Root) leaveBridge() tea.Cmd {
	return r.whenDrained(r.toLobby)
}

// leaveServer ends the session, once everything typed is written.
func (r *Root) leaveServer() tea.Cmd {
	if r.bridge == nil {
		return r.quit("")
	}
	return r.whenDrained(func() tea.Cmd {
		r.profile.Last = ""
		return r.quit("")
	})
}

func mayWrite(v incident.View, p incident.Person) bool {
	return v.PowerOf(p) >= incident.PowerRespond
}

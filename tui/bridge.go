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

// bridge is one person's seat at an incident, and their place in its panels and
// pages.
type bridge struct {
	seat        *session.Seat
	scene       *session.Scene
	view        incident.View // of the scene's incident, for this person
	panels      panels
	typing      bool         // the prompt has the keyboard
	searching   bool         // f or F gave it the keyboard
	brief       *brief.Model // nil unless it is in front
	entry       *entry.Model // nil unless the page about an entry is in front
	board       *board.Model // nil unless it is open, behind an entry or a brief
	outbox      outbox
	afterDrain  func() tea.Cmd   // called once the outbox is empty; nil for nothing
	readBefore  uint64           // the last entry they had read when they connected
	readMark    session.ReadMark // what they had seen when they last pressed a key
	alerted     map[uint64]bool  // by number: the tasks that have alerted them
	expired     map[uint64]bool  // by number: the trade-offs whose end they know of
	overKnown   map[uint64]bool  // by entry: the courses of action, estimates and fixes whose end they know of
	draft       string           // the line that was kept for them when they came; "" once it is sent
	pendingTake queuedCommand    // sent by enter while confirmRole's brief is in front
}

func (b *bridge) id() incident.ID { return b.view.ID() }

// openedMsg is the result of opening a bridge.
type openedMsg struct {
	id   incident.ID
	seat *session.Seat
	err  error

	draft string // what was kept for them
}

// sceneMsg is a scene newer than the one shown, or the end of the seat.
type sceneMsg struct {
	seat  *session.Seat
	scene *session.Scene
	err   error
}

// open asks for a seat. The seat is left when the screen ends, or before.
func (r *Root) open(id incident.ID) tea.Cmd {
	r.startup.opening = id
	return func() tea.Msg {
		seat, err := r.hub.Sit(r.ctx, r.who, id, session.SeatScreen)
		if err == nil {
			seat.LeaveWith(r.ctx)
		}
		return openedMsg{id, seat, err, r.draftBefore(id)}
	}
}

// onOpened shows a bridge that was opened. The brief is in front if something
// was written since the person was last here. The prompt has the keyboard if
// they may write.
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
		r.startup.buffered, r.startup.bufferedSize = nil, 0 // it was typed for this bridge
		return tea.Batch(r.clearLast(), r.flushInput())
	}
	scene := msg.seat.Scene()
	mark, been := r.profile.Read[msg.id]
	view := scene.For(r.who)
	b := &bridge{seat: msg.seat, scene: scene, view: view, panels: newPanels(0), readBefore: mark.Seq, readMark: mark, alerted: alertedBefore(view, r.frames.taskIndex(view), r.who, r.minute), expired: expiredBefore(view, r.who, r.minute), overKnown: overBefore(view, r.who, r.minute)}
	b.typing = mayWrite(view, r.who)
	if !been || mark.Written+view.Unseen().Since(mark.Seq) < view.Written() {
		b.panels, b.brief = newPanels(mark.Seq), &brief.Model{}
	}
	r.bridge, r.notice = b, notice{}
	r.bringDraft(msg.draft)
	if r.linkDown {
		b.seat.Link(false)
	}
	r.profile.Last = msg.id
	r.pump(b.scenes(r.ctx))
	return tea.Batch(r.saveProfile(), r.flushInput())
}

// scenes returns a function that waits for the seat's next scene. It reports
// the seat's end last, and then returns nil. One call is outstanding for each
// seat, so a busy screen gets the newest scene and skips those between.
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

// onScene shows a newer scene, and alerts the person if one of its entries asks
// for that.
func (r *Root) onScene(msg sceneMsg) tea.Cmd {
	b := r.bridge
	if b == nil || b.seat != msg.seat {
		return nil
	}
	if msg.err != nil {
		return r.onSeatEnd(msg.err)
	}
	view := msg.scene.For(r.who)
	r.ring(alertText(view, b.view.Last(), r.who.Name))
	if b.readMark == markOf(b.view) && onlyOwn(view, b.view.Last(), r.who.Name) {
		b.readMark = markOf(view) // their own lines aren't unread
	}
	b.scene, b.view = msg.scene, view
	return nil
}

// onlyOwn reports whether name wrote all entries after an entry that the
// timeline or the chat shows.
func onlyOwn(v incident.View, after uint64, name string) bool {
	for e := range v.Entries(after) {
		if e != nil && e.By != name && (e.InTimeline() || e.InChat()) {
			return false
		}
	}
	return true
}

// onSeatEnd returns a person whose seat ended to the lobby, or ends their
// session if they were revoked.
func (r *Root) onSeatEnd(err error) tea.Cmd {
	var ended session.Ended
	if !errors.As(err, &ended) {
		return nil // the screen is ending
	}
	if r.hub.People().Revoked(r.who.Name, r.who.Key) {
		return r.quit(ended.Why)
	}
	r.notice = warning(ended.Why)
	return r.toLobby()
}

// toLobby leaves the bridge for the lobby. When the person connects again, they
// aren't returned to this bridge.
func (r *Root) toLobby() tea.Cmd {
	r.profile.Read[r.bridge.id()] = r.bridge.readMark
	keep := r.draftCmd(r.saveUnsent())
	r.lobby.list = r.lobby.list.Choose(r.bridge.id())
	r.overlay, r.lobby.shown = overlay{}, true
	r.leaveSeat()
	return tea.Batch(keep, r.clearLast(), r.hurryList())
}

// clearLast clears the saved bridge that the person would be returned to.
func (r *Root) clearLast() tea.Cmd {
	r.profile.Last = ""
	return r.saveProfile()
}

// leaveSeat gives up the seat. A draft goes into the prompt's history: it was
// meant for this bridge, and must not wait in the prompt of another.
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

// whenDrained calls do once all that was typed is written.
func (r *Root) whenDrained(do func() tea.Cmd) tea.Cmd {
	if !r.bridge.outbox.busy {
		return do()
	}
	r.bridge.afterDrain = do
	r.notice = note("your lines are being written")
	return nil
}

// leaveBridge leaves the bridge for the lobby, once all that was typed is
// written.
func (r *Root) leaveBridge() tea.Cmd {
	return r.whenDrained(r.toLobby)
}

// leaveServer ends the session, once all that was typed is written.
func (r *Root) leaveServer() tea.Cmd {
	if r.bridge == nil {
		return r.quit("")
	}
	return r.whenDrained(func() tea.Cmd {
		r.profile.Last = ""
		return r.quit("")
	})
}

// mayWrite reports whether p may write on the bridge.
func mayWrite(v incident.View, p incident.Person) bool {
	return v.MayWrite(p)
}

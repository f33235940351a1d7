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
	seat    *session.Seat
	scene   *session.Scene
	view    incident.View // of the scene's incident, as the person may see it
	panels  panels
	typing  bool         // the prompt has the keyboard
	seeking bool         // f or F gave it the keyboard
	brief   *brief.Model // nil unless it stands in front
	entry   *entry.Model // nil unless the page about an entry stands in front
	board   *board.Model // nil unless it is open, behind an entry or a brief
	outbox  outbox
	then    func() tea.Cmd   // once the outbox is empty; nil: stay
	read    uint64           // the last entry read when they came
	seen    session.ReadMark // how far they had read when they last pressed a key
	rung    map[uint64]bool  // the tasks that have called them
	taking  letter           // what enter sends while the brief stands in front of a role
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
	r.way.to = id
	return func() tea.Msg {
		seat, err := r.hub.Sit(r.ctx, r.who, id, session.SeatScreen)
		if err == nil {
			seat.LeaveWith(r.ctx)
		}
		return openedMsg{id, seat, err}
	}
}

// enter shows a bridge: with the brief in front for who has something to
// catch up on, and with the prompt ready for who may write.
func (r *Root) enter(msg openedMsg) tea.Cmd {
	r.way.to = ""
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
		r.way.held, r.way.size = nil, 0 // it was meant for the bridge
		return tea.Batch(r.forget(), r.arrived())
	}
	scene := msg.seat.Scene()
	mark, been := r.desk.desk.Read[msg.id]
	view := scene.For(r.who)
	b := &bridge{seat: msg.seat, scene: scene, view: view, panels: newPanels(0), read: mark.Seq, seen: mark, rung: rungBefore(view, r.frames.held(view), r.who, r.minute)}
	b.typing = mayWrite(view, r.who)
	if !been || mark.Written < view.Written() {
		b.panels, b.brief = newPanels(mark.Seq), &brief.Model{}
	}
	r.bridge, r.notice = b, notice{}
	if r.silent {
		b.seat.Link(false)
	}
	r.desk.desk.Last = msg.id
	r.pump(b.scenes(r.ctx))
	return tea.Batch(r.keep(), r.arrived())
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

// see shows a newer scene, and calls the person where it should.
func (r *Root) see(msg sceneMsg) tea.Cmd {
	b := r.bridge
	if b == nil || b.seat != msg.seat {
		return nil
	}
	if msg.err != nil {
		return r.over(msg.err)
	}
	view := msg.scene.For(r.who)
	if words := called(view, b.view.Last(), r.who.Name); words != "" && r.prefs.alert != alertOff {
		r.call(r.prefs.alert.sequence(words))
	}
	if b.seen == markOf(b.view) && onlyOwn(view, b.view.Last(), r.who.Name) {
		b.seen = markOf(view) // nobody has to catch up on what they said themselves
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

// over takes someone whose seat ended to the lobby, or out of the house.
func (r *Root) over(err error) tea.Cmd {
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
	r.desk.desk.Read[r.bridge.id()] = r.bridge.seen
	r.hall.list = r.hall.list.Choose(r.bridge.id())
	r.cover, r.hall.shown = cover{}, true
	r.seatLeft()
	return tea.Batch(r.forget(), r.listen(0))
}

// forget has the key remember that its person is nowhere.
func (r *Root) forget() tea.Cmd {
	r.desk.desk.Last = ""
	return r.keep()
}

// seatLeft gives the seat up. A draft is one up key away: it was meant for this
// bridge, and never stands ready to be sent on another.
func (r *Root) seatLeft() {
	if r.bridge == nil {
		return
	}
	if draft := r.prompt.Text(); draft != "" {
		r.prompt = r.prompt.Remember(draft)
	}
	r.bridge.seat.Leave()
	r.bridge = nil
}

// afterOutbox does what ends the stay, once everything typed is written.
func (r *Root) afterOutbox(do func() tea.Cmd) tea.Cmd {
	if !r.bridge.outbox.busy {
		return do()
	}
	r.bridge.then = do
	r.notice = note("your lines are being written")
	return nil
}

// leave leaves the bridge for the lobby, once everything typed is written.
func (r *Root) leave() tea.Cmd {
	return r.afterOutbox(r.toLobby)
}

// bye ends the session, once everything typed is written.
func (r *Root) bye() tea.Cmd {
	if r.bridge == nil {
		return r.quit("")
	}
	return r.afterOutbox(func() tea.Cmd {
		r.desk.desk.Last = ""
		return r.quit("")
	})
}

func mayWrite(v incident.View, p incident.Person) bool {
	return v.PowerOf(p) >= incident.PowerRespond
}

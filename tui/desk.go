package tui

import (
	"context"
	"maps"

	tea "charm.land/bubbletea/v2"

	"warroom/session"
	"warroom/session/incident"
)

// keeper holds what the person's key is to remember, and has one change
// written at a time.
type keeper struct {
	desk   session.Profile
	loaded bool
	busy   bool // a change is being written
	behind bool // there was another since
}

func newKeeper() keeper {
	return keeper{desk: session.Profile{Read: map[incident.ID]session.ReadMark{}}}
}

// deskMsg is what the key remembered when its person came.
type deskMsg struct{ desk session.Profile }

// keptMsg says that a change was written, or why it wasn't.
type keptMsg struct{ err error }

// readDesk asks what the key remembers. Where that can't be read, the person
// comes in as if for the first time.
func (r *Root) readDesk() tea.Cmd {
	return func() tea.Msg {
		desk, err := r.hub.Profile(r.ctx, r.who.Key)
		if err != nil {
			return deskMsg{}
		}
		return deskMsg{desk}
	}
}

// arrive takes a person to where they asked for, or else to where they were
// when their link broke.
func (r *Root) arrive(msg deskMsg) tea.Cmd {
	r.prefs = r.prefs.recall(msg.desk, r.frames)
	last := msg.desk.Last
	r.desk.desk, r.desk.loaded = msg.desk, true
	r.desk.desk.Read = maps.Clone(msg.desk.Read)
	if r.desk.desk.Read == nil {
		r.desk.desk.Read = map[incident.ID]session.ReadMark{}
	}
	switch {
	case r.way.start != "":
		return r.open(r.way.start)
	case last != "":
		return r.open(last)
	}
	return r.arrived()
}

// keep has the desk written, once a change that is under way is.
func (r *Root) keep() tea.Cmd {
	r.desk.desk.Theme, r.desk.desk.Zone, r.desk.desk.Alert = r.prefs.wish.String(), "", r.prefs.alert.String()
	if r.prefs.own != nil {
		r.desk.desk.Zone = r.prefs.own.String()
	}
	if r.desk.busy {
		r.desk.behind = true
		return nil
	}
	r.desk.busy = true
	write := r.desk.write(r.house, r.who.Key)
	return func() tea.Msg { return keptMsg{write(r.ctx)} }
}

// write gives the function that writes the desk as it is now.
func (k keeper) write(h house, key string) func(context.Context) error {
	d := k.desk
	d.Read = maps.Clone(d.Read)
	return func(ctx context.Context) error { return h.hub.SaveProfile(ctx, key, d) }
}

// kept goes on with the change that came meanwhile. That settings can't be
// kept is said, and no more: the room matters more.
func (r *Root) kept(msg keptMsg) tea.Cmd {
	r.desk.busy = false
	if msg.err != nil {
		r.notice = warning("your settings could not be kept: " + plain(msg.err))
		return nil
	}
	if r.hub.ProfileWaits(r.who.Key) {
		r.notice = note("your settings change often: the last of them is kept within half a minute")
	}
	if !r.desk.behind {
		return nil
	}
	r.desk.behind = false
	return r.keep()
}

// keepLast writes what was read up to the end of a screen. It waits for the
// store, but not for long.
func (r *Root) keepLast() {
	if !r.desk.loaded {
		return
	}
	if r.bridge != nil {
		r.desk.desk.Read[r.bridge.id()] = r.bridge.seen
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.ctx), grace)
	defer cancel()
	_ = r.desk.write(r.house, r.who.Key)(ctx) // the brief tells them more than it would have
	r.seatLeft()
}

// markOf returns the mark of somebody who has read all of an incident.
func markOf(v incident.View) session.ReadMark {
	return session.ReadMark{Seq: v.Last(), Written: v.Written()}
}

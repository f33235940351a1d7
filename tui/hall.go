package tui

import (
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"warroom/session"
	"warroom/tui/lobby"
	"warroom/tui/paint"
)

// listPause is how long a lobby waits before it asks again: a busy bridge
// changes the list with every line.
const listPause = 500 * time.Millisecond

// hall is the lobby of one person.
type hall struct {
	door      *session.Lobby
	summaries []session.Summary
	known     bool // the list was heard of at least once
	list      lobby.Model
	form      *lobby.Form // nil unless they declare
	declaring bool        // the answer to a declaration is under way
	listening bool        // a newer list is being waited for
	shown     bool        // they have stood in it
}

// listMsg is the list of incidents, newer than the one shown.
type listMsg struct {
	summaries []session.Summary
	err       error
}

// listen waits for a newer list, after a pause.
func (r *Root) listen(pause time.Duration) tea.Cmd {
	if r.hall.listening {
		return nil
	}
	r.hall.listening = true
	return func() tea.Msg {
		timer := time.NewTimer(pause)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-r.ctx.Done():
			return nil
		}
		summaries, err := r.hall.door.Next(r.ctx)
		return listMsg{summaries, err}
	}
}

// list shows a newer list. Who is on a bridge stops listening until they are
// back.
func (r *Root) list(msg listMsg) tea.Cmd {
	r.hall.listening = false
	if msg.err != nil {
		return nil // the screen ends
	}
	r.hall.summaries, r.hall.known = msg.summaries, true
	if r.bridge != nil {
		return nil
	}
	return tea.Batch(r.listen(listPause), r.arrived())
}

// items are the incidents as the lobby tells them to this person.
func (r *Root) items() []lobby.Item {
	items := make([]lobby.Item, len(r.hall.summaries))
	for i, s := range r.hall.summaries {
		items[i] = lobby.Item{
			ID: s.ID, Title: s.Title, Severity: s.Severity, Phase: s.Phase, Drill: s.Drill,
			Declared: s.DeclaredAt, Manager: s.Manager, Present: s.Present,
			Unread: s.Written - min(r.desk.desk.Read[s.ID].Written, s.Written),
		}
	}
	return items
}

// wander takes in what hands do in the lobby.
func (r *Root) wander(msg tea.Msg) tea.Cmd {
	r.notice = notice{}
	if r.hall.form != nil {
		return r.fill(msg)
	}
	k, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil
	}
	switch {
	case key.Matches(k, r.keys.Lobby.Leave):
		return r.quit("")
	case key.Matches(k, r.keys.Lobby.Help):
		r.openManual("")
		return nil
	}
	items := r.items()
	next, do, _ := r.hall.list.Update(k, r.keys.Lobby, items, r.lobbyLook().Height)
	r.hall.list = next
	switch do {
	case lobby.Open:
		return r.openChosen(items)
	case lobby.Declare:
		return r.declare()
	}
	return nil
}

func (r *Root) openChosen(items []lobby.Item) tea.Cmd {
	if id := r.hall.list.Chosen(items); id != "" {
		return r.open(id)
	}
	return nil
}

func (r *Root) lobbyLook() lobby.Look {
	return lobby.Look{
		Width: r.size.Width, Height: r.size.Height - 2, Theme: r.prefs.theme(), Now: r.minute,
		Who: r.who.Name + " (" + r.who.Rank.String() + ")",
	}
}

// drawLobby draws the list or the form, and two rows below.
func (r *Root) drawLobby(f *paint.Frame) {
	l := r.lobbyLook()
	switch {
	case !r.hall.shown:
		f.Own = []paint.Row{note("opening the war room").row(f.Width, l.Theme)}
		return
	case r.hall.form != nil:
		rows, x, y := r.hall.form.View(l)
		f.Own, f.Cursor = rows, &paint.Cursor{X: x, Y: y, Shape: tea.CursorBar, Blink: true}
	default:
		f.Own = r.hall.list.View(r.items(), l)
	}
	foot := hint("enter opens  d declares  a shows closed ones  ? help  q leaves")
	if r.hall.form != nil {
		foot = notice{}
	}
	f.Own = append(f.Own, r.notice.row(f.Width, l.Theme), foot.row(f.Width, l.Theme))
}

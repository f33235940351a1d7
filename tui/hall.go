package tui

import (
	"slices"
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"warroom/session"
	"warroom/tui/lobby"
	"warroom/tui/paint"
	"warroom/tui/prompt"
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
	listening bool          // a newer list is being waited for
	shown     bool          // they have stood in it
	frozen    string        // why nothing can be written now, "" when it can
	faults    string        // what is wrong with the files of the house
	line      *prompt.Model // of the prompt, nil unless they type a command
}

// listMsg is the list of incidents, newer than the one shown.
type listMsg struct {
	summaries []session.Summary
	frozen    string
	faults    string
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
		return listMsg{summaries, r.hub.Frozen(), r.hub.Faults(), err}
	}
}

// list shows a newer list. Who is on a bridge stops listening until they are
// back.
func (r *Root) list(msg listMsg) tea.Cmd {
	r.hall.listening = false
	if msg.err != nil {
		return nil // the screen ends
	}
	r.hall.summaries, r.hall.frozen, r.hall.faults, r.hall.known = msg.summaries, msg.frozen, msg.faults, true
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
	if r.hall.line != nil {
		return r.command(msg)
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
	case key.Matches(k, r.keys.Lobby.Type):
		r.beginCommand()
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
		Who: r.who.Name + " (" + r.who.Rank.String() + ")", Declares: r.who.CheckDeclare() == nil,
	}
}

// drawLobby draws the list or the form, and two rows below.
func (r *Root) drawLobby(f *paint.Frame) {
	l := r.lobbyLook()
	switch {
	case !r.hall.shown || !r.hall.known:
		f.Own = []paint.Row{note("opening the war room").row(f.Width, l.Theme)}
		return
	default:
		f.Own = r.hall.list.View(r.items(), l)
	}
	if r.hall.line != nil {
		r.drawCommand(f)
		return
	}
	said, below := r.hallRows(f.Width)
	f.Own = append(f.Own, said.row(f.Width, l.Theme), below.row(f.Width, l.Theme))
}

// hallRows are the last two rows: what is said, else what is wrong with the
// files of the house, else more of the chosen incident than its row holds; then
// the banner of a frozen record, or hints.
func (r *Root) hallRows(width int) (said, below notice) {
	said, below = r.notice.split(width)
	switch {
	case r.notice.text != "":
	case r.hall.faults != "" && r.who.RunsHouse():
		said = warning(r.hall.faults)
	default:
		said = r.chosenWhole()
	}
	switch {
	case r.ice() != "":
		return said, banner(r.ice())
	case below.text != "":
		return said, below
	}
	return said, r.hallHints().on(width)
}

// chosenWhole is the chosen incident with its whole title, and who is there.
func (r *Root) chosenWhole() notice {
	items := r.items()
	i := slices.IndexFunc(items, func(i lobby.Item) bool { return i.ID == r.hall.list.Chosen(items) })
	if i < 0 {
		return notice{}
	}
	there := "nobody is there"
	if len(items[i].Present) > 0 {
		there = "there: " + strings.Join(items[i].Present, ", ")
	}
	return notice{text: string(items[i].ID) + " " + items[i].Title + "; " + there}
}

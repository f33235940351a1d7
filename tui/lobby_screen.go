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

// lobbyScreen is the lobby of one person.
type lobbyScreen struct {
	source    *session.Lobby
	summaries []session.Summary
	loaded    bool // the list was heard of at least once
	list      lobby.Model
	listening bool          // a newer list is being waited for
	shown     bool          // they have stood in it
	frozen    string        // why nothing can be written now, "" when it can
	faults    string        // what is wrong with the files of the house
	prompt    *prompt.Model // of the prompt, nil unless they type a command
}

// listMsg is the list of incidents, newer than the one shown.
type listMsg struct {
	summaries []session.Summary
	frozen    string
	faults    string
	err       error
}

// nextList waits for a newer list, after a pause.
func (r *Root) nextList(pause time.Duration) tea.Cmd {
	if r.lobby.listening {
		return nil
	}
	r.lobby.listening = true
	return func() tea.Msg {
		timer := time.NewTimer(pause)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-r.ctx.Done():
			return nil
		}
		summaries, err := r.lobby.source.Next(r.ctx)
		return listMsg{summaries, r.hub.Frozen(), r.hub.Faults(), err}
	}
}

// onList shows a newer list. Who is on a bridge stops listening until they are
// back.
func (r *Root) onList(msg listMsg) tea.Cmd {
	r.lobby.listening = false
	if msg.err != nil {
		return nil // the screen ends
	}
	r.lobby.summaries, r.lobby.frozen, r.lobby.faults, r.lobby.loaded = msg.summaries, msg.frozen, msg.faults, true
	if r.bridge != nil {
		return nil
	}
	return tea.Batch(r.nextList(listPause), r.flushInput())
}

// lobbyItems are the incidents as the lobby tells them to this person.
func (r *Root) lobbyItems() []lobby.Item {
	items := make([]lobby.Item, len(r.lobby.summaries))
	for i, s := range r.lobby.summaries {
		items[i] = lobby.Item{
			ID: s.ID, Title: s.Title, Severity: s.Severity, Phase: s.Phase, Drill: s.Drill,
			Declared: s.DeclaredAt, Manager: s.Manager, Present: s.Present,
			Unread: s.Written - min(r.profile.Read[s.ID].Written, s.Written),
		}
	}
	return items
}

// updateLobby takes in what hands do in the lobby.
func (r *Root) updateLobby(msg tea.Msg) tea.Cmd {
	r.notice = notice{}
	if r.lobby.prompt != nil {
		return r.updateLobbyPrompt(msg)
	}
	k, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil
	}
	switch {
	case key.Matches(k, r.keys.Lobby.Leave):
		return r.quit("")
	case key.Matches(k, r.keys.Lobby.Help):
		r.openHelp("")
		return nil
	case key.Matches(k, r.keys.Lobby.Type):
		r.openLobbyPrompt()
		return nil
	}
	items := r.lobbyItems()
	next, do, _ := r.lobby.list.Update(k, r.keys.Lobby, items, r.lobbyLook().Height)
	r.lobby.list = next
	switch do {
	case lobby.Open:
		return r.openChosen(items)
	case lobby.Declare:
		return r.declare()
	}
	return nil
}

func (r *Root) openChosen(items []lobby.Item) tea.Cmd {
	if id := r.lobby.list.Chosen(items); id != "" {
		return r.open(id)
	}
	return nil
}

func (r *Root) lobbyLook() lobby.Look {
	return lobby.Look{
		Width: r.size.Width, Height: r.size.Height - 2, Theme: r.prefs.theme(), Now: r.minute,
		Who: r.who.Name + " (" + r.who.Rank.String() + ")", Declares: r.who.MayDeclare() == nil,
	}
}

// drawLobby draws the list or the form, and two rows below.
func (r *Root) drawLobby(f *paint.Frame) {
	l := r.lobbyLook()
	switch {
	case !r.lobby.shown || !r.lobby.loaded:
		f.Own = []paint.Row{note("opening the war room").row(f.Width, l.Theme)}
		return
	default:
		f.Own = r.lobby.list.View(r.lobbyItems(), l)
	}
	if r.lobby.prompt != nil {
		r.drawLobbyPrompt(f)
		return
	}
	said, below := r.drawLobbyFoot(f.Width)
	f.Own = append(f.Own, said.row(f.Width, l.Theme), below.row(f.Width, l.Theme))
}

// drawLobbyFoot are the last two rows: what is said, else what is wrong with the
// files of the house, else more of the chosen incident than its row holds; then
// the banner of a frozen record, or hints.
func (r *Root) drawLobbyFoot(width int) (said, below notice) {
	said, below = r.notice.split(width)
	switch {
	case r.notice.text != "":
	case r.lobby.faults != "" && r.who.RunsHouse():
		said = warning(r.lobby.faults)
	default:
		said = r.chosenDetails()
	}
	switch {
	case r.frozenWhy() != "":
		return said, banner(r.frozenWhy())
	case below.text != "":
		return said, below
	}
	return said, r.lobbyHints().fit(width)
}

// chosenDetails is the chosen incident with its whole title, and who is there.
func (r *Root) chosenDetails() notice {
	items := r.lobbyItems()
	i := slices.IndexFunc(items, func(i lobby.Item) bool { return i.ID == r.lobby.list.Chosen(items) })
	if i < 0 {
		return notice{}
	}
	there := "nobody is there"
	if len(items[i].Present) > 0 {
		there = "there: " + strings.Join(items[i].Present, ", ")
	}
	return notice{text: string(items[i].ID) + " " + items[i].Title + "; " + there}
}

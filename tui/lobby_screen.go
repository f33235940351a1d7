package tui

import (
	"slices"
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"warroom/session"
	"warroom/session/incident"
	"warroom/tui/lobby"
	"warroom/tui/paint"
	"warroom/tui/prepared"
	"warroom/tui/prompt"
)

// listPause is how long a lobby waits before it asks for a newer list: a busy
// bridge changes the list with each line.
const listPause = 500 * time.Millisecond

// bridgeListPause is the same for a person on a bridge, who is only alerted by it.
const bridgeListPause = 2 * time.Second

// lobbyScreen is the state of one person's lobby.
type lobbyScreen struct {
	source    *session.Lobby
	summaries []session.Summary
	loaded    bool // a list has arrived
	list      lobby.Model
	order     session.Order
	listening bool          // a call of nextList is outstanding
	hurry     chan struct{} // ends the pause of nextList
	shown     bool          // it has been shown
	frozen    string        // why nothing can be written now, "" when it can
	faults    string        // what is wrong with the server's files
	prompt    *prompt.Model // nil unless they type a command
	before    prompt.Model  // the prompt when it was closed last, for its history
}

// listMsg is a list of incidents newer than the one shown.
type listMsg struct {
	summaries []session.Summary
	profile   session.Profile // with what they have read on their other screens
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
		case <-r.lobby.hurry:
		case <-r.ctx.Done():
			return nil
		}
		summaries, err := r.lobby.source.Next(r.ctx)
		profile, unread := r.hub.Profile(r.ctx, r.who.Key)
		if unread != nil {
			profile = session.Profile{} // what this screen knows has to do
		}
		return listMsg{summaries, profile, r.hub.Frozen(), r.hub.Faults(), err}
	}
}

// onList shows a newer list, and alerts the person to what began to wait for them.
func (r *Root) onList(msg listMsg) tea.Cmd {
	r.lobby.listening = false
	if msg.err != nil {
		return nil // the screen is ending
	}
	if r.profile.loaded {
		r.profile.Profile = r.profile.WithRead(msg.profile)
	}
	if r.lobby.loaded {
		r.alertWaiting(r.lobby.summaries, msg.summaries)
	}
	r.lobby.summaries, r.lobby.frozen, r.lobby.faults, r.lobby.loaded = msg.summaries, msg.frozen, msg.faults, true
	if r.bridge != nil {
		return r.nextList(bridgeListPause)
	}
	return tea.Batch(r.nextList(listPause), r.flushInput())
}

// hurryList has a newer list come at once: the last may be as old as bridgeListPause.
func (r *Root) hurryList() tea.Cmd {
	r.lobby.source.Refresh()
	select {
	case r.lobby.hurry <- struct{}{}:
	default:
	}
	return r.nextList(0)
}

// lobbyItems returns the rows of the lobby for this person, sorted.
func (r *Root) lobbyItems() []lobby.Item {
	all, search := r.profile.ListRead(r.lobby.summaries), r.lobbySearch()
	slices.SortFunc(all, r.lobby.order.Compare)
	items := make([]lobby.Item, len(all))
	for i, s := range all {
		items[i] = itemOf(s)
		items[i].Out = !search.Matches(s)
	}
	return items
}

func itemOf(s session.Summary) lobby.Item {
	return lobby.Item{
		ID: s.ID, Title: s.Title, Severity: s.Severity, Phase: s.Phase, Drill: s.Drill, Scope: s.Scope, Spread: s.Reaches(),
		Closing:  incident.Closing{Verdict: s.Verdict, Result: s.Result, Duplicate: s.Duplicate},
		Declared: s.DeclaredAt, Manager: s.Manager, Present: s.Present, Unread: s.Unread, Late: s.Late.Tasks + s.Late.Clocks, Yours: lobby.Yours(s.Waits.Count()),
	}
}

// updateLobby handles a key or a paste in the lobby.
func (r *Root) updateLobby(msg tea.Msg) tea.Cmd {
	r.notice = notice{}
	if r.lobby.prompt != nil {
		return r.updateLobbyPrompt(msg)
	}
	if _, ok := msg.(tea.PasteMsg); ok {
		r.openLobbyPrompt("")
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
	case key.Matches(k, r.keys.Lobby.Sort):
		r.lobby.order = r.lobby.order.Next()
		return nil
	case key.Matches(k, r.keys.Lobby.Systems):
		r.showError(r.openPrepared(prepared.Systems()))
		return nil
	case key.Matches(k, r.keys.Lobby.Type):
		r.openLobbyPrompt("/")
		return nil
	}
	items := r.lobbyItems()
	next, do, _ := r.lobby.list.Update(k, r.keys.Lobby, items, r.lobbyLook().Height)
	r.lobby.list = next
	switch do {
	case lobby.ActionOpen:
		return r.openChosen(items)
	case lobby.ActionDeclare:
		return r.declare()
	}
	return nil
}

// openChosen opens the chosen incident, and ends a search.
func (r *Root) openChosen(items []lobby.Item) tea.Cmd {
	id := r.lobby.list.Chosen(items)
	if id == "" {
		return nil
	}
	if r.lobby.prompt != nil {
		r.closeLobbyPrompt(*r.lobby.prompt)
	}
	return r.open(id)
}

func (r *Root) lobbyLook() lobby.Look {
	return lobby.Look{
		Width: r.size.Width, Height: r.size.Height - 2, Theme: r.prefs.theme(), Now: r.minute,
		Reader: r.who.Name + " (" + r.who.Rank.String() + ")", MayDeclare: r.who.CheckDeclare() == nil, Order: r.lobby.order.String(),
		Searching: len(r.lobbySearch()) > 0,
	}
}

// drawLobby draws the list, and two rows below it.
func (r *Root) drawLobby(f *paint.Frame) {
	l := r.lobbyLook()
	if !r.lobby.shown || !r.lobby.loaded {
		f.Own = []paint.Row{note("opening the war room").row(f.Width, l.Theme)}
		return
	}
	f.Own = r.lobby.list.View(r.lobbyItems(), l)
	if r.lobby.prompt != nil {
		r.drawLobbyPrompt(f)
		return
	}
	first, below := r.lobbyFoot(f.Width)
	f.Own = append(f.Own, first.row(f.Width, l.Theme), below.row(f.Width, l.Theme))
}

// lobbyFoot returns the last two rows. The first is the notice, else the
// faults of the server's files, else the whole of the chosen incident. The
// second is the banner of a frozen record, else hints.
func (r *Root) lobbyFoot(width int) (first, below notice) {
	first, below = r.notice.split(width)
	switch {
	case r.notice.text != "":
	case r.lobby.faults != "" && r.who.RunsHouse():
		first = warning(r.lobby.faults)
	default:
		first = r.chosenDetails()
	}
	switch {
	case r.frozenWhy() != "":
		return first, banner(r.frozenWhy())
	case below.text != "":
		return first, below
	}
	return first, r.lobbyHints().fit(width)
}

// chosenDetails returns the chosen incident with its whole title, the people there, and what
// has no column.
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
	title := items[i].Title
	if items[i].Phase == incident.PhaseClosed {
		title += "; closed: " + items[i].Closing.String()
	}
	if yours := items[i].Yours.String(); yours != "" {
		title = "for you: " + yours + "; " + title
	}
	if reach := items[i].Reach(r.size.Width); reach != "" {
		there += "; " + reach
	}
	return notice{text: string(items[i].ID) + " " + title + "; " + there}
}

package tui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"warroom/keys"
	"warroom/session"
	"warroom/session/incident"
	"warroom/themes"
	"warroom/tui/header"
	"warroom/tui/input"
	"warroom/tui/paint"
	"warroom/tui/prompt"
)

// deps are the services that a screen uses: the server's and its terminal's.
type deps struct {
	ctx      context.Context // ends when the screen does
	hub      *session.Hub
	frames   *Frames
	now      func() time.Time
	writeRaw func(sequence string) bool // writes a bell or a notification at once, past the frames
	redraw   func()                     // repaints the whole terminal
	pump     func(next func() tea.Msg)  // sends the screen each message of next, until it returns nil
}

// Root is one person's screen: the lobby or a bridge, and the overlay above it.
// It is a pointer, since Bubble Tea passes the model on with each message.
type Root struct {
	deps
	who      incident.Person
	keys     keys.Keys
	size     tea.WindowSizeMsg
	minute   time.Time
	prefs    prefs
	profile  profileStore
	prompt   prompt.Model
	burst    burst
	startup  startup
	lobby    lobbyScreen
	bridge   *bridge // nil in the lobby
	overlay  overlay
	notice   notice
	linkDown bool   // their link stopped answering
	farewell string // printed on the terminal after the screen is gone
}

// newRoot returns the screen of a person who has just connected.
func newRoot(h deps, p incident.Person, start incident.ID, env []string) *Root {
	return &Root{
		deps: h, who: p, startup: startup{requested: start}, keys: keys.Default(),
		minute: header.Minute(h.now()), prefs: newPrefs(env), profile: newProfileStore(),
		lobby: lobbyScreen{source: h.hub.Lobby(p), hurry: make(chan struct{}, 1)},
	}
}

// Init begins to listen to the lobby and the clock, and loads the person's
// profile.
func (r *Root) Init() tea.Cmd {
	return tea.Batch(r.loadProfile(), r.nextList(0), r.nextMinute())
}

// Update handles a message. It does no I/O: commands do.
func (r *Root) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	return r, r.dispatch(msg)
}

// dispatch passes a message to the method for its source.
func (r *Root) dispatch(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		return r.onInput(msg)
	case input.Keys:
		return r.onKeys(msg)
	case input.Quiet:
		r.onQuiet()
		return nil
	case tea.MouseMsg:
		return r.onMouse(msg)
	case input.OpenPaste:
		r.onOpenPaste(bool(msg))
		return nil
	case minuteMsg:
		r.minute = header.Minute(time.Time(msg))
		r.alertDueTasks()
		r.alertExpired()
		r.alertOver()
		r.lobby.source.Refresh() // what is late changes with the time
		return r.nextMinute()
	case tea.WindowSizeMsg, tea.BackgroundColorMsg, tea.ColorProfileMsg:
		r.onTerminal(msg)
		return nil
	}
	return r.onHub(msg)
}

// onHub handles messages from the hub.
func (r *Root) onHub(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case sceneMsg:
		return r.onScene(msg)
	case sentMsg:
		return r.onSent(msg)
	case listMsg:
		return r.onList(msg)
	case openedMsg:
		return r.onOpened(msg)
	case declaredMsg:
		return r.onDeclared(msg)
	case profileMsg:
		return r.onProfile(msg)
	case savedMsg:
		return r.onSaved(msg)
	case draftMsg:
		return r.onDraft(msg)
	case linkMsg:
		r.onLink(bool(msg))
	}
	return nil
}

// onInput handles a key or a paste, and saves what was read by it.
func (r *Root) onInput(msg tea.Msg) tea.Cmd {
	r.markActive()
	saved := r.saveSaid()
	return tea.Batch(saved, r.passInput(msg))
}

// passInput hands a key or a paste to what is open.
func (r *Root) passInput(msg tea.Msg) tea.Cmd {
	if k, ok := msg.(tea.KeyPressMsg); ok && k.String() == "ctrl+l" {
		r.redraw()
		return nil
	}
	switch {
	case r.loading():
		return r.bufferInput(msg)
	case r.overlay.isOpen():
		return r.updateOverlay(msg)
	case r.isPaletteKey(msg):
		return r.openPalette()
	case r.bridge != nil:
		return r.updateBridge(msg)
	}
	return r.updateLobby(msg)
}

// quit ends the session. The farewell, if any, is printed on the terminal
// afterwards.
func (r *Root) quit(farewell string) tea.Cmd {
	r.farewell = farewell
	return tea.Quit
}

// View returns the frame as a Bubble Tea view.
func (r *Root) View() tea.View { return r.Frame().View() }

// Frame draws the whole screen.
func (r *Root) Frame() paint.Frame {
	f := paint.Frame{
		Width: r.size.Width, Height: r.size.Height,
		Modes: paint.Modes{
			AltScreen: true, Paste: true, Mouse: tea.MouseModeCellMotion,
			Keyboard: ansi.KittyDisambiguateEscapeCodes, Title: r.title(),
		},
	}
	switch {
	case f.Width < minWidth || f.Height < minHeight:
		r.drawTooSmall(&f)
	case r.overlay.isOpen():
		r.drawOverlay(&f)
	case r.bridge != nil:
		r.drawBridge(&f)
	default:
		r.drawLobby(&f)
	}
	return f
}

func (r *Root) title() string {
	if r.bridge != nil {
		return "warroom " + string(r.bridge.view.ID())
	}
	return "warroom"
}

// drawTooSmall draws the one sentence that fits, and the mark of a drill.
func (r *Root) drawTooSmall(f *paint.Frame) {
	text := "make the window larger"
	if r.bridge != nil && r.bridge.view.Drill() {
		text = themes.Drill.Sign() + " " + text
	}
	if f.Width > 0 && f.Height > 0 {
		f.Own = []paint.Row{paint.NewRow(text).Fit(f.Width)}
	}
}

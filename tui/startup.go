package tui

import (
	tea "charm.land/bubbletea/v2"

	"warroom/session/incident"
	"warroom/tui/input"
)

// startup is the time before the first screen, and while a bridge is being
// opened: the person's profile is read, then the bridge that they asked for is
// opened. Nothing is shown until the whole screen can be, the brief included.
type startup struct {
	requested    incident.ID // the bridge asked for on connecting, "" for the lobby
	opening      incident.ID // the bridge being opened, "" for none
	buffered     []tea.Msg   // keys and pastes so far, in order
	bufferedSize int         // of buffered, counted as for maxBuffered
}

// maxBuffered bounds what is buffered of a person who types ahead: keys, plus
// bytes of pasted text.
const maxBuffered = 2*incident.MaxLine + input.MaxPaste

// loading reports whether the next screen, lobby or bridge, isn't there yet.
func (r *Root) loading() bool {
	return !r.profile.loaded || r.startup.opening != "" || r.bridge == nil && !r.lobby.loaded
}

// bufferInput buffers keys and pastes until the screen is there: a key that is
// meant for a bridge must not act in the lobby.
func (r *Root) bufferInput(msg tea.Msg) tea.Cmd {
	if k, ok := msg.(tea.KeyPressMsg); ok && k.String() == "ctrl+c" {
		return r.quit("")
	}
	size := 1
	if p, ok := msg.(tea.PasteMsg); ok {
		size += len(p.Content)
	}
	if r.startup.bufferedSize+size <= maxBuffered {
		r.startup.buffered, r.startup.bufferedSize = append(r.startup.buffered, msg), r.startup.bufferedSize+size
	}
	return nil
}

// flushInput handles the buffered input, once the screen is there.
func (r *Root) flushInput() tea.Cmd {
	if r.loading() {
		return nil
	}
	r.lobby.shown = r.lobby.shown || r.bridge == nil
	buffered, inFront := r.startup.buffered, r.bridge != nil && r.bridge.brief != nil
	r.startup.buffered, r.startup.bufferedSize = nil, 0
	var cmds []tea.Cmd
	for i, msg := range buffered {
		r.burst.more = i < len(buffered)-1
		cmds = append(cmds, r.onInput(msg))
	}
	r.burst.more = false
	r.onQuiet()
	if inFront && r.bridge != nil && r.bridge.brief == nil && r.notice.text == "" {
		r.notice = note("what you typed ahead closed the brief: /brief shows it")
	}
	return tea.Batch(cmds...)
}

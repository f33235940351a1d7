package tui

import (
	tea "charm.land/bubbletea/v2"

	"warroom/session/incident"
)

// startup is what happens before a person stands somewhere: what their key
// remembers is read, and the bridge that they asked for is opened. Nothing of
// either room is shown before all of it can be, the brief in front included.
type startup struct {
	requested    incident.ID // the bridge asked for when they came, "" for the lobby
	opening      incident.ID // the bridge that is being opened, "" for none
	buffered     []tea.Msg   // what their hands did meanwhile, in order
	bufferedSize int         // of what is held, counted as maxBuffered is
}

// maxBuffered bounds what is kept of someone who types ahead, in keys and in bytes
// of what they paste.
const maxBuffered = 2 * incident.MaxLine

// loading reports whether it isn't known yet where the person will stand.
func (r *Root) loading() bool {
	return !r.profile.loaded || r.startup.opening != "" || r.bridge == nil && !r.lobby.loaded
}

// bufferInput keeps what hands do until there is a room to do it in: a key that is
// meant for a bridge must not be taken for one of the lobby's.
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

// flushInput goes on with what hands did on the way, once there is a room.
func (r *Root) flushInput() tea.Cmd {
	if r.loading() {
		return nil
	}
	r.lobby.shown = r.lobby.shown || r.bridge == nil
	held, unseen := r.startup.buffered, r.bridge != nil && r.bridge.brief != nil
	r.startup.buffered, r.startup.bufferedSize = nil, 0
	var cmds []tea.Cmd
	for _, msg := range held {
		cmds = append(cmds, r.onInput(msg))
	}
	if unseen && r.bridge != nil && r.bridge.brief == nil && r.notice.text == "" {
		r.notice = note("what you typed ahead closed the brief: /brief shows it")
	}
	return tea.Batch(cmds...)
}

package tui

import (
	tea "charm.land/bubbletea/v2"

	"warroom/session/incident"
)

// way is what happens before a person stands somewhere: what their key
// remembers is read, and the bridge that they asked for is opened. Nothing of
// either room is shown before all of it can be, the brief in front included.
type way struct {
	start incident.ID // the bridge asked for when they came, "" for the lobby
	to    incident.ID // the bridge that is being opened, "" for none
	held  []tea.Msg   // what their hands did meanwhile, in order
	size  int         // of what is held, counted as mostHeld is
}

// mostHeld bounds what is kept of someone who types ahead, in keys and in bytes
// of what they paste.
const mostHeld = 2 * incident.MaxLine

// underway reports whether it isn't known yet where the person will stand.
func (r *Root) underway() bool {
	return !r.desk.loaded || r.way.to != "" || r.bridge == nil && !r.hall.known
}

// hold keeps what hands do until there is a room to do it in: a key that is
// meant for a bridge must not be taken for one of the lobby's.
func (r *Root) hold(msg tea.Msg) tea.Cmd {
	if k, ok := msg.(tea.KeyPressMsg); ok && k.String() == "ctrl+c" {
		return r.quit("")
	}
	size := 1
	if p, ok := msg.(tea.PasteMsg); ok {
		size += len(p.Content)
	}
	if r.way.size+size <= mostHeld {
		r.way.held, r.way.size = append(r.way.held, msg), r.way.size+size
	}
	return nil
}

// arrived goes on with what hands did on the way, once there is a room.
func (r *Root) arrived() tea.Cmd {
	if r.underway() {
		return nil
	}
	r.hall.shown = r.hall.shown || r.bridge == nil
	held, unseen := r.way.held, r.bridge != nil && r.bridge.brief != nil
	r.way.held, r.way.size = nil, 0
	var cmds []tea.Cmd
	for _, msg := range held {
		cmds = append(cmds, r.hand(msg))
	}
	if unseen && r.bridge != nil && r.bridge.brief == nil && r.notice.text == "" {
		r.notice = note("what you typed ahead closed the brief: /brief shows it")
	}
	return tea.Batch(cmds...)
}

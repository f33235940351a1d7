package tui

import (
	tea "charm.land/bubbletea/v2"

	"warroom/tui/brief"
)

// confirmRole shows the brief to a person who is about to take a role, since
// they must know the incident first. Enter then takes the role.
func (r *Root) confirmRole(l queuedCommand) tea.Cmd {
	r.bridge.closePages()
	r.bridge.brief, r.bridge.pendingTake = &brief.Model{}, l
	return nil
}

// closeBrief closes the brief. If a role waits behind it, accepted takes it.
func (r *Root) closeBrief(accepted bool) tea.Cmd {
	b := r.bridge
	waiting := b.pendingTake
	b.brief, b.pendingTake = nil, queuedCommand{}
	switch {
	case waiting.command == nil:
		return nil
	case accepted:
		return r.send(waiting)
	}
	r.notice = note("not taken: " + waiting.line + " shows the brief again")
	return nil
}

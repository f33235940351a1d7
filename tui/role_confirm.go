package tui

import (
	tea "charm.land/bubbletea/v2"

	"warroom/tui/brief"
)

// confirmRole shows the brief to someone who is about to take a role: who runs
// a bridge must know what it is about. Enter then takes.
func (r *Root) confirmRole(l queuedCommand) tea.Cmd {
	r.bridge.closePages()
	r.bridge.brief, r.bridge.pendingTake = &brief.Model{}, l
	return nil
}

// closeBrief takes the brief away, and sends what stood behind it if that was
// accepted.
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

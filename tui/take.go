package tui

import (
	tea "charm.land/bubbletea/v2"

	"warroom/tui/brief"
)

// considerRole shows the brief to someone who is about to take a role: who runs
// a bridge must know what it is about. Enter then takes.
func (r *Root) considerRole(l letter) tea.Cmd {
	r.bridge.uncover()
	r.bridge.brief, r.bridge.taking = &brief.Model{}, l
	return nil
}

// closeBrief takes the brief away, and sends what stood behind it if that was
// accepted.
func (r *Root) closeBrief(accepted bool) tea.Cmd {
	b := r.bridge
	waiting := b.taking
	b.brief, b.taking = nil, letter{}
	switch {
	case waiting.command == nil:
		return nil
	case accepted:
		return r.send(waiting)
	}
	r.notice = note("not taken: " + waiting.line + " shows the brief again")
	return nil
}

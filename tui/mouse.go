package tui

import (
	tea "charm.land/bubbletea/v2"

	"warroom/tui/chat"
	"warroom/tui/timeline"
)

// onMouse handles a click or the wheel. Everything also works without a mouse.
func (r *Root) onMouse(msg tea.MouseMsg) tea.Cmd {
	at := msg.Mouse()
	switch {
	case r.loading():
	case r.overlay.prepared != nil:
		return r.updatePrepared(msg)
	case r.overlay.isOpen():
		if w, ok := msg.(tea.MouseWheelMsg); ok && r.overlay.help != nil {
			r.overlay.help.model = r.overlay.help.model.Scroll(wheelRows(w), r.helpSections(), r.helpLook())
		}
	case r.bridge != nil:
		return r.onBridgeMouse(msg, at)
	default:
		return r.onLobbyMouse(msg, at)
	}
	return nil
}

// wheelRows returns how many rows a turn of the wheel scrolls.
func wheelRows(w tea.MouseWheelMsg) int {
	switch w.Button {
	case tea.MouseWheelUp:
		return -3
	case tea.MouseWheelDown:
		return 3
	}
	return 0
}

func (r *Root) onBridgeMouse(msg tea.MouseMsg, at tea.Mouse) tea.Cmd {
	b, p := r.bridge, r.plan()
	switch {
	case b.brief != nil:
		moved := b.brief.Update(msg, r.keys.Bridge, b.view, r.briefLook(p))
		b.brief = &moved
		return nil
	case b.entry != nil:
		moved := b.entry.Update(msg, r.keys.Bridge, b.view, r.entryLook(p))
		b.entry = &moved
		return nil
	case b.board != nil:
		moved := b.board.Update(msg, r.keys, b.view, r.boardLook(p))
		b.board = &moved
		return nil
	}
	panel := p.panelAt(at.X, at.Y)
	switch msg.(type) {
	case tea.MouseWheelMsg:
		r.updatePanel(panel, msg)
	case tea.MouseClickMsg:
		r.markActive()
		switch {
		case at.Y == r.size.Height-1:
			b.typing = true
		case p.tabs > 0 && at.Y == p.tabs:
			return r.showPanel(tabAt(at.X))
		case panel != 0:
			r.onClick(panel, at.Y-p.area(panel).y)
		}
	}
	return nil
}

// onClick makes a panel active, and selects the entry on that row of it.
func (r *Root) onClick(panel, y int) {
	b, a := r.bridge, r.plan().area(panel)
	b.typing, b.panels.active = false, panel
	v, l := b.view, r.feedLook(a)
	switch panel {
	case timeline.Number:
		b.panels.timeline = b.panels.timeline.Click(v, l, y)
	case chat.Number:
		b.panels.chat = b.panels.chat.Click(v, l, y)
	}
}

// onLobbyMouse chooses the incident that was clicked, and opens it if it was
// chosen already.
func (r *Root) onLobbyMouse(msg tea.MouseMsg, at tea.Mouse) tea.Cmd {
	items := r.lobbyItems()
	switch msg := msg.(type) {
	case tea.MouseWheelMsg:
		r.lobby.list = r.lobby.list.Move(items, wheelRows(msg)/3)
	case tea.MouseClickMsg:
		id := r.lobby.list.At(items, at.Y, r.lobbyLook().Height)
		if id == "" {
			return nil
		}
		if id == r.lobby.list.Chosen(items) {
			return r.openChosen(items)
		}
		r.lobby.list = r.lobby.list.Choose(id)
	}
	return nil
}

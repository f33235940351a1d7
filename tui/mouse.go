package tui

import (
	tea "charm.land/bubbletea/v2"

	"warroom/tui/chat"
	"warroom/tui/timeline"
)

// mouse takes in a click or the wheel. Nothing needs it.
func (r *Root) mouse(msg tea.MouseMsg) tea.Cmd {
	at := msg.Mouse()
	switch {
	case r.underway():
	case r.cover.lies():
		if w, ok := msg.(tea.MouseWheelMsg); ok && r.cover.manual != nil {
			r.cover.manual.help = r.cover.manual.help.Scroll(rows(w), r.sections(), r.helpLook())
		}
	case r.bridge != nil:
		return r.mouseOnBridge(msg, at)
	default:
		return r.mouseInLobby(msg, at)
	}
	return nil
}

// rows is how far a turn of the wheel goes.
func rows(w tea.MouseWheelMsg) int {
	switch w.Button {
	case tea.MouseWheelUp:
		return -3
	case tea.MouseWheelDown:
		return 3
	}
	return 0
}

func (r *Root) mouseOnBridge(msg tea.MouseMsg, at tea.Mouse) tea.Cmd {
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
	panel := p.at(at.X, at.Y)
	switch msg.(type) {
	case tea.MouseWheelMsg:
		r.move(panel, msg)
	case tea.MouseClickMsg:
		r.beat()
		switch {
		case at.Y == r.size.Height-1:
			b.typing = true
		case p.tabs > 0 && at.Y == p.tabs:
			return r.show(tabAt(at.X))
		case panel != 0:
			r.click(panel, at.Y-p.area(panel).y)
		}
	}
	return nil
}

// click makes a panel active, and selects the entry on a row of it.
func (r *Root) click(panel, y int) {
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

// mouseInLobby chooses by a click, and opens what was chosen by another.
func (r *Root) mouseInLobby(msg tea.MouseMsg, at tea.Mouse) tea.Cmd {
	items := r.items()
	switch msg := msg.(type) {
	case tea.MouseWheelMsg:
		r.hall.list = r.hall.list.Move(items, rows(msg)/3)
	case tea.MouseClickMsg:
		id := r.hall.list.At(items, at.Y, r.lobbyLook().Height)
		if id == "" {
			return nil
		}
		if id == r.hall.list.Chosen(items) {
			return r.openChosen(items)
		}
		r.hall.list = r.hall.list.Choose(id)
	}
	return nil
}

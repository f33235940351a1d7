package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"warroom/tui/board"
	"warroom/tui/entry"
)

// openBoard opens the board.
func (r *Root) openBoard() tea.Cmd {
	b := r.bridge
	b.typing, b.brief, b.entry = false, nil, nil
	if b.board == nil {
		b.board = &board.Model{}
	}
	return nil
}

func (r *Root) boardLook(p plan) board.Look {
	return board.Look{
		Width: p.width, Height: max(p.shared-p.header, 0), Theme: r.prefs.theme(), Zone: r.prefs.zone(),
		Now: r.minute,
	}
}

// updateBoard handles a key or a paste while the board is open.
func (r *Root) updateBoard(msg tea.Msg) tea.Cmd {
	b := r.bridge
	k, ok := msg.(tea.KeyPressMsg)
	bound := r.keys
	switch {
	case !ok || key.Matches(k, bound.Bridge.Type):
		b.board = nil
		return r.updateBridge(msg)
	case key.Matches(k, bound.Modal.Close, bound.Bridge.Leave):
		b.board = nil
		return nil
	case key.Matches(k, bound.Bridge.Help):
		return r.showPanel(helpNumber)
	case key.Matches(k, bound.Modal.Accept):
		return r.followTarget(b.board.Target(b.view, r.boardLook(r.plan())))
	}
	moved := b.board.Update(k, bound, b.view, r.boardLook(r.plan()))
	b.board = &moved
	return nil
}

// followTarget begins the line that settles an item of the board in the prompt,
// or else opens the item's entry with the board behind it.
func (r *Root) followTarget(to board.Target) tea.Cmd {
	b := r.bridge
	switch {
	case to.Do != "" && mayWrite(b.view, r.who):
		b.board = nil
		return r.promptWith(to.Do + " ")
	case to.Seq > 0:
		page := entry.Open(to.Seq)
		b.entry = &page
	}
	return nil
}

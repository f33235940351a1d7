package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"warroom/tui/entry"
)

// openEntry opens the page about the selected entry.
func (r *Root) openEntry(tea.KeyPressMsg) tea.Cmd {
	if e := r.selectedEntry(); e != nil {
		page := entry.Open(e.Seq)
		r.bridge.entry = &page
	}
	return nil
}

// updateEntry handles a key or a paste while the page about an entry is open.
// The entry can be starred, corrected and promoted from there.
func (r *Root) updateEntry(msg tea.Msg) tea.Cmd {
	b := r.bridge
	k, ok := msg.(tea.KeyPressMsg)
	bound := r.keys
	switch {
	case !ok || key.Matches(k, bound.Bridge.Star, bound.Bridge.Promote, bound.Bridge.Correct, bound.Bridge.Type):
		b.entry = nil
		return r.updateBridge(msg)
	case key.Matches(k, bound.Modal.Accept, bound.Modal.Close, bound.Bridge.Leave, bound.Bridge.Original):
		b.entry = nil
		return nil
	}
	moved := b.entry.Update(k, bound.Bridge, b.view, r.entryLook(r.plan()))
	b.entry = &moved
	return nil
}

// startCorrection begins the line that corrects the selected entry.
func (r *Root) startCorrection(tea.KeyPressMsg) tea.Cmd {
	e := r.selectedEntry()
	if e == nil {
		return nil
	}
	return r.promptWith(e.CorrectionLine())
}

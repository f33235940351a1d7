package entry

import (
	tea "charm.land/bubbletea/v2"

	"warroom/keys"
	"warroom/session/incident"
	"warroom/tui/pane"
)

// Model is the entry that is read, and how far its reader has scrolled.
type Model struct {
	seq  uint64
	down pane.Scroll
}

// Open returns the top of the page about an entry.
func Open(seq uint64) Model { return Model{seq: seq} }

// Look returns l with the reader's place in it.
func (m Model) Look(l Look) Look {
	l.Seq, l.Down = m.seq, int(m.down)
	return l
}

// Update scrolls by a key or the wheel. Its caller closes the page.
func (m Model) Update(msg tea.Msg, k keys.Bridge, v incident.View, l Look) Model {
	l = m.Look(l)
	m.down = m.down.Update(msg, k.Move, l.Height-pane.PageFrame, len(l.body(v)))
	return m
}

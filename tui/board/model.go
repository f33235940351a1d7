package board

import (
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"warroom/keys"
	"warroom/session/incident"
	"warroom/tui/pane"
)

// Model is one person's place on the board.
type Model struct {
	section int
	at      pane.Scroll // the item that the keys act upon
}

// Look returns l with this person's place in it.
func (m Model) Look(v incident.View, l Look) Look {
	l.Section = m.section
	if !sections()[m.section].timed {
		l.Now = time.Time{}
	}
	if m.at > 0 {
		l.At = int(m.at.Within(1, len(sections()[m.section].items(v, l))))
	}
	return l
}

// Update goes through the items or the sections by a key or the wheel. Its
// caller opens and closes the board.
func (m Model) Update(msg tea.Msg, k keys.Keys, v incident.View, l Look) Model {
	if press, ok := msg.(tea.KeyPressMsg); ok {
		switch {
		case key.Matches(press, k.Modal.Next):
			return m.toSection(m.section + 1)
		case key.Matches(press, k.Modal.Previous):
			return m.toSection(m.section - 1)
		case key.Matches(press, k.Bridge.Pick):
			if digit := int(press.String()[0] - '1'); digit < Sections() {
				return m.toSection(digit)
			}
			return m
		}
	}
	l = m.Look(v, l)
	m.at = m.at.Update(msg, k.Bridge.Move, 1, len(sections()[m.section].items(v, l)))
	return m
}

func (m Model) toSection(to int) Model { return Model{section: (to + Sections()) % Sections()} }

// Target returns where the chosen item leads.
func (m Model) Target(v incident.View, l Look) Target {
	l = m.Look(v, l)
	items := sections()[l.Section].items(v, l)
	if len(items) == 0 {
		return Target{}
	}
	one := items[l.At]
	if one.newest != nil {
		one.Seq = one.newest()
	}
	return one.Target
}

// Package lobby is the list of incidents: where people choose a bridge, and
// from where they declare.
//
// Its one idea: a row is one incident, chosen by its ID, so that the choice
// stays where it is while the list changes around it.
//
// It refuses to know how an incident is opened or declared: it says what was
// asked for.
package lobby

import (
	"slices"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"warroom/keys"
	"warroom/session/incident"
)

// Item is one incident as its row tells it.
type Item struct {
	ID       incident.ID
	Title    string
	Severity incident.Severity
	Phase    incident.Phase
	Drill    bool
	Declared time.Time
	Manager  string
	Present  []string // by name
	Unread   uint64   // entries written since this person was last there
}

// Model is one person's choice in the lobby.
type Model struct {
	chosen incident.ID // "": the first
	closed bool        // closed incidents are listed too
}

// Action is what a key asks for beyond the list itself.
type Action uint8

// The actions.
const (
	ActionNone Action = iota
	ActionOpen        // the chosen incident
	ActionDeclare
)

// Update takes in a key. What is not used is for whoever is around the lobby.
func (m Model) Update(k tea.KeyPressMsg, bound keys.Lobby, items []Item, height int) (_ Model, do Action, used bool) {
	page := max(listHeight(height), 1)
	moves := [...]struct {
		key key.Binding
		by  int
	}{
		{bound.Up, -1}, {bound.Down, 1}, {bound.PageUp, -page}, {bound.PageDown, page},
		{bound.Top, -len(items)}, {bound.Bottom, len(items)},
	}
	for _, move := range moves {
		if key.Matches(k, move.key) {
			return m.Move(items, move.by), ActionNone, true
		}
	}
	switch {
	case key.Matches(k, bound.Open):
		return m, ActionOpen, true
	case key.Matches(k, bound.Declare):
		return m, ActionDeclare, true
	case key.Matches(k, bound.Closed):
		m.closed = !m.closed
		return m, ActionNone, true
	}
	return m, ActionNone, false
}

// Shown are the items that the list shows.
func (m Model) Shown(items []Item) []Item {
	if m.closed {
		return items
	}
	return slices.DeleteFunc(slices.Clone(items), func(i Item) bool { return i.Phase == incident.PhaseClosed })
}

// Chosen is the incident that the keys act upon, "" where none is listed.
func (m Model) Chosen(items []Item) incident.ID {
	shown := m.Shown(items)
	if len(shown) == 0 {
		return ""
	}
	return shown[m.index(shown)].ID
}

// Choose puts the choice on an incident.
func (m Model) Choose(id incident.ID) Model {
	m.chosen = id
	return m
}

// Move moves the choice by so many rows.
func (m Model) Move(items []Item, by int) Model {
	shown := m.Shown(items)
	if len(shown) == 0 {
		return m
	}
	return m.Choose(shown[min(max(m.index(shown)+by, 0), len(shown)-1)].ID)
}

// At is the incident on a line of the lobby's view, "" where there is none.
func (m Model) At(items []Item, y, height int) incident.ID {
	shown := m.Shown(items)
	i := y - headHeight
	if i < 0 || i >= listHeight(height) {
		return ""
	}
	if i += m.first(shown, listHeight(height)); i >= len(shown) {
		return ""
	}
	return shown[i].ID
}

// index is the place of the choice in the list. A choice that is no longer
// listed falls to the first.
func (m Model) index(shown []Item) int {
	return max(slices.IndexFunc(shown, func(i Item) bool { return i.ID == m.chosen }), 0)
}

// first is the item on the first row, so that the choice is seen.
func (m Model) first(shown []Item, height int) int {
	if height <= 0 || len(shown) <= height {
		return 0
	}
	return min(max(m.index(shown)-height/2, 0), len(shown)-height)
}

// Package lobby is the list of incidents, where people choose a bridge or
// declare an incident.
//
// Its one idea: a row is one incident, chosen by its ID, so the choice stays on
// it when the list changes.
//
// It refuses to know how an incident is opened or declared: it only reports
// which of these a key asks for.
package lobby

import (
	"slices"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"warroom/keys"
	"warroom/session/incident"
)

// Item is what a row shows of one incident.
type Item struct {
	ID       incident.ID
	Title    string
	Severity incident.Severity
	Phase    incident.Phase
	Drill    bool
	Scope    incident.Scope
	Spread   string           // how far it reaches
	Out      bool             // it lacks what is searched
	Closing  incident.Closing // of a closed one: its verdict and result
	Declared time.Time
	Manager  string
	Present  []string // their names
	Unread   uint64   // entries since this person was last on the bridge
	Late     int      // tasks and clocks that are late, whoever they wait for
	Yours    Yours
}

// Model is one person's choice in the lobby.
type Model struct {
	chosen incident.ID // "" for the first
	closed bool        // closed incidents are listed too
}

// Action is what a key asks the caller to do.
type Action uint8

// The actions.
const (
	ActionNone Action = iota
	ActionOpen        // open the chosen incident
	ActionDeclare
)

// Update handles a key, and reports whether it used it.
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

// Shown returns the items that the list shows.
func (m Model) Shown(items []Item) []Item {
	return slices.DeleteFunc(slices.Clone(items), func(i Item) bool { return i.Out || !m.lists(i) })
}

// lists reports whether the list has the item while nothing is searched.
func (m Model) lists(i Item) bool { return m.closed || i.Phase != incident.PhaseClosed }

// counts returns how many items the list has while nothing is searched, and how many that
// it doesn't list have what is searched.
func (m Model) counts(items []Item) (listed, beside int) {
	for _, i := range items {
		switch {
		case m.lists(i):
			listed++
		case !i.Out:
			beside++
		}
	}
	return listed, beside
}

// Chosen returns the incident that keys act upon, "" if none is listed.
func (m Model) Chosen(items []Item) incident.ID {
	shown := m.Shown(items)
	if len(shown) == 0 {
		return ""
	}
	return shown[m.index(shown)].ID
}

// Choose returns m with an incident chosen.
func (m Model) Choose(id incident.ID) Model {
	m.chosen = id
	return m
}

// Move moves the choice by rows.
func (m Model) Move(items []Item, by int) Model {
	shown := m.Shown(items)
	if len(shown) == 0 {
		return m
	}
	return m.Choose(shown[min(max(m.index(shown)+by, 0), len(shown)-1)].ID)
}

// At returns the incident on row y of the view, "" if there is none.
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

// index returns the place of the choice in the list, or of the first item if
// the choice isn't listed.
func (m Model) index(shown []Item) int {
	return max(slices.IndexFunc(shown, func(i Item) bool { return i.ID == m.chosen }), 0)
}

// first returns the place of the item on the first row, so that the choice is
// visible.
func (m Model) first(shown []Item, height int) int {
	if height <= 0 || len(shown) <= height {
		return 0
	}
	return min(max(m.index(shown)-height/2, 0), len(shown)-height)
}

// Package prepared is the page of what is prepared before anything happens: the systems
// with their sheets, one sheet, and how ready each procedure is.
//
// Its one idea: a list, and behind each of its systems a sheet. It refuses to know who may
// read it, and where the rules come from.
package prepared

import (
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"warroom/keys"
	"warroom/session/incident"
	"warroom/themes"
	"warroom/tui/paint"
	"warroom/tui/pane"
)

// Model is one person's place in the page.
type Model struct {
	readiness bool
	system    string      // whose sheet is open, "" for the list
	at        pane.Scroll // the system that is chosen
	down      pane.Scroll // rows of a sheet or of the readiness that are scrolled past
}

// Systems returns the page with the list of systems.
func Systems() Model { return Model{} }

// System returns the page with the sheet of a system.
func System(name string) Model { return Model{system: name} }

// Readiness returns the page with the readiness.
func Readiness() Model { return Model{readiness: true} }

// Look is everything but the rules that decides how the page looks.
type Look struct {
	Width, Height int
	Theme         themes.Theme
	Now           time.Time // to the minute
}

// Update handles a key or the wheel, and reports whether the page stays open.
func (m Model) Update(msg tea.Msg, bound keys.Keys, rules *incident.Rules, l Look) (Model, bool) {
	if k, ok := msg.(tea.KeyPressMsg); ok {
		switch {
		case key.Matches(k, bound.Modal.Close, bound.Lobby.Leave):
			return m.back()
		case key.Matches(k, bound.Modal.Next, bound.Modal.Previous):
			return Model{readiness: !m.readiness, at: m.at}, true
		case key.Matches(k, bound.Modal.Accept):
			return m.enter(rules)
		}
	}
	if m.lists() {
		m.at = m.at.Update(msg, bound.Lobby.Move, 1, len(rules.Sheets))
		return m, true
	}
	m.down = m.down.Update(msg, bound.Lobby.Move, l.Height-pane.PageFrame, len(m.body(rules, l)))
	return m, true
}

// lists reports whether the list of systems is in front.
func (m Model) lists() bool { return m.system == "" && !m.readiness }

// enter opens the chosen system of the list, and goes back from every other page.
func (m Model) enter(rules *incident.Rules) (Model, bool) {
	if names := rules.Systems(); m.lists() && len(names) > 0 {
		m.system, m.down = names[m.at.Within(1, len(names))], 0
		return m, true
	}
	return m.back()
}

// back goes from a sheet to the list, and closes every other page.
func (m Model) back() (Model, bool) {
	inSheet := m.system != ""
	m.system, m.down = "", 0
	return m, inSheet
}

// View draws the page.
func (m Model) View(rules *incident.Rules, l Look) []paint.Row {
	title, foot := "SYSTEMS", "enter opens a sheet, tab shows the readiness, esc closes"
	down := int(m.down)
	switch {
	case m.readiness:
		title, foot = "READINESS", "tab shows the systems, esc closes"
	case m.system != "":
		title, foot = "SHEET of "+m.system, "esc goes back to the list"
	default:
		down = max(0, int(m.at.Within(1, len(rules.Sheets)))-(l.Height-pane.PageFrame)/2)
	}
	return pane.Page(l.Theme, l.Width, l.Height, down, title, foot, m.body(rules, l))
}

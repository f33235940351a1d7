// Package help is the overlay that explains keys and verbs.
//
// Its one idea: it is drawn from the key maps and the verbs themselves, so it
// can't disagree with them.
//
// It refuses to know what any of them does.
package help

import (
	"strings"

	"charm.land/bubbles/v2/help"
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"warroom/keys"
	"warroom/themes"
	"warroom/tui/paint"
)

// Section is a titled list of keys or verbs.
type Section struct {
	Title string
	Lines []Line
}

// Line is one key or verb and what it does.
type Line struct{ Name, Does string }

// Keys returns a section that lists a key map.
func Keys(title string, m help.KeyMap) Section {
	s := Section{Title: title}
	for _, column := range m.FullHelp() {
		for _, b := range column {
			s.Lines = append(s.Lines, Line{b.Help().Key, b.Help().Desc})
		}
	}
	return s
}

// Model is how far one person has scrolled.
type Model struct{ top int }

// Look is everything but the sections that decides how the help looks.
type Look struct {
	Width, Height int
	Theme         themes.Theme
}

// Update handles a key, and reports whether it used it.
func (m Model) Update(k tea.KeyPressMsg, bound keys.Move, sections []Section, l Look) (Model, bool) {
	page := max(l.Height-1, 1)
	moves := [...]struct {
		key key.Binding
		by  int
	}{
		{bound.Up, -1}, {bound.Down, 1}, {bound.PageUp, -page}, {bound.PageDown, page},
		{bound.Top, -1 << 20}, {bound.Bottom, 1 << 20},
	}
	for _, move := range moves {
		if key.Matches(k, move.key) {
			return m.Scroll(move.by, sections, l), true
		}
	}
	return m, false
}

// Scroll scrolls by rows.
func (m Model) Scroll(by int, sections []Section, l Look) Model {
	last := max(len(lines(sections, l))-l.Height, 0)
	m.top = min(max(m.top+by, 0), last)
	return m
}

// View draws the visible part of the help.
func (m Model) View(sections []Section, l Look) []paint.Row {
	all := lines(sections, l)
	rows := make([]paint.Row, l.Height)
	for y := range rows {
		text := ""
		if i := m.top + y; i < len(all) {
			text = all[i]
		}
		rows[y] = paint.NewRow(text).Fit(l.Width)
	}
	return rows
}

// lines returns all rows of the help: a title, then names beside their
// explanations, or above them on a narrow screen.
func lines(sections []Section, l Look) []string {
	if l.Width < 12 {
		return nil
	}
	var all []string
	for _, s := range sections {
		if len(all) > 0 {
			all = append(all, "")
		}
		all = append(all, l.Theme.Paint(themes.Strong, cut(s.Title, l.Width)))
		column := nameWidth(s, l.Width)
		for _, line := range s.Lines {
			all = append(all, l.line(line, column)...)
		}
	}
	return all
}

func nameWidth(s Section, width int) int {
	column := 0
	for _, line := range s.Lines {
		column = max(column, ansi.StringWidth(line.Name))
	}
	return min(column, width/2)
}

func (l Look) line(line Line, column int) []string {
	name := cut(line.Name, l.Width-2)
	pad := column - ansi.StringWidth(name)
	indent := column + 4
	does := strings.Split(ansi.Wrap(line.Does, max(l.Width-indent, 8), ""), "\n")
	var rows []string
	if pad < 0 {
		rows = append(rows, "  "+l.Theme.Paint(themes.Accent, name))
	} else {
		rows = append(rows, "  "+l.Theme.Paint(themes.Accent, name)+strings.Repeat(" ", pad+2)+does[0])
		does = does[1:]
	}
	for _, d := range does {
		rows = append(rows, strings.Repeat(" ", indent)+d)
	}
	return rows
}

func cut(s string, width int) string { return ansi.Truncate(s, width, "") }

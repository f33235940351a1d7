package tui

import (
	"warroom/tui/chat"
	"warroom/tui/impact"
	"warroom/tui/roster"
	"warroom/tui/tasks"
	"warroom/tui/timeline"
)

// These bound the smallest terminal that a bridge fits on.
const (
	minWidth  = 20
	minHeight = 5
)

// area is the place of a panel on the screen, in cells from the upper left.
type area struct{ panel, x, y, width, height int }

func (a area) contains(x, y int) bool {
	return x >= a.x && x < a.x+a.width && y >= a.y && y < a.y+a.height
}

// plan divides a bridge's screen: a header, perhaps a row of tabs, panels, and
// the person's own rows below them. It is part of a cache key.
type plan struct {
	width  int
	header int // rows of the header
	tabs   int // the row of the tabs, 0 for none
	active int // the active panel, if the layout depends on it; else 0
	areas  [5]area
	shared int // rows of header, tabs and panels together
	own    int // rows below the shared ones
}

// arrange divides a terminal. A wide one has three columns. A middling one has
// two above a chat of full width, so that a new line of chat moves full rows,
// which terminals scroll. A small one has tabs. The smallest shows the chat or
// the active panel.
func arrange(width, height, active int) plan {
	p := plan{width: width, header: 2, own: 3}
	switch {
	case width >= 160 && height >= 40:
		p.columns3(height)
	case width >= 110 && height >= 32:
		p.columns2(height)
	case width >= 80 && height >= 24:
		p.tabs, p.active = p.header, active
		p.single(height, active)
	default:
		p.own = 2
		if height < 12 {
			p.header = 1
		}
		p.active = active
		p.single(height, active)
	}
	return p
}

// body returns the first row of the panels and how many rows they have.
func (p *plan) body(height int) (top, rows int) {
	top = p.header
	if p.tabs > 0 {
		top++
	}
	p.shared = max(height-p.own, top)
	return top, p.shared - top
}

func (p *plan) columns3(height int) {
	top, rows := p.body(height)
	side := min(p.width/4, 52)
	left := (p.width - side - 2) * 11 / 20
	middle := p.width - side - 2 - left
	x := left + 1 + middle + 1
	here := max(rows/6, 4)
	upper := (rows - here) * 2 / 5
	p.areas = [5]area{
		{timeline.Number, 0, top, left, rows},
		{chat.Number, left + 1, top, middle, rows},
		{impact.Number, x, top, side, upper},
		{tasks.Number, x, top + upper, side, rows - here - upper},
		{roster.Number, x, top + rows - here, side, here},
	}
}

func (p *plan) columns2(height int) {
	top, rows := p.body(height)
	side := p.width / 3
	left := p.width - side - 1
	upper := rows * 2 / 3
	here := 4
	half := (upper - here) / 2
	p.areas = [5]area{
		{timeline.Number, 0, top, left, upper},
		{impact.Number, left + 1, top, side, half},
		{tasks.Number, left + 1, top + half, side, upper - here - half},
		{roster.Number, left + 1, top + upper - here, side, here},
		{chat.Number, 0, top + upper, p.width, rows - upper},
	}
}

// single shows one panel, or the timeline above the chat if both fit.
func (p *plan) single(height, active int) {
	top, rows := p.body(height)
	if active != timeline.Number && active != chat.Number || rows < 8 {
		p.areas[0] = area{active, 0, top, p.width, rows}
		return
	}
	p.areas[0] = area{timeline.Number, 0, top, p.width, rows / 2}
	p.areas[1] = area{chat.Number, 0, top + rows/2, p.width, rows - rows/2}
}

// area returns the place of a panel. A panel that isn't shown has no rows.
func (p plan) area(panel int) area {
	for _, a := range p.areas {
		if a.panel == panel {
			return a
		}
	}
	return area{panel: panel}
}

// panelAt returns the panel at a cell, 0 if there is none.
func (p plan) panelAt(x, y int) int {
	for _, a := range p.areas {
		if a.contains(x, y) {
			return a.panel
		}
	}
	return 0
}

// tab is one label in the row of tabs.
type tab struct {
	key   int // the number of the panel; above 5 of a page or an overlay
	label string
}

func tabs() [6]tab {
	return [...]tab{
		{chat.Number, "1 TIMELINE 2 CHAT"},
		{tasks.Number, "3 TASKS"},
		{impact.Number, "4 IMPACT"},
		{roster.Number, "5 HERE"},
		{boardNumber, "7 BOARD"},
		{helpNumber, "8 HELP"},
	}
}

// shows reports whether the tab is marked while a panel is active.
func (t tab) shows(active int) bool {
	return t.key == active || t.key == chat.Number && active == timeline.Number
}

// tabAt returns the key of the tab at a cell of the row of tabs, 0 for none.
func tabAt(x int) int {
	at := 0
	for _, t := range tabs() {
		at += len(t.label) + 3
		if x < at {
			return t.key
		}
	}
	return 0
}

package tui

import (
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"warroom/session"
	"warroom/session/incident"
	"warroom/themes"
	"warroom/tui/board"
	"warroom/tui/brief"
	"warroom/tui/chat"
	"warroom/tui/entry"
	"warroom/tui/feed"
	"warroom/tui/header"
	"warroom/tui/impact"
	"warroom/tui/paint"
	"warroom/tui/pane"
	"warroom/tui/roster"
	"warroom/tui/tasks"
	"warroom/tui/timeline"
)

// look holds everything but the scene that decides how the shared part of a
// bridge's screen looks. What isn't visible is left zero, so that people who
// see the same have equal looks.
type look struct {
	plan     plan
	theme    themes.Theme
	header   header.Look
	timeline feed.Look
	chat     feed.Look
	tasks    tasks.Look
	impact   impact.Look
	roster   roster.Look
	brief    brief.Look
	entry    entry.Look
	board    board.Look
}

// look returns how the bridge looks to this person now.
func (r *Root) look() look {
	b, p := r.bridge, r.plan()
	l := look{plan: p, theme: r.prefs.theme(), header: r.headerLook(p)}
	if b.hasPage() {
		l.plan.areas, l.plan.active = [5]area{}, 0
		switch {
		case b.brief != nil:
			l.brief = b.brief.Look(r.briefLook(p))
		case b.entry != nil:
			l.entry = b.entry.Look(r.entryLook(p))
		default:
			l.board = b.board.Look(b.view, r.boardLook(p))
		}
		return l
	}
	v := b.view
	for _, a := range p.areas {
		switch a.panel {
		case timeline.Number:
			l.timeline = b.panels.timeline.Look(v, r.feedLook(a))
		case chat.Number:
			l.chat = b.panels.chat.Look(v, r.feedLook(a))
		case tasks.Number:
			l.tasks = b.panels.tasks.Look(v, r.tasksLook(a))
		case impact.Number:
			l.impact = b.panels.impact.Look(v, r.impactLook(a))
		case roster.Number:
			l.roster = r.rosterLook(a)
			if b.panels.roster != (roster.Model{}) { // an unscrolled roster needs no count of its rows
				l.roster = b.panels.roster.Look(v, presentPeople(b.scene), l.roster)
			}
		}
	}
	return l
}

// paneKey holds everything that one panel is drawn from. Most panels are drawn
// from the view alone, so that only the roster is drawn again when someone
// connects or leaves.
type paneKey[S, L comparable] struct {
	source S
	look   L
	panel  int
}

// rosterSource holds everything but the look that the roster is drawn from.
type rosterSource struct {
	scene *session.Scene
	view  incident.View
}

// draw draws the shared rows.
func (l look) draw(f *Frames, scene *session.Scene, view incident.View) []paint.Row {
	rows := make([]paint.Row, 0, l.plan.shared)
	rows = append(rows, l.drawHeader(f, view)...)
	switch {
	case l.brief.Height > 0:
		return pane.Fill(append(rows, brief.View(view, l.brief)...), l.plan.width, l.plan.shared)
	case l.entry.Height > 0:
		return pane.Fill(append(rows, entry.View(view, l.entry)...), l.plan.width, l.plan.shared)
	case l.board.Height > 0:
		return pane.Fill(append(rows, board.View(view, l.board)...), l.plan.width, l.plan.shared)
	}
	if l.plan.tabs > 0 {
		rows = append(rows, l.drawTabs())
	}
	top := len(rows)
	rows = rows[:l.plan.shared]
	l.drawPanels(rows, top, f, scene, view)
	return rows
}

func (l look) drawHeader(f *Frames, v incident.View) []paint.Row {
	return f.pane(paneKey[incident.View, header.Look]{v, l.header, 0}, l.header.Width, l.header.Height, func() []paint.Row {
		return header.View(v, l.header)
	})
}

// drawTabs draws the names of the panels, and marks the visible ones.
func (l look) drawTabs() paint.Row {
	var b strings.Builder
	for _, t := range tabs() {
		sign, ink := "  ", themes.Muted
		if t.shows(l.plan.active) {
			sign, ink = "> ", themes.Accent
		}
		b.WriteString(l.theme.Paint(ink, sign+t.label) + " ")
	}
	return paint.NewRow(ansi.Truncate(b.String(), l.plan.width, "")).Fit(l.plan.width)
}

// drawPanels fills the rows from top on with the panels, with a line between
// panels side by side.
func (l look) drawPanels(rows []paint.Row, top int, f *Frames, scene *session.Scene, view incident.View) {
	areas := slices.Clone(l.plan.areas[:])
	slices.SortFunc(areas, func(a, b area) int { return a.x - b.x })
	drawn := make([][]paint.Row, len(areas))
	for i, a := range areas {
		drawn[i] = l.drawPanel(a, f, scene, view)
	}
	rule := l.theme.Paint(themes.Rule, "│")
	for y := top; y < len(rows); y++ {
		rows[y] = paint.Row{}
		for i, a := range areas {
			if y < a.y || y >= a.y+a.height {
				continue
			}
			row := drawn[i][y-a.y]
			if a.x > 0 {
				row = paint.NewRow(rows[y].Text() + rule + row.Text())
			}
			rows[y] = row
		}
		rows[y] = rows[y].Fit(l.plan.width)
	}
}

func (l look) drawPanel(a area, f *Frames, scene *session.Scene, view incident.View) []paint.Row {
	switch a.panel {
	case timeline.Number:
		return f.pane(paneKey[incident.View, feed.Look]{view, l.timeline, a.panel}, a.width, a.height, func() []paint.Row {
			return timeline.View(view, l.timeline)
		})
	case chat.Number:
		return f.pane(paneKey[incident.View, feed.Look]{view, l.chat, a.panel}, a.width, a.height, func() []paint.Row {
			return chat.View(view, l.chat)
		})
	case tasks.Number:
		return f.pane(paneKey[incident.View, tasks.Look]{view, l.tasks, a.panel}, a.width, a.height, func() []paint.Row {
			return tasks.View(view, l.tasks)
		})
	case impact.Number:
		return f.pane(paneKey[incident.View, impact.Look]{view, l.impact, a.panel}, a.width, a.height, func() []paint.Row {
			return impact.View(view, l.impact)
		})
	case roster.Number:
		return f.pane(paneKey[rosterSource, roster.Look]{rosterSource{scene, view}, l.roster, a.panel}, a.width, a.height, func() []paint.Row {
			return roster.View(view, presentPeople(scene), l.roster)
		})
	}
	return nil
}

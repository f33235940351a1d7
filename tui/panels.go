package tui

import (
	tea "charm.land/bubbletea/v2"

	"warroom/session"
	"warroom/tui/board"
	"warroom/tui/brief"
	"warroom/tui/chat"
	"warroom/tui/entry"
	"warroom/tui/feed"
	"warroom/tui/header"
	"warroom/tui/impact"
	"warroom/tui/pane"
	"warroom/tui/roster"
	"warroom/tui/tasks"
	"warroom/tui/timeline"
)

// These are the numbers of pages and overlays, after those of the panels.
const (
	briefNumber = 6
	boardNumber = board.Number
	helpNumber  = 8
)

// panels holds one person's place in each panel.
type panels struct {
	active   int // the number of the panel that has the keys
	timeline feed.Model
	chat     feed.Model
	stream   string // whose chat is shown, "" for the bridge's
	tasks    tasks.Model
	impact   impact.Model
	roster   roster.Model
}

// newPanels returns panels at the end of the feeds, with a rule above the
// unread entries.
func newPanels(read uint64) panels {
	return panels{active: chat.Number, timeline: timeline.New().Read(read), chat: chat.New().Read(read)}
}

// feed returns the active feed, or the chat while another panel is active.
func (p *panels) feed() (*feed.Model, int) {
	if p.active == timeline.Number {
		return &p.timeline, timeline.Number
	}
	return &p.chat, chat.Number
}

// feedName returns the name of the active feed.
func (p *panels) feedName() string {
	if p.active == timeline.Number {
		return "timeline"
	}
	return "chat"
}

// lastFind returns the last search text of the active feed.
func (p *panels) lastFind() string {
	f, _ := p.feed()
	return f.FindText()
}

// panelOrder returns the panels in the order of the tab key.
func panelOrder() [5]int {
	return [...]int{timeline.Number, chat.Number, tasks.Number, impact.Number, roster.Number}
}

// step makes the next or the previous panel active.
func (p *panels) step(by int) {
	all := panelOrder()
	for i, n := range all {
		if n == p.active {
			p.active = all[(i+by+len(all))%len(all)]
			return
		}
	}
}

// plan returns how this person's screen is divided.
func (r *Root) plan() plan {
	return arrange(r.size.Width, r.size.Height, r.bridge.panels.active)
}

// feedLook returns the look of a feed, without the person's place in it.
func (r *Root) feedLook(a area) feed.Look {
	return feed.Look{
		Width: a.width, Height: a.height, Theme: r.prefs.theme(), Zone: r.prefs.zone(),
		Active: r.isActive(a.panel), Stream: r.streamOf(a.panel),
		Today: r.today(),
	}
}

// today returns the date in the person's zone.
func (r *Root) today() string { return pane.Day(r.minute, r.prefs.zone()) }

func (r *Root) tasksLook(a area) tasks.Look {
	l := tasks.Look{
		Width: a.width, Height: a.height, Theme: r.prefs.theme(),
		Active: r.isActive(a.panel),
	}
	open := r.frames.taskIndex(r.bridge.view)
	if open.anyEnd {
		l.Zone, l.Today = r.prefs.zone(), r.today()
	}
	return l.ForReader(r.who.Name, len(open.byAssignee[r.who.Name]) > 0, r.minute, open.anyDue)
}

func (r *Root) impactLook(a area) impact.Look {
	return impact.Look{
		Width: a.width, Height: a.height, Theme: r.prefs.theme(), Zone: r.prefs.zone(),
		Active: r.isActive(a.panel), Now: r.minute, Today: r.today(),
	}
}

func (r *Root) rosterLook(a area) roster.Look {
	return roster.Look{
		Width: a.width, Height: a.height, Theme: r.prefs.theme(), Zone: r.prefs.zone(), Active: r.isActive(a.panel),
		Today: r.today(),
	}
}

func (r *Root) headerLook(p plan) header.Look {
	return header.Look{
		Width: p.width, Height: p.header, Theme: r.prefs.theme(), Zone: r.prefs.zone(), Now: r.minute,
		Observer: !mayWrite(r.bridge.view, r.who),
	}
}

func (r *Root) briefLook(p plan) brief.Look {
	return brief.Look{
		Width: p.width, Height: max(p.shared-p.header, 0), Theme: r.prefs.theme(), Zone: r.prefs.zone(),
		Read: r.bridge.readBefore, Take: r.bridge.pendingTake.command != nil,
		Today: r.today(), Now: r.minute, Name: r.who.Name,
	}
}

func (r *Root) entryLook(p plan) entry.Look {
	return entry.Look{
		Width: p.width, Height: max(p.shared-p.header, 0), Theme: r.prefs.theme(), Zone: r.prefs.zone(),
	}
}

// hasPage reports whether a page is in front of the panels.
func (b *bridge) hasPage() bool { return b.brief != nil || b.entry != nil || b.board != nil }

// closePages closes the pages in front of the panels.
func (b *bridge) closePages() { b.brief, b.entry, b.board = nil, nil, nil }

// isActive reports whether keys act upon a panel.
func (r *Root) isActive(panel int) bool {
	return !r.bridge.typing && !r.bridge.hasPage() && r.bridge.panels.active == panel
}

// updatePanel passes a key or a turn of the wheel to a panel.
func (r *Root) updatePanel(panel int, msg tea.Msg) {
	b, a := r.bridge, r.plan().area(panel)
	v, p := b.view, &b.panels
	switch panel {
	case timeline.Number:
		r.inWorkSlot(p.timeline.Filtered(), func() { p.timeline = p.timeline.Update(msg, r.keys.Bridge, v, r.feedLook(a)) })
	case chat.Number:
		r.inWorkSlot(p.chat.Filtered(), func() { p.chat = p.chat.Update(msg, r.keys.Bridge, v, r.feedLook(a)) })
	case tasks.Number:
		p.tasks = p.tasks.Update(msg, r.keys.Bridge, v, r.tasksLook(a))
	case impact.Number:
		p.impact = p.impact.Update(msg, r.keys.Bridge, v, r.impactLook(a))
	case roster.Number:
		p.roster = p.roster.Update(msg, r.keys.Bridge, v, presentPeople(b.scene), r.rosterLook(a))
	}
}

// presentPeople returns the people on a bridge for the roster.
func presentPeople(s *session.Scene) []roster.Person {
	people := make([]roster.Person, len(s.Present))
	for i, p := range s.Present {
		people[i] = roster.Person{Name: p.Name, Rank: p.Rank, Since: p.Since}
		if p.Status == session.StatusAway {
			people[i].Status = roster.StatusAway
		}
	}
	return people
}

package brief

import (
	"fmt"
	"slices"
	"strings"

	"warroom/session/incident"
	"warroom/themes"
	"warroom/tui/pane"
)

// page collects the rows of a brief.
type page struct {
	look Look
	pane.Fields
}

const maxTextRows = 3 // bounds the rows of one text

func newPage(l Look) *page {
	return &page{l, pane.Fields{Theme: l.Theme, Width: l.Width, Rest: "… the rest is in the timeline"}}
}

func (p *page) field(label, text string, ink themes.Meaning) { p.Add(label, text, ink, maxTextRows) }

func (p *page) situation(b incident.Brief) {
	title, ink := b.Title, themes.Strong
	if b.Drill {
		title, ink = "DRILL: "+title, themes.Drill
	}
	p.field("what", title, ink)
	p.course(b)
	level := fmt.Sprintf("%s %s since %s", b.Severity, b.Severity.Word(), p.when(b.Since))
	if b.Why != "" {
		level += ": " + b.Why
	}
	ink = themes.Calm
	if b.Severity.Major() {
		ink = themes.Danger
	}
	p.field("severity", level, ink)
	p.field("status", fmt.Sprintf("%s | sys:%s | TLP:%s", b.Phase, b.System, b.TLP), themes.Text)
	p.field("declared", fmt.Sprintf("%s by %s", p.when(b.Declared.At), b.Declared.By), themes.Text)
	for _, c := range b.Closings {
		text, ink := fmt.Sprintf("%s by %s: %s", p.when(c.At), c.By, c), themes.Strong
		if !c.Reopened.IsZero() {
			text, ink = fmt.Sprintf("%s; reopened %s", text, p.when(c.Reopened)), themes.Muted
		}
		p.field("closed", text, ink)
	}
}

// flaggedRoles are the roles that the brief names when nobody holds them.
var flaggedRoles = [...]incident.Role{incident.RoleManager, incident.RoleSecurity, incident.RoleDecider}

func (p *page) roles(b incident.Brief) {
	var held, vacant []string
	for _, h := range b.Holders {
		name := h.Role.Short() + " " + h.Name
		if h.For != "" {
			name += " (for " + h.For + ")"
		}
		held = append(held, name)
	}
	for _, r := range flaggedRoles {
		if !slices.ContainsFunc(b.Holders, func(h incident.Holder) bool { return h.Role == r }) {
			vacant = append(vacant, r.String())
		}
	}
	label := "roles"
	if len(held) > 0 {
		p.field(label, strings.Join(held, " | "), themes.Text)
		label = ""
	}
	if len(vacant) > 0 {
		p.field(label, "nobody holds "+strings.Join(vacant, ", ")+"!", themes.Warn)
	}
}

// maxUnread bounds the count of unread entries.
const maxUnread = 999

// unread adds the count of entries that the reader may see and hasn't read.
func (p *page) unread(v incident.View) {
	_, since, ok := v.Logged(p.look.Read)
	if !ok {
		p.field("unread", "all of it: this is your first time here", themes.Unread)
		return
	}
	n := 0
	for e := range v.Entries(p.look.Read) {
		if e != nil && (e.InTimeline() || e.InChat()) {
			n++
		}
		if n > maxUnread {
			break
		}
	}
	text := fmt.Sprintf("%d new since %s", n, p.when(since))
	if n > maxUnread {
		text = fmt.Sprintf("over %d new since %s", maxUnread, p.when(since))
	}
	p.field("unread", text, themes.Unread)
}

// entries adds entries with time and author. Only the first has the label.
func (p *page) entries(label string, entries []*incident.Entry) {
	for _, e := range entries {
		p.entry(label, e)
		label = ""
	}
}

func (p *page) entry(label string, e *incident.Entry) {
	note := ""
	if e.Correction != nil {
		note = "[corrected] "
	}
	p.field(label, fmt.Sprintf("%s %s: %s%s", p.when(e.OccurredAt), e.By, note, e.Line()), themes.Text)
}

// history adds the last changes of severity, without the one in force.
func (p *page) history(b incident.Brief) {
	label := "was"
	for i := len(b.Severities) - 2; i >= 0; i-- {
		c := b.Severities[i]
		p.field(label, fmt.Sprintf("%s from %s by %s: %s", c.To, p.when(c.At), c.By, c.Why), themes.Muted)
		label = ""
	}
}

// These bound the list of the latest entries: those shown, and those searched.
const (
	maxLatest   = 10
	maxSearched = 200
)

// latest adds the last entries of the timeline, as many as fit into so many
// rows.
func (p *page) latest(v incident.View, rows int) {
	var last []*incident.Entry
	passed := 0
	for e := range v.Timeline(v.TimelineEnd()) {
		if passed++; passed > maxSearched || len(last) == maxLatest {
			break
		}
		if e == nil {
			continue
		}
		probe := newPage(p.look)
		probe.entry("latest", e)
		if rows -= len(probe.Rows); rows < 0 {
			break
		}
		last = append(last, e)
	}
	slices.Reverse(last)
	p.entries("latest", last)
}

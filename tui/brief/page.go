package brief

import (
	"fmt"
	"slices"

	"warroom/session/incident"
	"warroom/themes"
	"warroom/tui/pane"
)

// page collects the rows of a brief.
type page struct {
	look Look
	once incident.Once
	pane.Fields
}

const maxTextRows = 3 // bounds the rows of one text

func newPage(l Look) *page {
	return &page{l, incident.Once{}, pane.Fields{Theme: l.Theme, Width: l.Width, Rest: "… the rest is in the timeline"}}
}

// maxRows bounds the count of a part's rows.
const maxRows = 99

// part adds the first rows of a part. The first has the label, and the second tells how many
// of the part are drawn where that isn't all.
func (p *page) part(part incident.Part) {
	var shown []incident.Row
	total := 0
	for row := range p.once.Left(part.Now()) {
		if total++; len(shown) < part.Most {
			shown = append(shown, row)
		} else if total > maxRows {
			break
		}
	}
	for i, row := range shown {
		p.once.Tell(row)
		label, text := "", row.Text()
		switch {
		case i == 0:
			label = part.Label
			if len(shown) == 1 && total > 1 {
				text = drawn(1, total) + ": " + text
			}
		case i == 1 && total > len(shown):
			label = drawn(len(shown), total)
		}
		p.Add(label, text, ink(row.Tone), maxTextRows)
	}
}

// drawn tells how many of a part's rows are drawn.
func drawn(n, total int) string {
	if total > maxRows {
		return fmt.Sprintf("%d of %d+", n, maxRows)
	}
	return fmt.Sprintf("%d of %d", n, total)
}

// ink returns the meaning of a tone.
func ink(tone incident.Tone) themes.Meaning {
	inks := [...]themes.Meaning{
		incident.ToneText: themes.Text, incident.ToneStrong: themes.Strong, incident.ToneCalm: themes.Calm, incident.ToneWarn: themes.Warn,
		incident.ToneDanger: themes.Danger, incident.ToneMuted: themes.Muted, incident.ToneNew: themes.Unread, incident.ToneDrill: themes.Drill,
	}
	return inks[tone]
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
	label := "latest"
	for _, e := range last {
		p.entry(label, e)
		label = ""
	}
}

func (p *page) entry(label string, e *incident.Entry) {
	p.Add(label, p.look.reader().Entry(e), themes.Text, maxTextRows)
}

// Package feed is a column of entries that grows at its end: what the timeline
// and the chat have in common.
//
// Its one idea: a place in a feed is an entry, never a line number. A screen
// draws the entries around its place, so that what it costs depends on what is
// seen, and new lines don't move what is read.
//
// It refuses to know which entries a feed holds, and how one is headed.
package feed

import (
	"fmt"
	"iter"
	"time"

	"warroom/session/incident"
	"warroom/themes"
	"warroom/tui/paint"
	"warroom/tui/pane"
)

// Kind is one kind of feed.
type Kind struct {
	Title      string
	Indent     int // the column of the gutter that continued text stands behind
	NumbersAt  int // the width from which the entries' numbers are shown
	Holds      func(*incident.Entry) bool
	Back, From func(incident.View, incident.Mark) iter.Seq[*incident.Entry]
	// Since counts the entries logged after one, where they stand in the order
	// of their numbers; nil where they don't.
	Since func(v incident.View, seq uint64) int
	// Head is what stands between an entry's time and its text, and its width.
	Head func(*incident.Entry, Look) (string, int)
}

// Look is everything but the incident that decides how a feed looks.
type Look struct {
	Width, Height int
	Theme         themes.Theme
	Zone          *time.Location // nil is UTC
	Today         string         // the day, as pane.Day tells it: an entry of another shows its own; "" is any
	Stream        string         // the workstream whose talk is shown; "" is the bridge's
	Active        bool           // it has the keyboard
	Place                        // as Model.Look gives it
}

// Place is what one person sees of a feed. The zero Place is its end.
type Place struct {
	Top      incident.Mark // the first entry seen; zero follows the end
	Skip     int           // rows of its text scrolled past; under 0, rows seen above it
	Left     uint64        // the last entry when the end was left
	Cursor   uint64        // the entry that keys act upon
	Original uint64        // the corrected entry that is shown as it was written
	Read     uint64        // the last entry that was read; 0 draws no unread rule
	Filter   string        // what is shown, see ParseQuery
	Find     string        // what is marked
}

// View draws a feed below its title.
func (k Kind) View(v incident.View, l Look) []paint.Row {
	if l.Height < 1 {
		return nil
	}
	r := k.read(v, l)
	w := r.window()
	rows := append(make([]paint.Row, 0, l.Height), r.title(w))
	if len(w.blocks) == 0 {
		rows = append(rows, r.empty())
	}
	return pane.Fill(append(rows, w.visible()...), l.Width, l.Height)
}

// empty says why nothing is shown. Text never begins in its first column.
func (r *reader) empty() paint.Row {
	text := " nothing here yet"
	if r.look.Filter != "" {
		text = " nothing matches: /filter alone shows everything"
	}
	return paint.NewRow(r.look.Theme.Paint(themes.Hint, text))
}

func (r *reader) title(w window) paint.Row {
	title := r.kind.Title
	if r.look.Filter != "" {
		title += "  only " + r.look.Filter
	}
	if e := w.first(); e != nil {
		title += r.otherDay(e.OccurredAt)
	}
	return pane.Title(r.look.Theme, r.look.Width, r.look.Active, title, r.belowSign(w))
}

// maxCounted bounds what the sign of entries further down counts.
const maxCounted = 99

// belowSign is the sign of what stands below the window: new since the reader
// left the end, or there already.
func (r *reader) belowSign(w window) string {
	if !w.below {
		return ""
	}
	last := w.last()
	fresh, all := 0, 0
	for e := range r.back(r.view.TimelineEnd()) {
		if all == maxCounted || !last.Before(e.Mark()) {
			break
		}
		all++
		if e.Seq > r.look.Left {
			fresh++
		}
	}
	count, word := all, "more"
	if fresh > 0 {
		count, word = fresh, "new"
	}
	switch count {
	case 0:
		return "↓ more"
	case maxCounted:
		return fmt.Sprintf("↓ %d+ %s", count, word)
	}
	return fmt.Sprintf("↓ %d %s", count, word)
}

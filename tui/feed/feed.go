// Package feed is a column of entries that grows at its end: the shared part of
// timeline and chat.
//
// Its one idea: a place in a feed is an entry, never a line number. A screen
// draws the entries around its place, so its cost depends on the visible rows
// alone, and new lines don't move the text that is being read.
//
// It refuses to know which entries a feed holds, and what their heads look
// like.
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
	Indent     int // the column of the gutter before continued text
	NumbersAt  int // the least width that shows entry numbers
	Holds      func(*incident.Entry) bool
	Back, From func(incident.View, incident.Mark) iter.Seq[*incident.Entry]
	// Since counts the entries logged after one. It is nil if the feed isn't in
	// the order of the entries' numbers.
	Since func(v incident.View, seq uint64) int
	// Head returns the text between an entry's time and its own text, and its
	// width.
	Head func(*incident.Entry, Look) (string, int)
}

// Look is everything but the incident that decides how a feed looks.
type Look struct {
	Width, Height int
	Theme         themes.Theme
	Zone          *time.Location // nil is UTC
	Today         string         // the day from pane.Day: entries of another day show theirs; "" hides days
	Stream        string         // the workstream whose chat is shown; "" is the bridge's
	Active        bool           // it has the keyboard
	Place                        // from Model.Look
}

// Place is one person's place in a feed. The zero Place is its end.
type Place struct {
	Top      incident.Mark // the first visible entry; zero follows the end
	Skip     int           // rows of it scrolled past; negative: rows visible above it
	Left     uint64        // the last entry when the reader left the end
	Cursor   uint64        // the entry that keys act upon
	Original uint64        // the corrected entry that shows its original
	Read     uint64        // the last entry that was read; 0 draws no unread rule
	Filter   string        // shows only matching entries, see ParseQuery
	Find     string        // the text that is marked
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

// empty draws why nothing is shown. Text never begins in its first column.
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
		title += r.otherDay(e.Happened())
	}
	return pane.Title(r.look.Theme, r.look.Width, r.look.Active, title, r.belowSign(w))
}

// maxCounted bounds the count of entries below the window.
const maxCounted = 99

// belowSign counts the entries below the window: those logged since the reader
// left the end, or else all.
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

package feed

import (
	"iter"

	"warroom/session/incident"
)

// These bound the steps of entries that are passed over in search of the next
// one to show. An entry costs one step, and one more for each perStep of text.
// A frame must stay cheap even if matches are rare in a long log; a key press
// may cost more.
const (
	viewSteps = 4000
	keySteps  = 400_000
)

// reader goes through the entries of one feed that a Look shows.
type reader struct {
	kind      Kind
	view      incident.View
	look      Look
	query     Query
	find      sought        // what is marked
	maxSteps  int           // see viewSteps
	exhausted bool          // the last search ran out of steps
	read      incident.Mark // entries after it are new
	maxRows   int           // bounds the rows of one entry
}

func (k Kind) read(v incident.View, l Look) *reader {
	r := &reader{kind: k, view: v, look: l, query: ParseQuery(l.Filter), maxSteps: viewSteps}
	if l.Find != "" {
		r.find = seek(l.Find)
	}
	r.maxRows = max(2, min(12, (l.Height-1)/2))
	r.read = v.TimelineEnd()
	if recorded, _, ok := v.Logged(l.Read); ok {
		r.read = (&incident.Event{OccurredAt: recorded, Seq: l.Read}).Mark()
	}
	return r
}

// back goes from the last entry before end to the first.
func (r *reader) back(end incident.Mark) iter.Seq[*incident.Entry] {
	return r.shown(r.kind.Back(r.view, end))
}

// from goes from the first entry after start to the last.
func (r *reader) from(start incident.Mark) iter.Seq[*incident.Entry] {
	return r.shown(r.kind.From(r.view, start))
}

func (r *reader) shown(all iter.Seq[*incident.Entry]) iter.Seq[*incident.Entry] {
	return func(yield func(*incident.Entry) bool) {
		passed := 0
		r.exhausted = false
		for e := range all {
			shown, steps := r.examine(e)
			if shown {
				if !yield(e) {
					return
				}
				continue
			}
			if passed += steps; passed >= r.maxSteps {
				r.exhausted = true
				return
			}
		}
	}
}

func (r *reader) shows(e *incident.Entry) bool {
	shown, _ := r.examine(e)
	return shown
}

// examine reports whether an entry is shown, and how many steps that took.
func (r *reader) examine(e *incident.Entry) (shown bool, steps int) {
	if e == nil {
		return false, 1
	}
	return r.query.matches(e)
}

// before returns the last entry shown before m, nil if there is none.
func (r *reader) before(m incident.Mark) *incident.Entry { return first(r.back(m)) }

// after returns the first entry shown after m, nil if there is none.
func (r *reader) after(m incident.Mark) *incident.Entry { return first(r.from(m)) }

func first(entries iter.Seq[*incident.Entry]) *incident.Entry {
	for e := range entries {
		return e
	}
	return nil
}

// justBefore returns a mark directly before m.
func justBefore(m incident.Mark) incident.Mark {
	m.Seq--
	return m
}

// justAfter returns a mark directly after m.
func justAfter(m incident.Mark) incident.Mark {
	m.Seq++
	return m
}

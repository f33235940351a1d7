package feed

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"warroom/keys"
	"warroom/session/incident"
)

// wheelRows is how far one notch of the wheel scrolls.
const wheelRows = 3

// Model is one person's place in a feed. Its methods return the changed Model.
// Their argument l is how the feed looks to this person; its Place is ignored.
type Model struct {
	kind  Kind
	place Place
}

// New returns a Model at the end of a feed.
func New(k Kind) Model { return Model{kind: k} }

// Look returns l with this person's place in it. Invisible parts of the place
// are left out, so that people who see the same have equal Looks.
func (m Model) Look(v incident.View, l Look) Look {
	l.Place = m.place
	if l.Read >= v.Last() || m.AtEnd() && m.allNew(v, l) {
		l.Read = 0
	}
	return l
}

// allNew reports whether all entries visible at the end are unread, so that the
// unread rule is above the screen.
func (m Model) allNew(v incident.View, l Look) bool {
	if m.kind.Since != nil && l.Filter == "" && m.kind.Since(v, l.Read) > l.Height {
		return true // each takes at least one row
	}
	r := m.kind.read(v, l)
	seen := 0
	for e := range r.back(v.TimelineEnd()) {
		switch {
		case !r.isNew(e):
			return false
		case seen > l.Height:
			return true
		}
		seen++
	}
	return false
}

func (m Model) reader(v incident.View, l Look) *reader {
	l.Place = m.place
	return m.kind.read(v, l)
}

// Update handles a key or the wheel: it moves by rows, pages, to the first or
// last entry, to the next unread one, and shows the original of a corrected
// one.
func (m Model) Update(msg tea.Msg, k keys.Bridge, v incident.View, l Look) Model {
	switch msg := msg.(type) {
	case tea.MouseWheelMsg:
		switch msg.Button {
		case tea.MouseWheelUp:
			return m.scroll(v, l, -wheelRows)
		case tea.MouseWheelDown:
			return m.scroll(v, l, wheelRows)
		}
	case tea.KeyPressMsg:
		return m.press(msg, k, v, l)
	}
	return m
}

func (m Model) press(msg tea.KeyPressMsg, k keys.Bridge, v incident.View, l Look) Model {
	switch {
	case key.Matches(msg, k.Up):
		return m.step(v, l, false)
	case key.Matches(msg, k.Down):
		return m.step(v, l, true)
	case key.Matches(msg, k.PageUp):
		return m.page(v, l, -1)
	case key.Matches(msg, k.PageDown):
		return m.page(v, l, 1)
	case key.Matches(msg, k.Top):
		return m.selectEntry(v, l, m.farReader(v, l).after(incident.Mark{}))
	case key.Matches(msg, k.Bottom):
		return m.selectEntry(v, l, m.farReader(v, l).before(v.TimelineEnd()))
	case key.Matches(msg, k.Unread):
		return m.nextUnread(v, l)
	case key.Matches(msg, k.Original):
		return m.toggleOriginal(v)
	}
	return m
}

// farReader returns a reader that goes as far as a key press may, which is
// further than a View may.
func (m Model) farReader(v incident.View, l Look) *reader {
	r := m.reader(v, l)
	r.maxSteps = keySteps
	return r
}

// toggleOriginal switches the selected entry between its original and its
// correction.
func (m Model) toggleOriginal(v incident.View) Model {
	e := v.Entry(m.place.Cursor)
	switch {
	case e == nil || e.Correction == nil || m.place.Original == e.Seq:
		m.place.Original = 0
	default:
		m.place.Original = e.Seq
	}
	return m
}

// nextUnread goes to the next unread entry, and after the last to the end. It
// goes in the order of logging, so it finds back-dated entries too.
func (m Model) nextUnread(v incident.View, l Look) Model {
	r := m.reader(v, l)
	passed := 0
	for e := range v.Entries(max(m.place.Read, m.place.Cursor)) {
		if m.place.Read == 0 || passed > keySteps {
			break
		}
		shown, steps := r.examine(e)
		if passed += steps; shown && m.kind.Holds(e) {
			return m.selectEntry(v, l, e)
		}
	}
	return m.Follow()
}

// Selected returns the entry that keys act upon, 0 for none.
func (m Model) Selected() uint64 { return m.place.Cursor }

// Select puts the cursor on an entry and shows it; 0 removes the cursor.
func (m Model) Select(v incident.View, l Look, seq uint64) Model {
	if seq == 0 {
		m.place.Cursor, m.place.Original = 0, 0
		return m.followAtEnd(v, l)
	}
	e := v.Entry(seq)
	if e == nil || !m.kind.Holds(e) || !m.reader(v, l).shows(e) {
		return m
	}
	return m.selectEntry(v, l, e)
}

// Click selects the entry at row y of the panel.
func (m Model) Click(v incident.View, l Look, y int) Model {
	w := m.reader(v, l).window()
	if y < 1 || y > w.height {
		return m
	}
	return m.selectEntry(v, l, w.at(y-1))
}

// Page scrolls by n panels, up if n is negative. The cursor stays.
func (m Model) Page(v incident.View, l Look, n int) Model {
	return m.scroll(v, l, n*max(1, l.Height-2))
}

// Follow goes to the end and follows it, without a cursor.
func (m Model) Follow() Model {
	m.place.Top, m.place.Skip, m.place.Left = incident.Mark{}, 0, 0
	m.place.Cursor, m.place.Original = 0, 0
	return m
}

// AtEnd reports whether the feed follows its end.
func (m Model) AtEnd() bool { return m.place.Top == incident.Mark{} }

// Read draws the unread rule below entry seq, 0 for no rule.
func (m Model) Read(seq uint64) Model {
	m.place.Read = seq
	return m
}

// Filter shows only entries that match the query, see ParseQuery; "" shows all.
func (m Model) Filter(query string) Model {
	m = m.Follow()
	m.place.Filter = query
	return m
}

// Filtered reports whether a filter is set.
func (m Model) Filtered() bool { return m.place.Filter != "" }

// FindText returns the text that Find marks.
func (m Model) FindText() string { return m.place.Find }

// ClearFind removes the marks of Find.
func (m Model) ClearFind() Model {
	m.place.Find = ""
	return m
}

// MaxFind bounds the text of Find, in bytes.
const MaxFind = 200

// FindResult is the result of a search.
type FindResult uint8

// The results of a search.
const (
	FindHit     FindResult = iota
	FindNothing            // no entry matches
	FindTooFar             // no entry matches as far as a key press may search
)

// Find marks text and goes to the last entry before the cursor that contains
// it, or else to the last in the feed.
func (m Model) Find(v incident.View, l Look, text string) (Model, FindResult) {
	m.place.Find = text
	r, want, passed := m.farReader(v, l), seek(text), 0
	end := v.TimelineEnd()
	if cursor := v.Entry(m.place.Cursor); cursor != nil {
		end = cursor.Mark()
	}
	for _, end := range []incident.Mark{end, v.TimelineEnd()} {
		for e := range r.back(end) {
			line, steps := searched(e)
			if want.in(line) {
				return m.selectEntry(v, l, e), FindHit
			}
			if passed += steps; passed >= keySteps {
				return m, FindTooFar
			}
		}
		if r.exhausted {
			return m, FindTooFar
		}
	}
	return m, FindNothing
}

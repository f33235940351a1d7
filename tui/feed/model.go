package feed

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"warroom/keys"
	"warroom/session/incident"
)

// wheelRows is how far one notch of the wheel scrolls.
const wheelRows = 3

// Model is where one person is in a feed. Its methods return the Model after
// the move; l is how the feed looks to them, whatever Place is in it.
type Model struct {
	kind  Kind
	place Place
}

// New is a Model at the end of a feed.
func New(k Kind) Model { return Model{kind: k} }

// Look is l with this person's place in it. What of the place can't be seen is
// left out, so that people who see the same have equal Looks.
func (m Model) Look(v incident.View, l Look) Look {
	l.Place = m.place
	if l.Read >= v.Last() || m.AtEnd() && m.allNew(v, l) {
		l.Read = 0
	}
	return l
}

// allNew reports whether the end of the feed is new as far as it is seen, so
// that the unread rule stands above the screen.
func (m Model) allNew(v incident.View, l Look) bool {
	if m.kind.Since != nil && l.Filter == "" && m.kind.Since(v, l.Read) > l.Height {
		return true // each takes a row at least
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

// Update moves by a key or the wheel: rows, pages, first and last, the next
// unread entry, and the original of a corrected one.
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

// farReader reads as far as a key press may, and a View may not.
func (m Model) farReader(v incident.View, l Look) *reader {
	r := m.reader(v, l)
	r.maxSteps = keySteps
	return r
}

// toggleOriginal shows the original of the selected entry, or what it was corrected to.
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

// nextUnread goes on in the order in which entries were logged, so that it
// finds the back-dated ones too, and after the last to the end.
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

// Selected is the entry that keys act upon, 0 for none.
func (m Model) Selected() uint64 { return m.place.Cursor }

// Select puts the cursor on an entry and shows it; 0 takes the cursor away.
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

// Page scrolls by n panels, up where n is negative; the cursor stays.
func (m Model) Page(v incident.View, l Look, n int) Model {
	return m.scroll(v, l, n*max(1, l.Height-2))
}

// Follow goes to the end and stays there, without a cursor.
func (m Model) Follow() Model {
	m.place.Top, m.place.Skip, m.place.Left = incident.Mark{}, 0, 0
	m.place.Cursor, m.place.Original = 0, 0
	return m
}

// AtEnd reports whether the end is followed.
func (m Model) AtEnd() bool { return m.place.Top == incident.Mark{} }

// Read draws the unread rule below entry seq, 0 for no rule.
func (m Model) Read(seq uint64) Model {
	m.place.Read = seq
	return m
}

// Filter shows only what matches the query, see ParseQuery; "" shows all.
func (m Model) Filter(query string) Model {
	m = m.Follow()
	m.place.Filter = query
	return m
}

// Filtered reports whether it shows only what matches a query.
func (m Model) Filtered() bool { return m.place.Filter != "" }

// FindText is what Find marks.
func (m Model) FindText() string { return m.place.Find }

// ClearFind marks nothing any more.
func (m Model) ClearFind() Model {
	m.place.Find = ""
	return m
}

// MaxFind bounds what Find looks for, in bytes.
const MaxFind = 200

// FindResult is how a search went.
type FindResult uint8

// The sights.
const (
	FindHit     FindResult = iota
	FindNothing            // there is none
	FindTooFar             // there is none as far as a key press may look
)

// Find marks text and goes to the entry with it next before the cursor, from
// the end again after the first.
func (m Model) Find(v incident.View, l Look, text string) (Model, FindResult) {
	m.place.Find = text
	r, sought, passed := m.farReader(v, l), strings.ToLower(text), 0
	end := v.TimelineEnd()
	if cursor := v.Entry(m.place.Cursor); cursor != nil {
		end = cursor.Mark()
	}
	for _, end := range []incident.Mark{end, v.TimelineEnd()} {
		for e := range r.back(end) {
			line := e.Line()
			if strings.Contains(strings.ToLower(line), sought) {
				return m.selectEntry(v, l, e), FindHit
			}
			if passed += 1 + len(line)/perStep; passed >= keySteps {
				return m, FindTooFar
			}
		}
		if r.exhausted {
			return m, FindTooFar
		}
	}
	return m, FindNothing
}

package feed

import "warroom/session/incident"

// scroll moves by n rows, up if n is negative.
func (m Model) scroll(v incident.View, l Look, n int) Model {
	r := m.reader(v, l)
	w := r.window()
	if len(w.blocks) == 0 {
		return m
	}
	r.maxSteps = keySteps
	m = m.pinTop(v, w)
	if n < 0 {
		m.place.Top, m.place.Skip = r.above(m.place, -n)
	} else {
		m.place.Top, m.place.Skip = r.below(m.place, n)
	}
	return m.followAtEnd(v, l)
}

// above returns the place n rows above p, or the first place.
func (r *reader) above(p Place, n int) (incident.Mark, int) {
	rules := 0
	if here, _ := r.down(justBefore(p.Top), 1); len(here) > 0 {
		rules = here[0].rules
	}
	if n <= p.Skip+rules {
		return p.Top, p.Skip - n
	}
	blocks, cut := r.up(p.Top, n-p.Skip-rules)
	if len(blocks) == 0 {
		return p.Top, -rules
	}
	return blocks[0].mark(), cut - blocks[0].rules
}

// below returns the place n rows below p, or the last place.
func (r *reader) below(p Place, n int) (incident.Mark, int) {
	top, cut := p.Top, p.Skip+n
	blocks, _ := r.down(justBefore(top), max(0, cut)+1)
	for i, b := range blocks {
		if i == 0 {
			cut += b.rules
		}
		top = b.mark()
		if cut < len(b.rows) {
			return top, cut - b.rules
		}
		cut -= len(b.rows)
	}
	return top, 0
}

// pinTop stops following the end: the window stays where it is when entries are
// added.
func (m Model) pinTop(v incident.View, w window) Model {
	if !m.AtEnd() {
		return m
	}
	m.place.Top, m.place.Skip, m.place.Left = v.TimelineEnd(), 0, v.Last()
	for i, b := range w.blocks {
		if b.entry == nil {
			continue
		}
		m.place.Top, m.place.Skip = b.mark(), -b.rules
		if i == 0 {
			m.place.Skip += w.cut
		}
		break
	}
	return m
}

// followAtEnd follows the end if it is visible, unless the cursor is further
// up.
func (m Model) followAtEnd(v incident.View, l Look) Model {
	r := m.reader(v, l)
	w := r.window()
	last := r.before(v.TimelineEnd())
	if !w.below && (m.place.Cursor == 0 || last == nil || last.Seq == m.place.Cursor) {
		m.place.Top, m.place.Skip, m.place.Left = incident.Mark{}, 0, 0
		return m
	}
	return m.pinTop(v, w)
}

// step moves the cursor by one entry. The first step selects the last fully
// visible entry.
func (m Model) step(v incident.View, l Look, down bool) Model {
	r := m.reader(v, l)
	cursor := v.Entry(m.place.Cursor)
	if cursor == nil {
		if whole := r.window().fullyVisible(); len(whole) > 0 {
			return m.Select(v, l, whole[len(whole)-1].Seq)
		}
		cursor = r.before(v.TimelineEnd())
		return m.selectEntry(v, l, cursor)
	}
	r.maxSteps = keySteps
	if down {
		return m.selectEntry(v, l, r.after(cursor.Mark()))
	}
	return m.selectEntry(v, l, r.before(cursor.Mark()))
}

// selectEntry puts the cursor on an entry; nil changes nothing.
func (m Model) selectEntry(v incident.View, l Look, e *incident.Entry) Model {
	if e == nil {
		return m
	}
	m.place.Cursor, m.place.Original = e.Seq, 0
	return m.reveal(v, l, e).followAtEnd(v, l)
}

// reveal scrolls as little as possible to show the whole of an entry.
func (m Model) reveal(v incident.View, l Look, e *incident.Entry) Model {
	r := m.reader(v, l)
	w := r.window()
	for _, seen := range w.fullyVisible() {
		if seen.Seq == e.Seq {
			return m
		}
	}
	mark := e.Mark()
	m = m.pinTop(v, w)
	if mark.Before(m.place.Top) || mark == m.place.Top {
		m.place.Top, m.place.Skip = mark, -1 // and show a rule above it, if any
		return m
	}
	r.maxSteps = keySteps
	blocks, cut := r.up(justAfter(mark), w.height)
	if len(blocks) > 1 && cut > 0 {
		blocks, cut = blocks[1:], 0
	}
	if len(blocks) > 0 {
		m.place.Top, m.place.Skip = blocks[0].mark(), cut-blocks[0].rules
	}
	return m
}

// page scrolls by a panel. The cursor, if there is one, moves too.
func (m Model) page(v incident.View, l Look, n int) Model {
	hadCursor := m.place.Cursor != 0
	m = m.Page(v, l, n)
	whole := m.reader(v, l).window().fullyVisible()
	if !hadCursor || len(whole) == 0 {
		return m
	}
	if n < 0 {
		return m.selectEntry(v, l, whole[0])
	}
	return m.selectEntry(v, l, whole[len(whole)-1])
}

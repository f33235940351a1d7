package feed

import (
	"slices"

	"warroom/session/incident"
	"warroom/tui/paint"
)

// block is one drawn entry: the rules above it, and its text.
type block struct {
	entry *incident.Entry // nil for exhaustedBlock
	rows  []paint.Row
	rules int // the rows that are rules
}

func (b block) mark() incident.Mark { return b.entry.Mark() }

// window holds the blocks that are visible, from the top.
type window struct {
	blocks []block
	cut    int  // rows of the first block above the screen
	height int  // rows of the screen
	below  bool // there is more below the screen
}

// window draws what the Look shows: down from its place, or up from the end.
func (r *reader) window() window {
	w := window{height: max(0, r.look.Height-1)}
	if (r.look.Top == incident.Mark{}) {
		w.blocks, w.cut = r.up(r.view.TimelineEnd(), w.height)
		return w
	}
	w.blocks, w.below = r.down(justBefore(r.look.Top), w.height+max(0, r.look.Skip))
	if len(w.blocks) > 0 {
		w.cut = min(r.look.Skip+w.blocks[0].rules, len(w.blocks[0].rows)-1)
	}
	w = r.fillUp(w, -w.cut)
	rows := w.rows()
	if rows > w.height {
		w.below = true
		return w
	}
	return r.fillUp(w, w.height-rows)
}

// fillUp adds missing rows above the window.
func (r *reader) fillUp(w window, missing int) window {
	w.cut = max(0, w.cut)
	if missing <= w.cut {
		w.cut -= max(0, missing)
		return w
	}
	top := r.look.Top
	if len(w.blocks) > 0 && w.blocks[0].entry != nil {
		top = w.blocks[0].mark()
	}
	above, cut := r.up(top, missing-w.cut)
	w.blocks, w.cut = append(above, w.blocks...), cut
	return w
}

// rows counts the rows of the window and of blocks that continue below it.
func (w window) rows() int {
	n := -w.cut
	for _, b := range w.blocks {
		n += len(b.rows)
	}
	return n
}

// up draws the blocks before end that fill height rows. It returns how many
// rows of the first block are too many.
func (r *reader) up(end incident.Mark, height int) (blocks []block, cut int) {
	missing := height
	for e := range r.back(end) {
		if n := len(blocks); n > 0 {
			missing -= r.addRules(&blocks[n-1], e)
		}
		if missing <= 0 {
			slices.Reverse(blocks)
			return blocks, -missing
		}
		b := block{entry: e, rows: r.drawEntry(e)}
		missing -= len(b.rows)
		blocks = append(blocks, b)
	}
	if n := len(blocks); n > 0 {
		missing -= r.addRules(&blocks[n-1], nil)
	}
	if missing > 0 && r.exhausted {
		blocks = append(blocks, r.exhaustedBlock())
		missing--
	}
	slices.Reverse(blocks)
	return blocks, max(0, -missing)
}

// down draws the blocks after start that fill height rows, and reports whether
// others follow.
func (r *reader) down(start incident.Mark, height int) (blocks []block, more bool) {
	prev := r.before(justAfter(start))
	for e := range r.from(start) {
		if height <= 0 {
			return blocks, true
		}
		b := block{entry: e, rows: r.drawEntry(e)}
		r.addRules(&b, prev)
		height -= len(b.rows)
		blocks = append(blocks, b)
		prev = e
	}
	return blocks, r.exhausted
}

// visible returns the visible rows.
func (w window) visible() []paint.Row {
	var rows []paint.Row
	for _, b := range w.blocks {
		rows = append(rows, b.rows...)
	}
	rows = rows[min(w.cut, len(rows)):]
	return rows[:min(w.height, len(rows))]
}

// at returns the entry at row y of the screen, nil if there is none.
func (w window) at(y int) *incident.Entry {
	y += w.cut
	for _, b := range w.blocks {
		if y < len(b.rows) {
			return b.entry
		}
		y -= len(b.rows)
	}
	return nil
}

// first returns the first entry of the window, nil if there is none.
func (w window) first() *incident.Entry {
	for _, b := range w.blocks {
		if b.entry != nil {
			return b.entry
		}
	}
	return nil
}

// fullyVisible returns the entries whose rows are all visible.
func (w window) fullyVisible() []*incident.Entry {
	var whole []*incident.Entry
	y := -w.cut
	for _, b := range w.blocks {
		if y >= 0 && y+len(b.rows) <= w.height && b.entry != nil {
			whole = append(whole, b.entry)
		}
		y += len(b.rows)
	}
	return whole
}

// last returns the place of the last entry that is visible at least in part.
func (w window) last() incident.Mark {
	var last incident.Mark
	y := -w.cut
	for _, b := range w.blocks {
		if y < w.height && b.entry != nil {
			last = b.mark()
		}
		y += len(b.rows)
	}
	return last
}

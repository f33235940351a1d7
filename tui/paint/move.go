package paint

import "slices"

const (
	// moveCost is the approximate cost of a scroll in bytes: setting and
	// resetting the region, the place, the command.
	moveCost = 20
	// rowCost is the cost of a row in bytes beside its text.
	rowCost = 9
	// maxMoves bounds the blocks of one frame that may scroll: stacked panels
	// scroll each by itself.
	maxMoves = 4
)

// move says that the rows [top, top+rows) are where they are because they moved
// up by that many lines, or down if by is negative.
type move struct{ top, rows, by int }

// region returns the lines [top, bottom) that a scroll touches: where the rows
// come from and where they go.
func (m move) region() (top, bottom int) {
	return min(m.top, m.top+m.by), max(m.top+m.rows, m.top+m.rows+m.by)
}

// moved returns the moves that make turning old into next cheaper, and the rows
// on the screen after them. Both lists are equally long.
func moved(old, next []Row) ([]move, []Row) {
	var moves []move
	for len(moves) < maxMoves {
		m, ok := bestMove(old, next)
		if !ok {
			break
		}
		if len(moves) == 0 {
			old = slices.Clone(old)
		}
		m.apply(old)
		moves = append(moves, m)
	}
	return moves, old
}

// apply moves rows as the terminal moves its lines.
func (m move) apply(rows []Row) {
	top, bottom := m.region()
	copy(rows[m.top:m.top+m.rows], rows[m.top+m.by:])
	clear(rows[top:m.top])
	clear(rows[m.top+m.rows : bottom])
}

// bestMove returns the move that saves most bytes, false if none does.
func bestMove(old, next []Row) (best move, ok bool) {
	first, last := changed(old, next)
	if last-first < 1 {
		return best, false
	}
	c := newCosts(old, next)
	gain := 0
	for by := first - last; by <= last-first; by++ {
		if by == 0 {
			continue
		}
		end := min(last+1, last+1-by)
		for i := max(first, first-by); i < end; i++ {
			m := move{top: i, by: by}
			for i < end && next[i] == old[i+by] {
				m.rows++
				i++
			}
			if m.rows == 0 {
				continue
			}
			if g := c.gain(m); g > gain {
				best, gain = m, g
			}
		}
	}
	return best, gain > 0
}

// changed returns the first and last line that differ, 0 and -1 if none do.
func changed(old, next []Row) (first, last int) {
	for first < len(next) && old[first] == next[first] {
		first++
	}
	if first == len(next) {
		return 0, -1
	}
	last = len(next) - 1
	for old[last] == next[last] {
		last--
	}
	return first, last
}

// costs holds running sums, in bytes, over the lines of two screens: the cost
// of painting the rows that differ, and of painting all rows on blank lines.
type costs struct{ differing, all []int }

func newCosts(old, next []Row) costs {
	c := costs{make([]int, len(next)+1), make([]int, len(next)+1)}
	for i, r := range next {
		n := len(r.text) + rowCost
		c.differing[i+1], c.all[i+1] = c.differing[i], c.all[i]
		if r != old[i] {
			c.differing[i+1] += n
		}
		if r != (Row{}) {
			c.all[i+1] += n
		}
	}
	return c
}

// gain returns the bytes that a move saves: its region needn't be painted,
// except the lines that it leaves blank.
func (c costs) gain(m move) int {
	top, bottom := m.region()
	end := m.top + m.rows
	blank := c.all[m.top] - c.all[top] + c.all[bottom] - c.all[end]
	return c.differing[bottom] - c.differing[top] - blank - moveCost
}

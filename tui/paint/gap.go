package paint

import "time"

// gap is the pause from one frame of a session to the next. It adapts: a slow
// terminal shows in how long a write takes, a busy machine in how late the
// painter gets its turn. In both cases fewer frames, each with more news in
// it, cost less and come no later.
type gap struct{ min, max, now time.Duration }

// learn takes in what the last frame took to write and how late it began. The
// gap rises fast and falls slowly, and leaves a terminal idle for at least two
// thirds of the time.
func (g *gap) learn(cost, late time.Duration) {
	want := min(max(2*(cost+late), g.min), g.max)
	if want > g.now {
		g.now += (want - g.now + 1) / 2
	} else {
		g.now -= (g.now - want + 3) / 4
	}
}

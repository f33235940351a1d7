package paint

import "time"

// gap is the pause from one frame of a session to the next. It adapts: a slow
// terminal shows in the time of a write, a busy machine in the delay of the
// painter's turn. In both cases fewer frames, each with more news, cost less
// and come no later.
type gap struct{ min, max, now time.Duration }

// learn updates the gap by the time that the last frame took to write, and by
// its delay. The gap rises fast and falls slowly, and leaves a terminal idle
// for at least two thirds of the time.
func (g *gap) learn(cost, late time.Duration) {
	want := min(max(2*(cost+late), g.min), g.max)
	if want > g.now {
		g.now += (want - g.now + 1) / 2
	} else {
		g.now -= (g.now - want + 3) / 4
	}
}

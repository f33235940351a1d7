package sshd

import (
	"cmp"
	"slices"
	"sync"
	"time"
)

// stage is how far a connection has come on its way to a session.
type stage int

const (
	stageSilent  stage = iota // has sent no identification (RFC 4253, section 4.2)
	stageGreeted              // has sent it, and owes its part of the key exchange
	stageSecret               // has exchanged keys
	stageKnown                // has offered a key that may come in, and is yet to prove it
	stageCode                 // has proved a key, and is asked for an invite's code
	stageProved               // may open a session
)

// arrivals are the connections that have opened no session yet. They have so
// many places, an address and in all. Where there is none left, one that stands
// still gives way to one that comes: see next for which. As long as all of them
// go on, who comes waits.
type arrivals struct {
	most, perSource int
	spare           time.Duration // how long one is spared after each step

	mu      sync.Mutex // guards all below, and what the arrivals hold
	inside  []*arrival // in the order in which they came
	waiting []*arrival // for a place; the same
}

// arrival is one of the arrivals. All but turnAway belongs to them.
type arrival struct {
	source   string
	turnAway func(why string) // never waits
	seated   chan struct{}    // closed when it has a place

	stage stage
	since time.Time // of the stage
	ready bool      // has sent its identification while it waits
	has   *int      // places that its address has, as of the last look at who can be seated
}

// Words for those who are turned away for load.
const (
	whyCrowded = "too many connections at once that haven't come in yet, and yours stood still the longest: connect again in a few seconds"
	whyBusy    = "too many connections at once: wait a few seconds and connect again; if it stays so, come from another address"
)

// enter takes an arrival in, or has it wait. One that waits is taken in after
// it has sent its identification.
func (a *arrivals) enter(g *arrival, now time.Time) (waits bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.free(g.source) && !slices.ContainsFunc(a.waiting, func(w *arrival) bool { return w.ready }) {
		a.seat(g, now)
		return false
	}
	g.since = now
	a.waiting = append(a.waiting, g)
	if len(a.waiting) > a.most {
		a.turnAwayWaiting(now)
	}
	return true
}

// identified notes that one that waits has sent its identification.
func (a *arrivals) identified(g *arrival, now time.Time) {
	a.mu.Lock()
	defer a.mu.Unlock()
	g.ready = true
	a.seatWaiting(now)
}

// again looks whether those that wait can have a place by now.
func (a *arrivals) again(now time.Time) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.seatWaiting(now)
}

// step notes that one of those inside has come to a stage.
func (a *arrivals) step(g *arrival, s stage, now time.Time) {
	a.mu.Lock()
	defer a.mu.Unlock()
	g.stage, g.since = s, now
}

// leave frees the place of an arrival, or ends its waiting.
func (a *arrivals) leave(g *arrival, now time.Time) {
	a.mu.Lock()
	defer a.mu.Unlock()
	before := len(a.inside)
	a.inside, a.waiting = except(a.inside, g), except(a.waiting, g)
	if len(a.inside) < before {
		a.seatWaiting(now)
	}
}

// turnAwaySilent turns an arrival away that has a place and sends nothing.
func (a *arrivals) turnAwaySilent(g *arrival, now time.Time) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if g.stage == stageSilent && slices.Contains(a.inside, g) {
		a.inside = except(a.inside, g)
		g.turnAway(whySilent)
		a.seatWaiting(now)
	}
}

// giveUp turns an arrival away that still waits.
func (a *arrivals) giveUp(g *arrival, why string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if slices.Contains(a.waiting, g) {
		a.waiting = except(a.waiting, g)
		g.turnAway(why)
	}
}

// count is how many are inside and how many wait.
func (a *arrivals) count() (inside, waiting int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return len(a.inside), len(a.waiting)
}

func (a *arrivals) seat(g *arrival, now time.Time) {
	if g.since = now; g.ready {
		g.stage = stageGreeted
	}
	a.inside = append(a.inside, g)
	close(g.seated)
}

func (a *arrivals) free(source string) bool {
	return len(a.inside) < a.most && places(a.inside, source) < a.perSource
}

// seatWaiting gives places to those that wait and have sent their
// identification: first to whose address has the fewest, then to who came
// first. It costs little where nobody gives way, however many wait: each
// stranger who comes has it called.
func (a *arrivals) seatWaiting(now time.Time) {
	if len(a.waiting) == 0 || len(a.inside) >= a.most && !slices.ContainsFunc(a.inside, func(g *arrival) bool { return a.stands(g, now) }) {
		return
	}
	ready := slices.DeleteFunc(slices.Clone(a.waiting), func(w *arrival) bool { return !w.ready })
	a.tally(ready)
	for len(ready) > 0 {
		g := slices.MinFunc(ready, func(v, w *arrival) int { return cmp.Compare(*v.has, *w.has) })
		if !a.makeRoom(g, now) {
			ready = slices.DeleteFunc(ready, func(w *arrival) bool { return alike(g, w) })
			continue
		}
		ready, a.waiting = except(ready, g), except(a.waiting, g)
		a.seat(g, now)
		*g.has++
	}
}

// tally counts the places of every address, for those inside and for others.
func (a *arrivals) tally(others []*arrival) {
	has := map[string]*int{}
	count := func(g *arrival, places int) {
		if has[g.source] == nil {
			has[g.source] = new(int)
		}
		g.has = has[g.source]
		*g.has += places
	}
	for _, g := range a.inside {
		count(g, 1)
	}
	for _, g := range others {
		count(g, 0)
	}
}

// alike reports whether a place that g can't have can't be had by w either: an
// address that has none has nobody of its own who could give way, so all of
// these are alike.
func alike(g, w *arrival) bool { return g.has == w.has || *g.has == 0 && *w.has == 0 }

// makeRoom has somebody give way to w, where there is no place, and reports
// whether there is one.
func (a *arrivals) makeRoom(w *arrival, now time.Time) bool {
	if len(a.inside) < a.most && *w.has < a.perSource {
		return true
	}
	out := a.next(w, now)
	if out == nil {
		return false
	}
	a.inside = except(a.inside, out)
	*out.has--
	out.turnAway(whyCrowded)
	return true
}

// next is who gives way to w, nil where nobody has to.
//
// Nobody has to who came a step on a moment ago. First go those that have sent
// nothing and those that may open a session and don't; then strangers; and only
// where there are no others, people who have offered a key that may come in or
// were asked for a code. Of those alike, one of the address that has the most
// places goes first, and nobody gives way to an address that has as many as
// their own; then who has come the least far; then the oldest.
func (a *arrivals) next(w *arrival, now time.Time) *arrival {
	var out *arrival
	strangers := false
	for _, g := range a.inside {
		mayGo := g.has == w.has || *w.has < a.perSource && (g.turn() == 0 || *g.has > *w.has)
		if !mayGo {
			continue
		}
		strangers = strangers || g.turn() < turnOfPeople
		if a.stands(g, now) && (out == nil || before(g, out) < 0) {
			out = g
		}
	}
	if out != nil && strangers && out.turn() == turnOfPeople {
		return nil // one of the strangers will be spared no more in a moment
	}
	return out
}

func before(g, h *arrival) int {
	return cmp.Or(
		cmp.Compare(g.turn(), h.turn()),
		cmp.Compare(*h.has, *g.has),
		cmp.Compare(g.stage, h.stage),
		g.since.Compare(h.since),
	)
}

// turn orders by whom it hurts the least to send away.
func (g *arrival) turn() int {
	switch g.stage {
	case stageSilent, stageProved:
		return 0
	case stageKnown, stageCode:
		return turnOfPeople
	}
	return 1
}

// turnOfPeople is the turn of those who may be looking for a token, or for the
// code of their invite.
const turnOfPeople = 2

// stands reports whether an arrival is spared no more.
func (a *arrivals) stands(g *arrival, now time.Time) bool {
	return now.Sub(g.since) >= g.spared(a.spare)
}

// spared is how long an arrival is spared after its last step. A client sends
// its identification by itself, and its part of the key exchange a round trip
// later; everything after that has cost it something.
func (g *arrival) spared(full time.Duration) time.Duration {
	switch g.stage {
	case stageSilent:
		return full / 15
	case stageGreeted:
		return full / 3
	}
	return full
}

// turnAwayWaiting sends one of those that wait away: the oldest of those that
// send nothing, else the newest of the address that has the most waiting.
func (a *arrivals) turnAwayWaiting(now time.Time) {
	has := counts(a.waiting)
	out := a.waiting[0]
	for _, w := range a.waiting {
		if !w.ready && a.stands(w, now) {
			out = w
			break
		}
		if has[w.source] >= has[out.source] {
			out = w
		}
	}
	a.waiting = except(a.waiting, out)
	out.turnAway(whyBusy)
}

func counts(all []*arrival) map[string]int {
	n := map[string]int{}
	for _, g := range all {
		n[g.source]++
	}
	return n
}

func places(all []*arrival, source string) (n int) {
	for _, g := range all {
		if g.source == source {
			n++
		}
	}
	return n
}

func except(all []*arrival, g *arrival) []*arrival {
	if i := slices.Index(all, g); i >= 0 {
		return slices.Delete(all, i, i+1)
	}
	return all
}

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
	stageSilent        stage = iota // has sent no identification (RFC 4253, section 4.2)
	stageIdentified                 // has sent it, and owes its part of the key exchange
	stageEncrypted                  // has exchanged keys
	stageKeyOffered                 // has offered a key that may come in, and is yet to prove it
	stageInviteCode                 // has proved a key, and is asked for an invite's code
	stageAuthenticated              // may open a session
)

// pendingConns are the connections that have opened no session yet. They have so
// many places, an address and in all. Where there is none left, one that stands
// still gives way to one that comes: see next for which. As long as all of them
// go on, who comes waits.
type pendingConns struct {
	most, perSource int
	grace           time.Duration // how long one is spared after each step

	mu      sync.Mutex     // guards all below, and what the arrivals hold
	placed  []*pendingConn // in the order in which they came
	waiting []*pendingConn // for a place; the same
}

// pendingConn is one of the arrivals. All but turnAway belongs to them.
type pendingConn struct {
	source   string
	turnAway func(why string) // never waits
	placed   chan struct{}    // closed when it has a place

	stage          stage
	since          time.Time // of the stage
	identified     bool      // has sent its identification while it waits
	placesOfSource *int      // places that its address has, as of the last look at who can be seated
}

// Words for those who are turned away for load.
const (
	whyCrowded = "too many connections at once that haven't come in yet, and yours stood still the longest: connect again in a few seconds"
	whyBusy    = "too many connections at once: wait a few seconds and connect again; if it stays so, come from another address"
)

// add takes an arrival in, or has it wait. One that waits is taken in after
// it has sent its identification.
func (a *pendingConns) add(g *pendingConn, now time.Time) (waits bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.hasPlace(g.source) && !slices.ContainsFunc(a.waiting, func(w *pendingConn) bool { return w.identified }) {
		a.place(g, now)
		return false
	}
	g.since = now
	a.waiting = append(a.waiting, g)
	if len(a.waiting) > a.most {
		a.turnAwayOneWaiting(now)
	}
	return true
}

// markIdentified notes that one that waits has sent its identification.
func (a *pendingConns) markIdentified(g *pendingConn, now time.Time) {
	a.mu.Lock()
	defer a.mu.Unlock()
	g.identified = true
	a.placeReady(now)
}

// placeWaiting looks whether those that wait can have a place by now.
func (a *pendingConns) placeWaiting(now time.Time) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.placeReady(now)
}

// advance notes that one of those inside has come to a stage.
func (a *pendingConns) advance(g *pendingConn, s stage, now time.Time) {
	a.mu.Lock()
	defer a.mu.Unlock()
	g.stage, g.since = s, now
}

// remove frees the place of an arrival, or ends its waiting.
func (a *pendingConns) remove(g *pendingConn, now time.Time) {
	a.mu.Lock()
	defer a.mu.Unlock()
	before := len(a.placed)
	a.placed, a.waiting = withoutConn(a.placed, g), withoutConn(a.waiting, g)
	if len(a.placed) < before {
		a.placeReady(now)
	}
}

// turnAwaySilent turns an arrival away that has a place and sends nothing.
func (a *pendingConns) turnAwaySilent(g *pendingConn, now time.Time) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if g.stage == stageSilent && slices.Contains(a.placed, g) {
		a.placed = withoutConn(a.placed, g)
		g.turnAway(whySilent)
		a.placeReady(now)
	}
}

// turnAwayIfWaiting turns an arrival away that still waits.
func (a *pendingConns) turnAwayIfWaiting(g *pendingConn, why string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if slices.Contains(a.waiting, g) {
		a.waiting = withoutConn(a.waiting, g)
		g.turnAway(why)
	}
}

// count is how many are inside and how many wait.
func (a *pendingConns) count() (inside, waiting int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return len(a.placed), len(a.waiting)
}

func (a *pendingConns) place(g *pendingConn, now time.Time) {
	if g.since = now; g.identified {
		g.stage = stageIdentified
	}
	a.placed = append(a.placed, g)
	close(g.placed)
}

func (a *pendingConns) hasPlace(source string) bool {
	return len(a.placed) < a.most && placesOf(a.placed, source) < a.perSource
}

// placeReady gives places to those that wait and have sent their
// identification: first to whose address has the fewest, then to who came
// first. It costs little where nobody gives way, however many wait: each
// stranger who comes has it called.
func (a *pendingConns) placeReady(now time.Time) {
	if len(a.waiting) == 0 || len(a.placed) >= a.most && !slices.ContainsFunc(a.placed, func(g *pendingConn) bool { return a.isEvictable(g, now) }) {
		return
	}
	ready := slices.DeleteFunc(slices.Clone(a.waiting), func(w *pendingConn) bool { return !w.identified })
	a.tally(ready)
	for len(ready) > 0 {
		g := slices.MinFunc(ready, func(v, w *pendingConn) int { return cmp.Compare(*v.placesOfSource, *w.placesOfSource) })
		if !a.makeRoom(g, now) {
			ready = slices.DeleteFunc(ready, func(w *pendingConn) bool { return sameChance(g, w) })
			continue
		}
		ready, a.waiting = withoutConn(ready, g), withoutConn(a.waiting, g)
		a.place(g, now)
		*g.placesOfSource++
	}
}

// tally counts the places of every address, for those inside and for others.
func (a *pendingConns) tally(others []*pendingConn) {
	has := map[string]*int{}
	count := func(g *pendingConn, places int) {
		if has[g.source] == nil {
			has[g.source] = new(int)
		}
		g.placesOfSource = has[g.source]
		*g.placesOfSource += places
	}
	for _, g := range a.placed {
		count(g, 1)
	}
	for _, g := range others {
		count(g, 0)
	}
}

// sameChance reports whether a place that g can't have can't be had by w either: an
// address that has none has nobody of its own who could give way, so all of
// these are alike.
func sameChance(g, w *pendingConn) bool {
	return g.placesOfSource == w.placesOfSource || *g.placesOfSource == 0 && *w.placesOfSource == 0
}

// makeRoom has somebody give way to w, where there is no place, and reports
// whether there is one.
func (a *pendingConns) makeRoom(w *pendingConn, now time.Time) bool {
	if len(a.placed) < a.most && *w.placesOfSource < a.perSource {
		return true
	}
	out := a.toEvict(w, now)
	if out == nil {
		return false
	}
	a.placed = withoutConn(a.placed, out)
	*out.placesOfSource--
	out.turnAway(whyCrowded)
	return true
}

// toEvict is who gives way to w, nil where nobody has to.
//
// Nobody has to who came a step on a moment ago. First go those that have sent
// nothing and those that may open a session and don't; then strangers; and only
// where there are no others, people who have offered a key that may come in or
// were asked for a code. Of those alike, one of the address that has the most
// places goes first, and nobody gives way to an address that has as many as
// their own; then who has come the least far; then the oldest.
func (a *pendingConns) toEvict(w *pendingConn, now time.Time) *pendingConn {
	var out *pendingConn
	strangers := false
	for _, g := range a.placed {
		mayGo := g.placesOfSource == w.placesOfSource || *w.placesOfSource < a.perSource && (g.evictionRank() == 0 || *g.placesOfSource > *w.placesOfSource)
		if !mayGo {
			continue
		}
		strangers = strangers || g.evictionRank() < rankOfPeople
		if a.isEvictable(g, now) && (out == nil || compareForEviction(g, out) < 0) {
			out = g
		}
	}
	if out != nil && strangers && out.evictionRank() == rankOfPeople {
		return nil // one of the strangers will be spared no more in a moment
	}
	return out
}

func compareForEviction(g, h *pendingConn) int {
	return cmp.Or(
		cmp.Compare(g.evictionRank(), h.evictionRank()),
		cmp.Compare(*h.placesOfSource, *g.placesOfSource),
		cmp.Compare(g.stage, h.stage),
		g.since.Compare(h.since),
	)
}

// evictionRank orders by whom it hurts the least to send away.
func (g *pendingConn) evictionRank() int {
	switch g.stage {
	case stageSilent, stageAuthenticated:
		return 0
	case stageKeyOffered, stageInviteCode:
		return rankOfPeople
	}
	return 1
}

// rankOfPeople is the turn of those who may be looking for a token, or for the
// code of their invite.
const rankOfPeople = 2

// isEvictable reports whether an arrival is spared no more.
func (a *pendingConns) isEvictable(g *pendingConn, now time.Time) bool {
	return now.Sub(g.since) >= g.graceAfterStep(a.grace)
}

// graceAfterStep is how long an arrival is spared after its last step. A client sends
// its identification by itself, and its part of the key exchange a round trip
// later; everything after that has cost it something.
func (g *pendingConn) graceAfterStep(full time.Duration) time.Duration {
	switch g.stage {
	case stageSilent:
		return full / 15
	case stageIdentified:
		return full / 3
	}
	return full
}

// turnAwayOneWaiting sends one of those that wait away: the oldest of those that
// send nothing, else the newest of the address that has the most waiting.
func (a *pendingConns) turnAwayOneWaiting(now time.Time) {
	has := countBySource(a.waiting)
	out := a.waiting[0]
	for _, w := range a.waiting {
		if !w.identified && a.isEvictable(w, now) {
			out = w
			break
		}
		if has[w.source] >= has[out.source] {
			out = w
		}
	}
	a.waiting = withoutConn(a.waiting, out)
	out.turnAway(whyBusy)
}

func countBySource(all []*pendingConn) map[string]int {
	n := map[string]int{}
	for _, g := range all {
		n[g.source]++
	}
	return n
}

func placesOf(all []*pendingConn, source string) (n int) {
	for _, g := range all {
		if g.source == source {
			n++
		}
	}
	return n
}

func withoutConn(all []*pendingConn, g *pendingConn) []*pendingConn {
	if i := slices.Index(all, g); i >= 0 {
		return slices.Delete(all, i, i+1)
	}
	return all
}

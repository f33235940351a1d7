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
	stageSilent        stage = iota // has sent nothing, or no whole identification (RFC 4253, section 4.2)
	stageIdentified                 // has sent it, and owes its part of the key exchange
	stageEncrypted                  // has exchanged keys
	stageKeyOffered                 // has offered a key that may come in, and hasn't proved it
	stageInviteCode                 // has proved an unknown key, and is asked for an invite's code
	stageAuthenticated              // may open a session
)

// pendingConns are the connections that have opened no session yet, as those of
// MaxStartups in sshd_config(5). There are most places for them, and perSource for one
// address. When none is left, a connection that makes no progress gives way to a new
// one: see toEvict. While all of them make progress, new ones wait. Its methods are
// safe to call concurrently, but for those that say that the caller holds mu.
type pendingConns struct {
	most, perSource int
	grace           time.Duration // how long a connection can't be evicted after each step

	mu      sync.Mutex     // guards all below, and the fields of each pendingConn
	placed  []*pendingConn // in the order in which they came
	waiting []*pendingConn // for a place, in the same order
}

// pendingConn is one of the pendingConns. Their mu guards the fields from stage on.
type pendingConn struct {
	source   string
	turnAway func(why string) // must not block
	placed   chan struct{}    // closed when it gets a place

	stage          stage
	since          time.Time // when it came to the stage
	identified     bool      // it sent its identification while it waits
	placesOfSource *int      // places of its address, as of the last tally
}

// Reasons for clients that are turned away because of load.
const (
	whyCrowded = "too many connections at once that haven't logged in yet, and yours made no progress for the longest time: connect again in a few seconds"
	whyBusy    = "too many connections at once: wait a few seconds and connect again; if it stays so, come from another address"
)

// add gives g a place, or lets it wait. One that waits gets a place only after it has
// sent its identification.
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

// markIdentified notes that a waiting connection has sent its identification.
func (a *pendingConns) markIdentified(g *pendingConn, now time.Time) {
	a.mu.Lock()
	defer a.mu.Unlock()
	g.identified = true
	a.placeReady(now)
}

// placeWaiting gives places to waiting connections if there are any by now.
func (a *pendingConns) placeWaiting(now time.Time) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.placeReady(now)
}

// advance notes that a connection has come to stage s.
func (a *pendingConns) advance(g *pendingConn, s stage, now time.Time) {
	a.mu.Lock()
	defer a.mu.Unlock()
	g.stage, g.since = s, now
}

// remove frees the place of a connection, or ends its waiting.
func (a *pendingConns) remove(g *pendingConn, now time.Time) {
	a.mu.Lock()
	defer a.mu.Unlock()
	before := len(a.placed)
	a.placed, a.waiting = withoutConn(a.placed, g), withoutConn(a.waiting, g)
	if len(a.placed) < before {
		a.placeReady(now)
	}
}

// turnAwaySilent turns away a connection that has a place and sends nothing.
func (a *pendingConns) turnAwaySilent(g *pendingConn, now time.Time) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if g.stage == stageSilent && slices.Contains(a.placed, g) {
		a.placed = withoutConn(a.placed, g)
		g.turnAway(whySilent)
		a.placeReady(now)
	}
}

// turnAwayIfWaiting turns away a connection that still waits.
func (a *pendingConns) turnAwayIfWaiting(g *pendingConn, why string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if slices.Contains(a.waiting, g) {
		a.waiting = withoutConn(a.waiting, g)
		g.turnAway(why)
	}
}

// count returns how many connections have a place, and how many wait.
func (a *pendingConns) count() (placed, waiting int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return len(a.placed), len(a.waiting)
}

// place gives g a place. The caller holds mu.
func (a *pendingConns) place(g *pendingConn, now time.Time) {
	if g.since = now; g.identified {
		g.stage = stageIdentified
	}
	a.placed = append(a.placed, g)
	close(g.placed)
}

// hasPlace reports whether there is a free place for source. The caller holds mu.
func (a *pendingConns) hasPlace(source string) bool {
	return len(a.placed) < a.most && placesOf(a.placed, source) < a.perSource
}

// placeReady gives places to waiting connections that have sent their identification:
// first to those of the address with the fewest places, then in order. It is called for
// each stranger who connects, so it costs little when nobody can be evicted, however
// many wait. The caller holds mu.
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

// tally counts the places of every address, for the placed connections and for others.
// The caller holds mu.
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

// sameChance reports whether w can't get a place if g can't. An address without places
// has no connection of its own that could give way, so all of these are alike.
func sameChance(g, w *pendingConn) bool {
	return g.placesOfSource == w.placesOfSource || *g.placesOfSource == 0 && *w.placesOfSource == 0
}

// makeRoom evicts a connection for w if there is no place, and reports whether there is
// one now. The caller holds mu.
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

// toEvict returns the connection that gives way to w, nil if none does.
//
// A connection within its grace is never evicted. First to go are those that have sent
// nothing, and those that may open a session and don't; then strangers; and only if
// there are no others, people who have offered a key that may come in or were asked for
// a code. Among equals, a connection of the address with the most places goes first,
// and no address loses a place to one that has as many; then the one at the earliest
// stage; then the oldest.
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
		return nil // a stranger's grace ends in a moment
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

// evictionRank orders connections by whom it hurts least to evict, the lowest first.
func (g *pendingConn) evictionRank() int {
	switch g.stage {
	case stageSilent, stageAuthenticated:
		return 0
	case stageKeyOffered, stageInviteCode:
		return rankOfPeople
	}
	return 1
}

// rankOfPeople is the rank of people who may be looking for a security key, or for the
// code of their invite.
const rankOfPeople = 2

// isEvictable reports whether the grace of a connection is over.
func (a *pendingConns) isEvictable(g *pendingConn, now time.Time) bool {
	return now.Sub(g.since) >= g.graceAfterStep(a.grace)
}

// graceAfterStep returns how long a connection can't be evicted after its last step. A
// client sends its identification by itself, and its part of the key exchange a round
// trip later; each later step has cost it something.
func (g *pendingConn) graceAfterStep(full time.Duration) time.Duration {
	switch g.stage {
	case stageSilent:
		return full / 15
	case stageIdentified:
		return full / 3
	}
	return full
}

// turnAwayOneWaiting turns away one waiting connection: the oldest that sends nothing,
// or else the newest of the address with the most waiting. The caller holds mu.
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

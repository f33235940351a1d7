package session

import (
	"sync"
	"time"
)

// Bounds of the access stream. Accesses at the rate of people and their scripts are
// recorded each; of a flood, a part is, and the rest is counted.
const (
	keyBurst      = 20               // recorded each, of one key, before they are folded into one
	keyPace       = 30 * time.Second // and then one each time
	strangerBurst = 10               // recorded each, of one address that is refused
	strangerPace  = 5 * time.Minute
	refusedBurst  = 100 // recorded each, of all that are refused
	refusedPace   = 5 * time.Second
	foldTime      = 5 * time.Minute // over which the rest is folded into one record
	maxGroups     = 256             // counted apart; the others are one group
	maxKinds      = 4               // of a group counted apart; the others are one kind
	maxQueued     = 1024            // records that wait to be written
)

// accessQueue holds the accesses that wait to be written. Its memory is bounded,
// however often anyone comes. Its methods are safe to call concurrently.
type accessQueue struct {
	wake  signal    // raised when something was added
	last  uint64    // the stream's last record; of the writer's goroutine
	began time.Time // from which time is measured, by the monotonic clock

	mu      sync.Mutex // guards what follows
	queue   []*queuedAccess
	groups  map[string]*accessGroup
	refused bucket // for all that are refused
}

// queuedAccess is an access that waits to be written.
type queuedAccess struct {
	Access
	unlogged bool // not in the log yet; of the writer's goroutine
}

// payload returns what is stored. The record's header has the time.
func (w *queuedAccess) payload() Access {
	a := w.Access
	a.At = time.Time{}
	return a
}

// accessGroup is one address that is refused, or one key that comes in.
type accessGroup struct {
	bucket
	folded map[string]*Access // by kind
	since  time.Duration      // when the first of folded was added
}

// bucket lets a burst through, and then one more at each pace.
type bucket struct {
	used float64
	at   time.Duration
}

func (b *bucket) take(now time.Duration, burst float64, pace time.Duration) bool {
	b.used = max(0, b.used-float64(now-b.at)/float64(pace))
	b.at = now
	if b.used+1 > burst {
		return false
	}
	b.used++
	return true
}

func newAccessQueue() *accessQueue {
	return &accessQueue{wake: newSignal(), began: time.Now(), groups: map[string]*accessGroup{}}
}

// add queues a, or folds it into one of its kind.
func (w *accessQueue) add(a Access) {
	now := time.Since(w.began)
	w.mu.Lock()
	defer w.mu.Unlock()
	g := w.group(a)
	if g.hasRoom(a, now) && (a.What != AccessRefused || w.refused.take(now, refusedBurst, refusedPace)) && len(w.queue) < maxQueued {
		w.queue = append(w.queue, &queuedAccess{a, true})
		return
	}
	g.fold(a, now)
}

// group returns the group that a belongs to. Beyond maxGroups, all others are one
// group, which names no address.
func (w *accessQueue) group(a Access) *accessGroup {
	name := a.What + " " + a.group
	if a.What == AccessAsked {
		name = AccessLetIn + " " + a.group
	}
	if w.groups[name] == nil && len(w.groups) >= maxGroups {
		name = a.What
	}
	if w.groups[name] == nil {
		w.groups[name] = &accessGroup{folded: map[string]*Access{}}
	}
	return w.groups[name]
}

// hasRoom reports whether one more access of the group is recorded by itself.
func (g *accessGroup) hasRoom(a Access, now time.Duration) bool {
	if a.What == AccessRefused {
		return g.take(now, strangerBurst, strangerPace)
	}
	return g.take(now, keyBurst, keyPace)
}

// fold counts a among those of its kind.
func (g *accessGroup) fold(a Access, now time.Duration) {
	if len(g.folded) == 0 {
		g.since = now
	}
	kind := a.What + "\n" + a.Why + "\n" + a.Asked
	if g.folded[kind] == nil && len(g.folded) >= maxKinds {
		kind, a.Why, a.Asked, a.Incident = "", "for several reasons", "", ""
		if a.What != AccessRefused {
			a.Why, a.Asked = "", "several things"
		}
	}
	f := g.folded[kind]
	if f == nil {
		first := a
		first.Since, first.Session = a.At, ""
		g.folded[kind], f = &first, &first
	}
	f.Count++
	f.At = a.At
	f.keepCommon(a)
}

// several stands for addresses that aren't counted apart.
const several = "several"

// keepCommon keeps of f what it has in common with a.
func (f *Access) keepCommon(a Access) {
	same := func(is *string, other string) {
		if *is != other {
			*is = ""
		}
	}
	same(&f.Name, a.Name)
	same(&f.User, a.User)
	same(&f.Key, a.Key)
	same(&f.Method, a.Method)
	switch {
	case f.Source == a.Source:
	case f.What == AccessRefused && f.group == a.group:
		f.Source = a.group // a network
	default:
		f.Source, f.group = several, several
	}
	if f.Incident != a.Incident {
		f.Incident = ""
	}
}

// due returns the accesses to be written now: folded ones only after foldTime, or if
// last.
func (w *accessQueue) due(last bool) []*queuedAccess {
	now := time.Since(w.began)
	w.mu.Lock()
	defer w.mu.Unlock()
	for name, g := range w.groups {
		due := now-g.since >= foldTime
		if len(g.folded) > 0 && (due || last) && len(w.queue) < maxQueued {
			for _, f := range g.folded {
				w.queue = append(w.queue, &queuedAccess{*f, true})
			}
			clear(g.folded)
			g.since = now
			continue
		}
		if len(g.folded) == 0 && now-g.at >= foldTime {
			delete(w.groups, name)
		}
	}
	return w.queue[:len(w.queue):len(w.queue)]
}

// drop removes the first n, which were written.
func (w *accessQueue) drop(n int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.queue = append([]*queuedAccess(nil), w.queue[n:]...)
}

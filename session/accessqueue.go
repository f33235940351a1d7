package session

import (
	"sync"
	"time"
)

// What bounds the record of who comes. Whoever comes as people and their scripts
// do is on record each time; of a flood, so much is, and the rest is counted.
const (
	keyBurst      = 20               // in full, of one key, before they are folded
	keyPace       = 30 * time.Second // and then one more so often
	strangerBurst = 10               // in full, of one address that is refused
	strangerPace  = 5 * time.Minute
	refusedBurst  = 100 // in full, of all that are refused
	refusedPace   = 5 * time.Second
	foldTime      = 5 * time.Minute // over which the rest is folded into one
	maxGroups     = 256             // that are told apart; the others are one
	maxKinds      = 4               // of a group that are told apart, likewise
	maxQueued     = 1024            // records that wait to be written
)

// accessQueue holds what waits to go on record of those who come. Its memory is
// bounded, whoever comes how often.
type accessQueue struct {
	wake  signal    // raised when there is something to write
	last  uint64    // the stream's last record; the writer's own
	began time.Time // from which time is counted, whatever becomes of the clock

	mu      sync.Mutex // guards what follows
	queue   []*queuedAccess
	groups  map[string]*accessGroup
	refused bucket // of all that are refused
}

// queuedAccess is an access that waits to be written.
type queuedAccess struct {
	Access
	unlogged bool // not in the log yet; the writer's own
}

// payload is what is stored: the record's header says the rest.
func (w *queuedAccess) payload() Access {
	a := w.Access
	a.At = time.Time{}
	return a
}

// accessGroup is one address that is refused, or one key that comes in.
type accessGroup struct {
	bucket
	folded map[string]*Access // by kind
	since  time.Duration      // when folding began
}

// bucket lets so many through, and then one more at each pace.
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

// add keeps a to be written, or folds it into one of its kind.
func (w *accessQueue) add(a Access) {
	now := time.Since(w.began)
	w.mu.Lock()
	defer w.mu.Unlock()
	g := w.group(a)
	if g.hasRoom(a, now) && (a.What != Refused || w.refused.take(now, refusedBurst, refusedPace)) && len(w.queue) < maxQueued {
		w.queue = append(w.queue, &queuedAccess{a, true})
		return
	}
	g.fold(a, now)
}

// group is the one that a belongs to. Where there are too many, the others are
// one, which tells no address.
func (w *accessQueue) group(a Access) *accessGroup {
	name := a.What + " " + a.group
	if a.What == Asked {
		name = LetIn + " " + a.group
	}
	if w.groups[name] == nil && len(w.groups) >= maxGroups {
		name = a.What
	}
	if w.groups[name] == nil {
		w.groups[name] = &accessGroup{folded: map[string]*Access{}}
	}
	return w.groups[name]
}

// hasRoom reports whether the group has room for one more in full.
func (g *accessGroup) hasRoom(a Access, now time.Duration) bool {
	if a.What == Refused {
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
		if a.What != Refused {
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

// several stands for addresses that are not told apart.
const several = "several"

// keepCommon keeps of f what all that are folded into it have in common.
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
	case f.What == Refused && f.group == a.group:
		f.Source = a.group // a network
	default:
		f.Source, f.group = several, several
	}
	if f.Incident != a.Incident {
		f.Incident = ""
	}
}

// due are all that are to be written now: what was folded only when its time
// is over, or at last.
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

// drop forgets the first n, which are written.
func (w *accessQueue) drop(n int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.queue = append([]*queuedAccess(nil), w.queue[n:]...)
}

package session

import (
	"context"
	"sync"
	"time"
)

// Hurry has nobody wait longer than d for an append, neither for one that is
// under way nor for those to come: the server stops, and the disk may hang.
// Whether what is given up was stored shows at the next start.
func (h *Hub) Hurry(d time.Duration) { h.appendLimit.set(d) }

// appendLimit bounds the waiting for appends once it has begun.
type appendLimit struct {
	mu      sync.Mutex // guards all below
	limit   time.Duration
	running map[*runningAppend]struct{} // appends that are waited for
}

// runningAppend is one append's: what gives it up, and when that will be.
type runningAppend struct {
	giveUp context.CancelFunc
	timer  *time.Timer // nil before the hurry
}

func newAppendLimit() *appendLimit { return &appendLimit{running: map[*runningAppend]struct{}{}} }

func (h *appendLimit) set(d time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.limit = d
	for w := range h.running {
		h.start(w)
	}
}

// start sets the time after which w is given up. The caller holds mu.
func (h *appendLimit) start(w *runningAppend) {
	if h.limit > 0 && w.timer == nil {
		w.timer = time.AfterFunc(h.limit, w.giveUp)
	}
}

// track has giveUp called where an append takes too long. The caller calls what
// it returns when the append is over.
func (h *appendLimit) track(giveUp context.CancelFunc) (over context.CancelFunc) {
	w := &runningAppend{giveUp: giveUp}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.running[w] = struct{}{}
	h.start(w)
	return func() {
		giveUp()
		h.mu.Lock()
		defer h.mu.Unlock()
		delete(h.running, w)
		if w.timer != nil {
			w.timer.Stop()
		}
	}
}

package session

import (
	"context"
	"sync"
	"time"
)

// LimitAppends gives up appends that take longer than d, those under way and those to come:
// the server is stopping, and the disk may hang. Whether they were stored shows at the
// next start.
func (h *Hub) LimitAppends(d time.Duration) { h.appendLimit.set(d) }

// appendLimit bounds the time of appends once it is set.
type appendLimit struct {
	mu      sync.Mutex // guards all below
	limit   time.Duration
	running map[*runningAppend]struct{} // appends under way
}

// runningAppend is an append under way, and the timer that gives it up.
type runningAppend struct {
	giveUp context.CancelFunc
	timer  *time.Timer // nil until the limit is set
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

// start starts the timer of w. The caller holds mu.
func (h *appendLimit) start(w *runningAppend) {
	if h.limit > 0 && w.timer == nil {
		w.timer = time.AfterFunc(h.limit, w.giveUp)
	}
}

// track calls giveUp if an append takes too long. The caller calls over when the append
// is done.
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

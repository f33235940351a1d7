package session

import (
	"context"
	"sync"
	"time"
)

// Hurry has nobody wait longer than d for an append, neither for one that is
// under way nor for those to come: the server stops, and the disk may hang.
// Whether what is given up was stored shows at the next start.
func (h *Hub) Hurry(d time.Duration) { h.hurry.begin(d) }

// hurry bounds the waiting for appends once it has begun.
type hurry struct {
	mu    sync.Mutex // guards all below
	limit time.Duration
	under map[*wait]struct{} // appends that are waited for
}

// wait is one append's: what gives it up, and when that will be.
type wait struct {
	giveUp context.CancelFunc
	timer  *time.Timer // nil before the hurry
}

func newHurry() *hurry { return &hurry{under: map[*wait]struct{}{}} }

func (h *hurry) begin(d time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.limit = d
	for w := range h.under {
		h.press(w)
	}
}

// press sets the time after which w is given up. The caller holds mu.
func (h *hurry) press(w *wait) {
	if h.limit > 0 && w.timer == nil {
		w.timer = time.AfterFunc(h.limit, w.giveUp)
	}
}

// bind has giveUp called where an append takes too long. The caller calls what
// it returns when the append is over.
func (h *hurry) bind(giveUp context.CancelFunc) (over context.CancelFunc) {
	w := &wait{giveUp: giveUp}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.under[w] = struct{}{}
	h.press(w)
	return func() {
		giveUp()
		h.mu.Lock()
		defer h.mu.Unlock()
		delete(h.under, w)
		if w.timer != nil {
			w.timer.Stop()
		}
	}
}

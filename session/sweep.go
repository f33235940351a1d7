package session

import (
	"context"
	"time"
)

// sweep checks who has gone quiet, whose time is over, which bridges can be unloaded,
// and whether the clock stepped. It unloads none while the log is frozen, since comings
// and goings may have to be recorded later. It wakes the lobbies when the faults of the
// server's files have changed. It writes nothing itself, so a slow disk doesn't delay it.
func (h *Hub) sweep(context.Context) (done bool) {
	h.checkClock()
	if faults := h.Faults(); faults != h.lastFaults {
		h.lastFaults = faults
		h.wakeLobbies()
	}
	for _, b := range h.loaded() {
		b.refresh()
		b.expire()
		if len(b.attendees()) > 0 {
			b.recordAttendanceLater()
		}
		if h.Frozen() == "" {
			h.unload(b)
		}
	}
	return false
}

// every runs f in a goroutine, d apart, until f returns true or the hub closes. A panic
// in f ends that run alone.
func (h *Hub) every(d time.Duration, doing string, f func(context.Context) (done bool)) {
	h.later(doing, func(ctx context.Context) {
		tick := time.NewTicker(d)
		defer tick.Stop()
		for done := false; !done; {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
				h.guard(doing, func() { done = f(ctx) })
			}
		}
	})
}

// later runs f in a goroutine that Close waits for. Once the hub has closed, it does
// nothing.
func (h *Hub) later(doing string, f func(context.Context)) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if !h.stopped {
		h.background.Go(func() { h.guard(doing, func() { f(h.ctx) }) })
	}
}

// guard runs f under Guard.
func (h *Hub) guard(doing string, f func()) { Guard(h.opt.Logger, doing, f) }

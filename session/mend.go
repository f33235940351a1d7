package session

import (
	"context"
	"fmt"

	"warroom/session/incident"
)

// mend completes the closings of duplicates whose other half is missing, as when the
// server died between the two incidents: until then, the duplicate's tasks are in
// neither. It is asked at the start and with each sweep, and reads only the index where
// nothing is missing.
func (h *Hub) mend(ctx context.Context) {
	for _, half := range h.halves() {
		if err := h.complete(ctx, half); err != nil && ctx.Err() == nil {
			h.opt.Logger.Warn("a duplicate's tasks are not taken over yet", "duplicate", half.from, "incident", half.to, "err", err)
		}
	}
}

// half is a closing as a duplicate that the other incident hasn't recorded.
type half struct {
	from, to incident.ID
	seq      uint64 // the entry that closed from
}

func (h *Hub) halves() (missing []half) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for id, k := range h.index {
		to, seq := k.state().Absorbs()
		if other := h.index[to]; other != nil && !other.state().Absorbed(id, seq) {
			missing = append(missing, half{id, to, seq})
		}
	}
	return missing
}

// complete records the other half of a closing, in the name of who closed. They were
// authorised then, so it doesn't matter what they may do now.
func (h *Hub) complete(ctx context.Context, m half) error {
	all := func(*incident.State) bool { return true }
	from, err := h.bridge(ctx, m.from, all)
	if err != nil {
		return err
	}
	defer from.release()
	entry := from.scene.Load().state.Entry(m.seq)
	if entry == nil {
		return fmt.Errorf("%s has no entry %d", m.from, m.seq)
	}
	_, c := entry.Mirror()
	if c == nil {
		return fmt.Errorf("entry %d of %s closes no duplicate", m.seq, m.from)
	}
	to, err := h.bridge(ctx, m.to, all)
	if err != nil {
		return err
	}
	defer to.release()
	if err := to.turn.lock(ctx); err != nil {
		return err
	}
	defer to.turn.unlock()
	author := incident.Person{Name: entry.By, Rank: incident.RankManager, Key: entry.Key}
	_, err = to.write(ctx, author, nil, c, func() error { return nil })
	return err
}

package session

import (
	"context"
	"fmt"

	"warroom/session/incident"
)

// mend completes what only one of two incidents records, as when the server died between
// the two: the closing of a duplicate, whose tasks are in neither until then, and a split.
// It runs at the start and then as often as a sweep, which doesn't wait for it. It reads
// only the index where nothing is missing, and does nothing while the log is frozen.
func (h *Hub) mend(ctx context.Context) (done bool) {
	if h.Frozen() != "" {
		return false
	}
	for _, half := range h.halves() {
		if err := h.complete(ctx, half); err != nil && ctx.Err() == nil {
			h.opt.Logger.Warn("what one incident records isn't in the other yet", "recorded", half.from, "missing", half.to, "err", err)
		}
	}
	return false
}

// completeIn completes what others record of the incident id and it doesn't.
func (h *Hub) completeIn(ctx context.Context, id incident.ID) error {
	for _, half := range h.halves() {
		if half.to != id {
			continue
		}
		if err := h.complete(ctx, half); err != nil {
			return err
		}
	}
	return nil
}

// completing is what mend does, for the log.
const completing = "complete what two incidents record half"

// half is an entry of one incident whose mirror the other hasn't recorded.
type half struct {
	from, to incident.ID
	seq      uint64 // the entry in from
	follows  bool   // it changed what the other repeats, and has no mirror of its own
}

func (h *Hub) halves() (missing []half) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for id := range h.index {
		missing = append(missing, h.missingOf(id)...)
	}
	return missing
}

// halvesOf returns what one incident records, and the other doesn't.
func (h *Hub) halvesOf(id incident.ID) []half {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.missingOf(id)
}

// missingOf is halvesOf while h.mu is held.
func (h *Hub) missingOf(id incident.ID) (missing []half) {
	s := h.index[id].state()
	for to, seq := range s.Absorbs() {
		if other := h.index[to]; other != nil && !other.state().Absorbed(id, seq) {
			missing = append(missing, half{from: id, to: to, seq: seq})
		}
	}
	to, seq := s.SplitFrom()
	if other := h.index[to]; other != nil && other.state().SplitInto(id) == 0 {
		missing = append(missing, half{from: id, to: to, seq: seq})
	}
	for to, seq := range s.ChangedCopies() {
		if other := h.index[to]; other != nil && other.state().Followed(id) < seq {
			missing = append(missing, half{from: id, to: to, seq: seq, follows: true})
		}
	}
	return missing
}

// complete records the other half in the name of its author. They were authorised then, so
// it doesn't matter what they may do now.
func (h *Hub) complete(ctx context.Context, m half) error {
	all := func(*incident.State) bool { return true }
	from, err := h.bridge(ctx, m.from, all)
	if err != nil {
		return err
	}
	defer from.release()
	state := from.scene.Load().state
	entry := state.Entry(m.seq)
	if entry == nil {
		return fmt.Errorf("%s has no entry %d", m.from, m.seq)
	}
	_, c := state.Mirror(m.seq)
	if m.follows {
		c = state.Follow(m.to)
	}
	if c == nil {
		return fmt.Errorf("entry %d of %s concerns no other incident", m.seq, m.from)
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

package session

import (
	"context"
	"errors"
	"fmt"

	"warroom/session/incident"
)

// others returns a lookup of the incidents that p may enter.
func (h *Hub) others(p incident.Person) func(incident.ID) *incident.State {
	enters := h.mayEnter(p)
	return func(id incident.ID) *incident.State {
		h.mu.Lock()
		defer h.mu.Unlock()
		k := h.index[id]
		if k == nil || !enters(k.state()) {
			return nil
		}
		return k.state()
	}
}

// mirror records in the other incident what events say of it, in the name of their
// author. Each mirror is recorded once, however often it is requested: when a server
// dies between the two incidents, the next request for the same link, or for its
// removal, sets both right.
func (h *Hub) mirror(ctx context.Context, events []*incident.Event) error {
	for _, e := range events {
		to, c := e.Mirror()
		if c == nil {
			continue
		}
		if err := h.mirrorTo(ctx, e, to, c); err != nil {
			return err
		}
	}
	if len(events) > 0 {
		h.follow(ctx, events[0].Incident)
	}
	return nil
}

// follow records in others what changed of the entries of an incident that they repeat. What
// fails is asked again by the sweep.
func (h *Hub) follow(ctx context.Context, id incident.ID) {
	for _, half := range h.halvesOf(id) {
		if !half.follows {
			continue
		}
		ctx, cancel := h.limitAppend(ctx)
		if err := h.complete(ctx, half); err != nil {
			h.opt.Logger.Warn("what another incident repeats hasn't followed yet", "incident", id, "other", half.to, "err", err)
		}
		cancel()
	}
}

// mirrorTo records c in another incident. The author of e was authorised when e was
// decided; their rank isn't stored, so the mirror runs as a manager.
func (h *Hub) mirrorTo(ctx context.Context, e *incident.Event, to incident.ID, c incident.Command) error {
	ctx, cancel := h.limitAppend(ctx)
	defer cancel()
	if _, seq := e.ClosedAsDuplicate(); seq > 0 {
		if err := h.complete(ctx, half{from: e.Incident, to: to, seq: seq}); err != nil {
			h.opt.Logger.Warn("a duplicate's tasks are not taken over yet", "duplicate", e.Incident, "incident", to, "err", err)
		}
		return nil // the sweep asks again until it is done
	}
	_, err := h.Do(ctx, incident.Person{Name: e.By, Rank: incident.RankManager, Key: e.Key}, to, nil, c)
	half := fmt.Sprintf("that is recorded in %s, but not in %s: send it again", e.Incident, to)
	var refusal incident.Refusal
	var ended Ended
	switch {
	case err == nil:
		return nil
	case errors.As(err, &ended):
		return incident.Refusal{Why: half + " (" + ended.Why + ")"}
	case errors.Is(err, ErrNotFound):
		return incident.Refusal{Why: half}
	case errors.As(err, &refusal):
		return incident.Refusal{Why: half + " (" + refusal.Why + ")"}
	}
	return fmt.Errorf("%s: %w", half, err)
}

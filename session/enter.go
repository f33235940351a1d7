package session

import (
	"cmp"
	"context"

	"warroom/session/incident"
)

// may reports whether someone may know of an incident, as it stands now.
type may func(*incident.State) bool

// enters is what p may enter as of now: State.MayEnter has no clock, and a
// guest's time may be over.
func (h *Hub) enters(p incident.Person) may {
	now := h.opt.Now()
	return func(s *incident.State) bool {
		return s.Last > 0 && s.MayEnter(p) && !s.Expired(p, now)
	}
}

// BreakGlass lets p into an incident that they may not enter, on record and
// with a ring on every screen there. Only a key of rank manager can; the error
// for anyone else is ErrNotFound, whether there is such an incident or not, and
// an incident.Refusal for who may enter as it is. Whatever else is refused, as to say
// no why, is refused of every number alike.
func (h *Hub) BreakGlass(ctx context.Context, p incident.Person, id incident.ID, why string) ([]*incident.Event, error) {
	ask := incident.BreakGlass{Why: why}
	if p.RunsHouse() {
		if err := cmp.Or(h.takes(p), ask.Check()); err != nil {
			return nil, err
		}
	}
	enters := h.enters(p)
	b, err := h.bridge(ctx, id, func(s *incident.State) bool {
		return enters(s) || s.MayBreakGlass(p)
	})
	if err != nil {
		return nil, err
	}
	defer b.release()
	return b.do(ctx, p, nil, ask)
}

package session

import (
	"cmp"
	"context"

	"warroom/session/incident"
)

// BreakGlass lets p into an incident that they may not enter, on record and
// with a ring on every screen there. Only a key of rank manager can; the error
// for anyone else is ErrNotFound, whether there is such an incident or not, and
// an incident.Refusal for who may enter as it is. Whatever else is refused, as to say
// no why, is refused of every number alike.
func (h *Hub) BreakGlass(ctx context.Context, p incident.Person, id incident.ID, why string) ([]*incident.Event, error) {
	ask := incident.BreakGlass{Why: why}
	if p.RunsHouse() {
		if err := cmp.Or(h.checkAccepting(p), ask.Check()); err != nil {
			return nil, err
		}
	}
	enters := h.mayEnter(p)
	b, err := h.bridge(ctx, id, func(s *incident.State) bool {
		return enters(s) || incident.MayBreakGlass(s, p)
	})
	if err != nil {
		return nil, err
	}
	defer b.release()
	return b.do(ctx, p, nil, ask)
}

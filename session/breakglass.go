package session

import (
	"cmp"
	"context"

	"warroom/session/incident"
)

// BreakGlass lets p into an incident that they may not enter. It is recorded, and rings
// on every screen there. Only a key of rank manager can do it: for anyone else the
// error is ErrNotFound, whether the incident exists or not. It is an incident.Refusal
// for a manager who may enter anyway. Other refusals, as for a missing reason, are the
// same for every number.
func (h *Hub) BreakGlass(ctx context.Context, p incident.Person, id incident.ID, why string) ([]*incident.Event, error) {
	ask := incident.BreakGlass{Why: why}
	if p.RunsHouse() {
		if err := cmp.Or(h.checkAccepting(p), ask.Check()); err != nil {
			return nil, err
		}
	}
	enters := h.mayEnter(p)
	b, err := h.bridge(ctx, id, func(s *incident.State) bool {
		return enters(s) || s.MayBreakGlass(p)
	})
	if err != nil {
		return nil, err
	}
	defer b.release()
	return b.do(ctx, p, nil, ask)
}

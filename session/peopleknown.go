package session

import (
	"context"
	"fmt"

	"warroom/session/incident"
)

// Knows reports whether any incident, open or closed, has someone on record by that
// name or one that is taken for it, be it that a role, a stream or a task only waits
// for them. Who comes in by a certificate stands on no other list.
func (h *Hub) Knows(name string) bool {
	name = incident.ConfusableKey(name)
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, k := range h.index {
		for who := range k.state().Named() {
			if incident.ConfusableKey(who) == name {
				return true
			}
		}
	}
	return false
}

// Unused reports whether nobody was ever here: no incident, no desk, and nobody
// enrolled or put out. An invite that nobody took is no one.
func (h *Hub) Unused(ctx context.Context) (bool, error) {
	p := h.People()
	if len(p.List()) > 0 || len(p.Shut()) > 0 || len(p.RevokedKeys()) > 0 {
		return false, nil
	}
	for _, streams := range []string{incidents, desks} {
		heads, err := h.log.Heads(ctx, streams)
		if err != nil {
			return false, fmt.Errorf("list what is on record: %w", err)
		}
		if len(heads) > 0 {
			return false, nil
		}
	}
	return true, nil
}

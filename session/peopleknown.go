package session

import "warroom/session/incident"

// Knows reports whether someone on record in any incident, open or closed, has
// that name or one that is taken for it. Who comes in by a certificate stands
// on no other list.
func (h *Hub) Knows(name string) bool {
	name = incident.Skeleton(name)
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, k := range h.index {
		for who := range k.state().Members {
			if incident.Skeleton(who) == name {
				return true
			}
		}
	}
	return false
}

package session

import (
	"context"

	"warroom/session/incident"
)

// Lobby is a cursor over one person's list of incidents.
type Lobby struct {
	hub    *Hub
	person incident.Person
	wake   signal // raised when the list may have changed
	life   *lifetime
}

// Lobby returns a lobby for p. The caller closes it.
func (h *Hub) Lobby(p incident.Person) *Lobby {
	l := &Lobby{hub: h, person: p, wake: newSignal(), life: newLifetime()}
	l.wake.raise()
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed {
		l.life.end(whyStopping)
	}
	h.lobbies[l] = struct{}{}
	return l
}

// Next waits until the list may have changed, and returns the whole of it, closed
// incidents too, as soon as the person may be shown it. The first call doesn't wait for
// a change. The error is an Ended when the person was revoked or the hub is closing.
func (l *Lobby) Next(ctx context.Context) ([]Summary, error) {
	if err := l.life.err(); err != nil {
		return nil, err
	}
	select {
	case <-l.wake.C():
		if err := l.hub.people.awaitMayRead(ctx, l.person, l.life); err != nil {
			l.wake.raise() // for the next call, since nothing was shown
			return nil, err
		}
		return l.hub.List(l.person, true), nil
	case <-l.life.done:
		return nil, l.life.err()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Refresh has Next return the list again, as of then.
func (l *Lobby) Refresh() { l.wake.raise() }

// Close removes the lobby. It may be called more than once.
func (l *Lobby) Close() {
	l.hub.mu.Lock()
	defer l.hub.mu.Unlock()
	delete(l.hub.lobbies, l)
}

func (h *Hub) wakeLobbies() {
	h.mu.Lock()
	defer h.mu.Unlock()
	for l := range h.lobbies {
		l.wake.raise()
	}
}

// wakeLobbiesOf wakes the lobbies of a key: what it has read on one screen is read on all. The
// caller holds h.mu.
func (h *Hub) wakeLobbiesOf(key string) {
	for l := range h.lobbies {
		if l.person.Key == key {
			l.wake.raise()
		}
	}
}

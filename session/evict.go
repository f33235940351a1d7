package session

import (
	"context"

	"warroom/session/incident"
)

// evict ends the seats of people who may no longer be here, with the reason that events
// give.
func (b *Bridge) evict(events []*incident.Event) {
	var out []*Seat
	now := b.hub.opt.Now()
	b.mu.Lock()
	state := b.scene.Load().state
	for s := range b.seats {
		if !state.MayEnter(s.person) || state.Expired(s.person, now) {
			out = append(out, s)
		}
	}
	b.mu.Unlock()
	for _, s := range out {
		why := whyEvicted(events, s.person.Name)
		if state.Expired(s.person, now) {
			why = "your time in " + string(b.id) + " is over"
		}
		s.end(why)
	}
}

// whyEvicted returns the sentence for a person whom these events put out.
func whyEvicted(events []*incident.Event, name string) string {
	for _, e := range events {
		if why := e.WhyOut(name); why != "" {
			return why
		}
	}
	return "you may no longer see this incident"
}

func withReason(what, why string) string {
	if why == "" {
		return what
	}
	return what + ": " + why
}

// propagate does what events mean beyond their own incident: a person who was ejected
// from one loses access to all, and a link between two is recorded in both.
func (h *Hub) propagate(ctx context.Context, events []*incident.Event) error {
	for _, e := range events {
		who, why := e.Ejects()
		if who == "" {
			continue
		}
		err := h.revoke(ctx, who, e.By, withReason("ejected from "+string(e.Incident), why))
		h.EndPerson(who, whyEvicted(events, who))
		if err != nil {
			return Fault{Why: who + " is out of every bridge, but their keys could not be revoked: run warroom user revoke " + who, Unsure: true, err: err}
		}
	}
	return h.mirror(ctx, events)
}

func (h *Hub) revoke(ctx context.Context, who, by, why string) error {
	ctx, cancel := h.limitAppend(ctx)
	defer cancel()
	return h.people.Revoke(ctx, who, by, why)
}

package session

import (
	"context"
	"errors"
	"fmt"
	"time"

	"warroom/session/incident"
)

// split opens the incident that c splits off from this one, and then records here where
// the entries went. If the server dies between the two, mend records it.
func (b *Bridge) split(ctx context.Context, p incident.Person, zone *time.Location, c incident.Command) ([]*incident.Event, error) {
	if err := b.hub.paces.declares.wait(ctx, paceKey(p)); err != nil {
		return nil, err
	}
	id, err := b.openSplit(ctx, p, zone, c)
	if err != nil {
		return nil, err
	}
	return b.recordSplit(ctx, id)
}

// openSplit writes the new incident. This one keeps its turn until then, so that what was
// decided still holds.
func (b *Bridge) openSplit(ctx context.Context, p incident.Person, zone *time.Location, c incident.Command) (incident.ID, error) {
	if err := b.turn.lock(ctx); err != nil {
		return "", err
	}
	defer b.turn.unlock()
	id, records, err := b.hub.declareNext(ctx, p, func(id incident.ID) (incident.Declare, error) {
		ask := b.ask(p, zone)
		ask.Opens = id
		return incident.Opening(b.scene.Load().state, ask, c)
	})
	b.hub.chargeRecords(p, records) // it repeats texts that others wrote
	return id, err
}

// recordSplit records here that entries went into the new incident id, and returns the
// entry that says so. A Refusal says that the new incident stands without it.
func (b *Bridge) recordSplit(ctx context.Context, id incident.ID) ([]*incident.Event, error) {
	ctx, cancel := b.hub.limitAppend(ctx)
	defer cancel()
	var err error
	for _, half := range b.hub.halvesOf(id) {
		err = errors.Join(err, b.hub.complete(ctx, half))
	}
	state := b.scene.Load().state
	if e := state.Entry(state.SplitInto(id)); e != nil {
		return []*incident.Event{e.Event}, nil
	}
	b.hub.opt.Logger.Warn("a split is recorded in the new incident only", "incident", b.id, "new", id, "err", err)
	return nil, incident.Refusal{Why: fmt.Sprintf("%s is open and has the entries: don't send it again; %s will say so as soon as it can be written", id, b.id)}
}

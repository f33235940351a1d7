package session

import (
	"context"

	"warroom/session/incident"
)

// house is the house itself, which acts by the same rules as people do.
func house() incident.Person {
	return incident.Person{Name: incident.House, Rank: incident.Manager, Proof: "the house"}
}

// expire puts out the guests whose time is over, and puts that on record. While
// the record is frozen they are out all the same, and it is made up for later.
func (b *Bridge) expire() {
	b.evict(nil)
	if len(b.expiredGuests()) == 0 || b.hub.Frozen() != "" {
		return
	}
	b.retain()
	b.hub.later("record whose time is over", func(ctx context.Context) {
		defer b.release()
		b.recordExpired(ctx)
	})
}

// recordExpired puts on record whose time is over.
func (b *Bridge) recordExpired(ctx context.Context) {
	if b.turn.lock(ctx) != nil {
		return
	}
	defer b.turn.unlock()
	for _, who := range b.expiredGuests() {
		if !b.record(ctx, house(), incident.ExpireGuest{Who: who}) {
			return
		}
	}
}

// expiredGuests are the members whose time is over, and of whom that is not on record.
func (b *Bridge) expiredGuests() []string {
	now := b.hub.opt.Now()
	var names []string
	for name, m := range b.scene.Load().State.Access.Members {
		if m.Standing == incident.Member && !m.Until.IsZero() && !now.Before(m.Until) {
			names = append(names, name)
		}
	}
	return names
}

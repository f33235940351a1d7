package session

import (
	"context"

	"warroom/session/incident"
)

// house returns the person as whom the server itself acts, by the same rules as people.
func house() incident.Person {
	return incident.Person{Name: incident.House, Rank: incident.RankManager, Proof: "the server"}
}

// expire ends the seats of guests whose time is over, and records that. While the log
// is frozen they are out all the same, and it is recorded later.
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

// recordExpired records the end of each guest's time that isn't recorded yet.
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

// expiredGuests returns the members whose time is over, where that isn't recorded yet.
func (b *Bridge) expiredGuests() []string {
	now := b.hub.opt.Now()
	var names []string
	for name, m := range b.scene.Load().state.Access.Members {
		if m.StayOver(now) {
			names = append(names, name)
		}
	}
	return names
}

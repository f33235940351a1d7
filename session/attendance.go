package session

import (
	"context"
	"errors"
	"time"

	"warroom/session/incident"
)

// addSeat adds s to the seats.
func (b *Bridge) addSeat(s *Seat) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.seats[s] = struct{}{}
}

// removeSeat removes s, and records that its person left. It doesn't wait for the disk.
func (b *Bridge) removeSeat(s *Seat) {
	b.mu.Lock()
	delete(b.seats, s)
	b.idleSince = time.Now()
	b.mu.Unlock()
	b.refresh()
	if s.kind != SeatSilent {
		b.recordAttendanceLater()
	}
}

// recordAttendanceLater calls recordAttendance in a goroutine that the hub waits for.
func (b *Bridge) recordAttendanceLater() {
	b.retain()
	b.hub.later("record who comes and goes", func(ctx context.Context) {
		defer b.release()
		b.recordAttendance(context.WithoutCancel(ctx))
	})
}

// allSeats returns the seats at the bridge now.
func (b *Bridge) allSeats() []*Seat {
	b.mu.Lock()
	defer b.mu.Unlock()
	all := make([]*Seat, 0, len(b.seats))
	for s := range b.seats {
		all = append(all, s)
	}
	return all
}

// attendees returns the people at the bridge whose presence is recorded, by name.
func (b *Bridge) attendees() map[string]incident.Person {
	b.mu.Lock()
	defer b.mu.Unlock()
	people := make(map[string]incident.Person, len(b.seats))
	for s := range b.seats {
		if s.kind != SeatSilent {
			people[s.person.Name] = s.person
		}
	}
	return people
}

// recordAttendance records who came and who left since its last call. What a frozen log
// can't take, or what comes too soon, is left for the next call.
func (b *Bridge) recordAttendance(ctx context.Context) {
	if b.turn.lock(ctx) != nil {
		return
	}
	defer b.turn.unlock()
	here := b.attendees()
	for name, p := range here {
		if _, ok := b.onRecord[name]; ok || b.justLeft(name) || !b.mayRejoin(name) {
			continue
		}
		if !b.record(ctx, p, incident.Join{}) {
			return
		}
		b.onRecord[name] = p
	}
	for name, p := range b.onRecord {
		if _, ok := here[name]; !ok {
			if !b.record(ctx, p, incident.Leave{}) {
				return
			}
			delete(b.onRecord, name)
			b.leftAt[name] = time.Now()
		}
	}
}

// justLeft reports whether a person's leaving was recorded less than RejoinPause ago:
// somebody who comes and goes in a loop must not fill the record. The caller holds the
// turn.
func (b *Bridge) justLeft(name string) bool {
	at, ok := b.leftAt[name]
	return ok && time.Since(at) < b.hub.opt.RejoinPause
}

// rejoinBurst is how many returns of one person, to any bridges, are recorded at once;
// then it is one every RejoinPause.
const rejoinBurst = 30

// mayRejoin reports whether a person's coming may be recorded now. A first coming to
// this incident always may, so that whoever has been here is known. The record tells
// which is the first, since a bridge that was unloaded forgets. The caller holds the
// turn.
func (b *Bridge) mayRejoin(name string) bool {
	first := b.scene.Load().state.Access.Members[name].Gone.IsZero()
	return first || b.hub.paces.rejoins.try(name)
}

// record records one coming or going, and reports whether it is settled: a refusal, as
// of somebody who was removed, settles it too. The caller holds the turn.
func (b *Bridge) record(ctx context.Context, p incident.Person, c incident.Command) bool {
	if b.hub.Frozen() != "" {
		return false
	}
	_, err := b.write(ctx, p, nil, c, func() error { return nil })
	if err == nil {
		return true
	}
	var refusal incident.Refusal
	if errors.As(err, &refusal) {
		return b.hub.Frozen() == ""
	}
	b.hub.opt.Logger.Error("record who comes and goes", "incident", b.id, "person", p.Name, "err", err)
	return false
}

// restoreOnRecord updates onRecord from events that were found in the log. The caller
// holds the turn.
func (b *Bridge) restoreOnRecord(events []*incident.Event) {
	here := b.attendees()
	for _, e := range events {
		p, sits := here[e.By]
		switch {
		case e.Joins() && sits:
			b.onRecord[e.By] = p
		case e.Leaves() && !sits:
			delete(b.onRecord, e.By)
		}
	}
}

// retain keeps the bridge in memory until release.
func (b *Bridge) retain() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.retained++
}

func (b *Bridge) release() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.retained--
	b.idleSince = time.Now()
}

// idleFor returns how long nobody has needed the bridge.
func (b *Bridge) idleFor(now time.Time) time.Duration {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.seats) > 0 || b.retained > 0 {
		return 0
	}
	return now.Sub(b.idleSince)
}

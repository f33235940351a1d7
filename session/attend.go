package session

import (
	"context"
	"errors"
	"time"

	"warroom/session/incident"
)

// seat gives s its place among the seats.
func (b *Bridge) seat(s *Seat) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.seats[s] = struct{}{}
}

// unseat takes the place away. The caller doesn't wait for the disk.
func (b *Bridge) unseat(s *Seat) {
	b.mu.Lock()
	delete(b.seats, s)
	b.idle = time.Now()
	b.mu.Unlock()
	b.refresh()
	if s.manner != Silent {
		b.attendLater()
	}
}

// attendLater attends in a goroutine that the hub waits for.
func (b *Bridge) attendLater() {
	b.hold()
	b.hub.later("record who comes and goes", func(ctx context.Context) {
		defer b.release()
		b.attend(context.WithoutCancel(ctx))
	})
}

// sitting are the seats at the bridge now.
func (b *Bridge) sitting() []*Seat {
	b.mu.Lock()
	defer b.mu.Unlock()
	all := make([]*Seat, 0, len(b.seats))
	for s := range b.seats {
		all = append(all, s)
	}
	return all
}

// attending are the people who sit here on record, by name.
func (b *Bridge) attending() map[string]incident.Person {
	b.mu.Lock()
	defer b.mu.Unlock()
	people := make(map[string]incident.Person, len(b.seats))
	for s := range b.seats {
		if s.manner != Silent {
			people[s.person.Name] = s.person
		}
	}
	return people
}

// attend puts on record who came in and who left since it last did. What a
// frozen record can't take now, or what is too soon, the next call makes up for.
func (b *Bridge) attend(ctx context.Context) {
	if b.take(ctx) != nil {
		return
	}
	defer b.give()
	here := b.attending()
	for name, p := range here {
		if _, ok := b.noted[name]; ok || b.justLeft(name) || !b.mayRejoin(name) {
			continue
		}
		if !b.note(ctx, p, incident.Join{}) {
			return
		}
		b.noted[name] = p
	}
	for name, p := range b.noted {
		if _, ok := here[name]; !ok {
			if !b.note(ctx, p, incident.Leave{}) {
				return
			}
			delete(b.noted, name)
			b.left[name] = time.Now()
		}
	}
}

// justLeft reports whether a person left on record so short a time ago that
// their coming back can wait: who comes and goes in a loop fills no record. The
// caller holds the turn.
func (b *Bridge) justLeft(name string) bool {
	at, ok := b.left[name]
	return ok && time.Since(at) < b.hub.opt.RejoinPause
}

// rejoinBurst is how many comings back of one person, to whichever bridges, go
// on record at once; then it is one every RejoinPause.
const rejoinBurst = 30

// mayRejoin reports whether a person's coming may go on record now. A first
// coming to this incident always may: who has been here is known, whatever they
// did elsewhere. The record tells which is the first, since a bridge that leaves
// memory forgets. The caller holds the turn.
func (b *Bridge) mayRejoin(name string) bool {
	first := b.scene.Load().State.Access.Members[name].Gone.IsZero()
	return first || b.hub.paces.rejoins.try(name)
}

// note puts one coming or going on record, and reports whether that is settled.
// Who was put out leaves no word. The caller holds the turn.
func (b *Bridge) note(ctx context.Context, p incident.Person, c incident.Command) bool {
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
	b.hub.opt.Logger.Error("note who comes and goes", "incident", b.id, "person", p.Name, "err", err)
	return false
}

// recall sees in events that were found in the log who came and went on
// record. The caller holds the turn.
func (b *Bridge) recall(events []*incident.Event) {
	here := b.attending()
	for _, e := range events {
		p, sits := here[e.By]
		switch e.Fact.(type) {
		case incident.Joined:
			if sits {
				b.noted[e.By] = p
			}
		case incident.Left:
			if !sits {
				delete(b.noted, e.By)
			}
		}
	}
}

// hold keeps the bridge in memory until release.
func (b *Bridge) hold() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.holds++
}

func (b *Bridge) release() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.holds--
	b.idle = time.Now()
}

// idleFor is how long nobody has needed the bridge.
func (b *Bridge) idleFor(now time.Time) time.Duration {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.seats) > 0 || b.holds > 0 {
		return 0
	}
	return now.Sub(b.idle)
}

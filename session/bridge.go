package session

import (
	"context"
	"encoding/hex"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"warroom/session/incident"
	"warroom/store"
)

// Bridge is the live room of one incident: it decides commands, appends the events, and
// shows the state to its seats.
type Bridge struct {
	hub *Hub
	id  incident.ID

	turn     turn                       // of the goroutine that decides, appends and absorbs
	onRecord map[string]incident.Person // people whose coming is recorded, and not their leaving; guarded by turn
	leftAt   map[string]time.Time       // when the others left; guarded by turn

	head store.Header // of the last entry in the scene; guarded by turn

	scene atomic.Pointer[Scene]

	mu        sync.Mutex // guards what follows, and the order of scenes
	seats     map[*Seat]struct{}
	retained  int       // calls of retain without a release
	idleSince time.Time // since when there is neither a seat nor a retain

	refreshedAt time.Time // when the roster was last drawn
	refreshing  bool      // a refresh is due RosterPause after that
}

// openBridge reads an incident's whole log. It returns ErrNotFound where the incident
// has none.
func openBridge(ctx context.Context, h *Hub, id incident.ID) (*Bridge, error) {
	known, err := h.last(ctx, string(id))
	if err != nil {
		return nil, err
	}
	state, head, err := replay(ctx, h.log, id, known)
	if err != nil {
		return nil, err
	}
	if state.Last == 0 {
		return nil, ErrNotFound
	}
	b := &Bridge{
		hub: h, id: id, turn: newTurn(), onRecord: onRecordAtStart(state), leftAt: map[string]time.Time{},
		seats: map[*Seat]struct{}{}, idleSince: time.Now(), head: head,
	}
	b.scene.Store(&Scene{state: state, Head: short(head), Version: 1})
	return b, nil
}

// onRecordAtStart returns the people whose coming is recorded and whose leaving isn't:
// their server died. The next recordAttendance records that they left.
func onRecordAtStart(s *incident.State) map[string]incident.Person {
	here := map[string]incident.Person{}
	for name, m := range s.Access.Members {
		if m.Here() {
			here[name] = incident.Person{Name: name, Rank: m.Rank}
		}
	}
	return here
}

// short returns the first digits of a header's hash.
func short(h store.Header) string {
	sum := h.Hash()
	return hex.EncodeToString(sum[:3])
}

// do decides and appends a command of p, in turn, and then does what its events mean
// elsewhere.
func (b *Bridge) do(ctx context.Context, p incident.Person, zone *time.Location, c incident.Command) ([]*incident.Event, error) {
	// A key that sends too many commands waits here, where it delays nobody else.
	if err := b.hub.paces.asks.wait(ctx, paceKey(p)); err != nil {
		return nil, err
	}
	if incident.PutsOut(c) {
		// Of two people who eject each other, the second to get here may no longer.
		if err := b.hub.evicting.lock(ctx); err != nil {
			return nil, err
		}
		defer b.hub.evicting.unlock()
	}
	if incident.Closes(c) {
		// Nobody closes the incident that another is being closed as a duplicate of, nor
		// one that hasn't taken over yet what a duplicate left to it.
		if err := b.hub.merging.lock(ctx); err != nil {
			return nil, err
		}
		defer b.hub.merging.unlock()
		if err := b.hub.completeIn(ctx, b.id); err != nil {
			return nil, err
		}
	}
	if incident.Opens(c) {
		return b.split(ctx, p, zone, c)
	}
	if err := b.turn.lock(ctx); err != nil {
		return nil, err
	}
	events, err := b.doInTurn(ctx, p, zone, c)
	if err != nil {
		return nil, err
	}
	return events, b.hub.propagate(ctx, events)
}

// doInTurn writes c and unlocks the turn, which the caller has locked. Whether p may
// still act is checked after all that they waited for.
func (b *Bridge) doInTurn(ctx context.Context, p incident.Person, zone *time.Location, c incident.Command) ([]*incident.Event, error) {
	defer b.turn.unlock()
	return b.write(ctx, p, zone, c, func() error { return b.hub.checkStillAllowed(ctx, p) })
}

// write decides c and appends its events, again after a conflict. It calls may before
// each decision; an error of may is returned. The caller holds the turn.
func (b *Bridge) write(ctx context.Context, p incident.Person, zone *time.Location, c incident.Command, may func() error) ([]*incident.Event, error) {
	var events []*incident.Event
	attempt := func() error {
		if err := may(); err != nil {
			return err
		}
		state := b.scene.Load().state
		decided, err := incident.Decide(state, b.ask(p, zone), c)
		if err != nil || len(decided) == 0 {
			return err
		}
		records, err := b.hub.appendEvents(ctx, b.id, state.Last, decided)
		if err != nil {
			return err
		}
		b.hub.chargeRecords(p, records)
		b.absorb(decided, records[len(records)-1].Header)
		events = decided
		return nil
	}
	readOn := func() error { _, err := b.catchUp(ctx); return err }
	err := retryOnConflict("others are writing to this incident at this moment: try again", attempt, readOn)
	return events, err
}

// ask returns an ask of p as of now.
func (b *Bridge) ask(p incident.Person, zone *time.Location) incident.Ask {
	return incident.Ask{By: p, At: b.hub.opt.Now(), Zone: zone, Rules: b.hub.opt.Rules(), Others: b.hub.others(p), Directory: b.hub.Directory(p, b.id)}
}

// catchUp absorbs what another writer appended, or an append of ours that was given up
// too early. The caller holds the turn.
func (b *Bridge) catchUp(ctx context.Context) ([]*incident.Event, error) {
	records, err := store.ReadOn(ctx, b.hub.log, b.head)
	if err != nil {
		return nil, b.hub.readFault(fmt.Errorf("read on in %s: %w", b.id, err))
	}
	if len(records) == 0 {
		return nil, nil
	}
	events := make([]*incident.Event, len(records))
	for i, r := range records {
		if events[i], err = incident.Decode(b.id, r.Seq, r.At, r.Payload); err != nil {
			return nil, err
		}
	}
	b.absorb(events, records[len(records)-1].Header)
	return events, nil
}

// syncWithLog shows and propagates what the log has and the bridge hasn't, as an append
// whose outcome wasn't known.
func (b *Bridge) syncWithLog(ctx context.Context) error {
	if err := b.turn.lock(ctx); err != nil {
		return err
	}
	events, err := b.catchUp(ctx)
	b.restoreOnRecord(events)
	b.turn.unlock()
	if err != nil {
		return err
	}
	return b.hub.propagate(ctx, events)
}

// absorb folds events into the state that all seats share, and shows it. It ignores
// those that the state has already. The caller holds the turn.
func (b *Bridge) absorb(events []*incident.Event, head store.Header) {
	if head.Seq > b.head.Seq {
		b.head = head
	}
	b.show(func(next *Scene) (changed bool) {
		for _, e := range events {
			if e.Seq > next.state.Last {
				next.state, changed = incident.Fold(next.state, e), true
			}
		}
		if changed {
			next.Head = short(head)
		}
		return changed
	})
	b.evict(events)
}

// show publishes a copy of the scene as change has changed it, and wakes every seat.
// Where change returns false, it publishes only a change of the freeze or of the
// faults.
func (b *Bridge) show(change func(*Scene) bool) {
	b.mu.Lock()
	before := b.scene.Load()
	next := *before
	changed := change(&next)
	next.Frozen, next.Faults = b.hub.Frozen(), b.faults(next.state)
	changed = changed || next.Frozen != before.Frozen || next.Faults != before.Faults
	if changed {
		next.Version++
		b.scene.Store(&next)
		for s := range b.seats {
			s.wake.raise()
		}
	}
	b.mu.Unlock()
	if changed {
		b.hub.wakeLobbies()
	}
}

// showFrozen shows whether the log can be written now.
func (b *Bridge) showFrozen() { b.show(func(*Scene) bool { return false }) }

// refresh shows who is here now if that has changed: at once, or RosterPause after the
// last time. When hundreds of people come and go together, the roster is drawn a few
// times and not hundreds.
func (b *Bridge) refresh() {
	now := time.Now()
	b.mu.Lock()
	wait := b.refreshedAt.Add(b.hub.opt.RosterPause).Sub(now)
	wake := wait > 0 && !b.refreshing
	if wait <= 0 {
		b.refreshedAt = now
	}
	b.refreshing = b.refreshing || wake
	b.mu.Unlock()
	switch {
	case wait <= 0:
		b.showPresent(now)
	case wake:
		b.hub.later("refresh a roster", func(ctx context.Context) { b.refreshAfter(ctx, wait) })
	}
}

func (b *Bridge) refreshAfter(ctx context.Context, wait time.Duration) {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return
	case <-timer.C:
	}
	now := time.Now()
	b.mu.Lock()
	b.refreshedAt, b.refreshing = now, false
	b.mu.Unlock()
	b.showPresent(now)
}

// now returns the newest scene with the roster of this moment, which screens may see a
// little later.
func (b *Bridge) now() *Scene {
	now := time.Now()
	b.mu.Lock()
	defer b.mu.Unlock()
	scene := *b.scene.Load()
	scene.Present = present(b.seats, now, b.hub.opt.AwayAfter)
	return &scene
}

func (b *Bridge) showPresent(now time.Time) {
	b.show(func(next *Scene) bool {
		before := next.Present
		next.Present = present(b.seats, now, b.hub.opt.AwayAfter)
		return !slices.Equal(before, next.Present)
	})
}

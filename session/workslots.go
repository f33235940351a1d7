package session

import (
	"context"
	"slices"
	"sync"
	"time"
)

// WorkSlots shares out slots for work on whole records: n at one time, one for each key.
// Waiting keys get slots in turn, so that one person with many sessions waits behind
// everybody else. Whoever holds a slot gives it back before they wait for a client. A
// key that has worked for long rests between two slots for as long as it worked.
type WorkSlots struct {
	worked *pace // time of work and of rest, by key; nil: no key has to rest

	mu    sync.Mutex // guards all below
	free  int
	busy  map[string]time.Time       // by key: since when it holds a slot
	waits map[string][]chan struct{} // by key, in order; each is closed when it gets its slot
	next  []string                   // keys that wait and hold no slot, in order
}

// NewWorkSlots returns n slots, at least one. A key that has held slots for longer than
// tireless rests between them; with 0, none does.
func NewWorkSlots(n int, tireless time.Duration) *WorkSlots {
	t := &WorkSlots{free: max(1, n), busy: map[string]time.Time{}, waits: map[string][]chan struct{}{}}
	if tireless > 0 {
		t.worked = newPace(1, tireless)
	}
	return t
}

// Acquire waits for a slot for key; the caller gives it back. The error is that of ctx.
func (t *WorkSlots) Acquire(ctx context.Context, key string) error {
	if t.worked != nil {
		if err := pause(ctx, t.worked.debt(key)); err != nil {
			return err
		}
	}
	mine := t.enqueue(key)
	select {
	case <-mine:
		return nil
	case <-ctx.Done():
	}
	if !t.withdraw(key, mine) {
		t.Release(key) // the slot came at the same moment
	}
	return ctx.Err()
}

// Release gives back the slot of a key.
func (t *WorkSlots) Release(key string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.worked != nil {
		t.worked.charge(key, 2*time.Since(t.busy[key]))
	}
	delete(t.busy, key)
	t.free++
	if len(t.waits[key]) > 0 {
		t.next = append(t.next, key)
	}
	t.assign()
}

func (t *WorkSlots) enqueue(key string) chan struct{} {
	t.mu.Lock()
	defer t.mu.Unlock()
	mine := make(chan struct{})
	t.waits[key] = append(t.waits[key], mine)
	if _, busy := t.busy[key]; !busy && len(t.waits[key]) == 1 {
		t.next = append(t.next, key)
	}
	t.assign()
	return mine
}

// withdraw stops waiting, and reports whether mine was still waiting.
func (t *WorkSlots) withdraw(key string, mine chan struct{}) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	i := slices.Index(t.waits[key], mine)
	if i < 0 {
		return false
	}
	t.dequeue(key, i)
	if len(t.waits[key]) == 0 {
		t.next = slices.DeleteFunc(t.next, func(k string) bool { return k == key })
	}
	return true
}

// dequeue removes waiter i of a key. The caller holds mu.
func (t *WorkSlots) dequeue(key string, i int) {
	t.waits[key] = slices.Delete(t.waits[key], i, i+1)
	if len(t.waits[key]) == 0 {
		delete(t.waits, key)
	}
}

// assign gives free slots to the keys that are next. The caller holds mu.
func (t *WorkSlots) assign() {
	for t.free > 0 && len(t.next) > 0 {
		key := t.next[0]
		t.next = t.next[1:]
		close(t.waits[key][0])
		t.dequeue(key, 0)
		t.busy[key] = time.Now()
		t.free--
	}
}

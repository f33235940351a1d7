package session

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"

	"warroom/session/incident"
	"warroom/store"
)

// Desk is what a key remembers for its person.
type Desk struct {
	Theme string                   `json:"theme,omitempty"`
	Zone  string                   `json:"zone,omitempty"`  // an IANA name; "" is UTC
	Alert string                   `json:"alert,omitempty"` // how to call for attention
	Last  incident.ID              `json:"last,omitempty"`  // where they were when the link broke
	Read  map[incident.ID]ReadMark `json:"read,omitempty"`
}

// ReadMark is how far a person has read an incident.
type ReadMark struct {
	Seq     uint64 `json:"seq"`     // the last entry that was on their screen
	Written uint64 `json:"written"` // entries of the timeline and chat up to it
}

// desks is how the streams of desks begin; the key's fingerprint follows.
const desks = "desk/"

// A key's desk is written so many times at once, and once every DeskEvery from
// then on: who turns the themes over in a loop fills no record.
const deskBurst = 20

// kept is a desk as it is now, and the number of its record, which may be of an
// earlier one.
type kept struct {
	desk  Desk
	last  uint64
	newer bool // it has changed since that record
	later bool // it will be written when its key may again
}

// Desk is what the key with this fingerprint remembers, the zero Desk at first.
// Nobody changes its map.
func (h *Hub) Desk(ctx context.Context, key string) (Desk, error) {
	h.mu.Lock()
	k, ok := h.desks[key]
	h.mu.Unlock()
	if ok {
		return k.desk, nil
	}
	k, err := h.readDesk(ctx, key)
	return k.desk, h.fault(err)
}

// readDesk reads a desk from the log, and keeps it at hand.
func (h *Hub) readDesk(ctx context.Context, key string) (kept, error) {
	last, err := h.last(ctx, desks+key)
	if err != nil {
		return kept{}, fmt.Errorf("find a desk: %w", err)
	}
	k := kept{last: last.Seq}
	if last.Seq > 0 {
		records, err := h.log.Read(ctx, desks+key, last.Seq-1, 1)
		if err != nil {
			return kept{}, fmt.Errorf("read a desk: %w", err)
		}
		if len(records) == 0 || records[0].Header != last {
			return kept{}, &store.Broken{Stream: desks + key, Seq: last.Seq, Why: "it can't be reached"}
		}
		if json.Unmarshal(records[0].Payload, &k.desk) != nil {
			k.desk = Desk{} // written by another version: begin anew
		}
	}
	return h.keepAtHand(key, k), nil
}

// keepAtHand takes in a desk as the log has it, and gives what it comes to: what
// was changed here since stays changed.
func (h *Hub) keepAtHand(key string, k kept) kept {
	h.mu.Lock()
	defer h.mu.Unlock()
	now, ok := h.desks[key]
	switch {
	case !ok || k.last > now.last && !now.newer:
		now.desk = k.desk
	case k.last > now.last:
		now.desk = now.desk.readToo(k.desk)
	}
	now.last = max(now.last, k.last)
	h.desks[key] = now
	return now
}

// KeepDesk remembers d for the key. The last change counts, but what another
// screen of the key has read meanwhile stays read. Where the key's desk changes
// often, this one is written later, at the end of the hub at last: DeskWaits
// tells.
func (h *Hub) KeepDesk(ctx context.Context, key string, d Desk) error {
	if err := store.CheckStream(desks + key); err != nil {
		return fmt.Errorf("keep a desk: %w", err)
	}
	if why := h.Frozen(); why != "" {
		return incident.Refusal{Why: why}
	}
	if _, err := h.Desk(ctx, key); err != nil {
		return err
	}
	if !h.change(key, d) {
		return nil
	}
	return h.writeDesk(ctx, key)
}

// DeskWaits reports whether the key's last change is not written yet.
func (h *Hub) DeskWaits(key string) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.desks[key].later
}

// change takes in a key's desk as its screen has it, and reports whether it is
// to be written now.
func (h *Hub) change(key string, d Desk) (now bool) {
	h.mu.Lock()
	k := h.desks[key]
	next := d.readToo(k.desk)
	k.newer = k.newer || !reflect.DeepEqual(next, k.desk)
	k.desk = next
	now = k.newer && (h.closed || !k.later && h.paces.desks.try(key))
	waits := k.newer && !now && !k.later
	k.later = k.later || waits
	h.desks[key] = k
	h.mu.Unlock()
	if waits {
		h.later("save a profile", func(ctx context.Context) { h.writeLater(ctx, key) })
	}
	return now
}

// writeLater writes a key's desk when it may be, or at the end of the hub.
func (h *Hub) writeLater(ctx context.Context, key string) {
	for pause(ctx, h.paces.desks.owes(key)) == nil && h.Frozen() != "" {
		if pause(ctx, h.opt.DeskEvery) != nil {
			break
		}
	}
	if h.Frozen() != "" {
		return // the hub closes, and the room matters more
	}
	h.paces.desks.try(key)
	h.mu.Lock()
	k := h.desks[key]
	k.later = false
	h.desks[key] = k
	h.mu.Unlock()
	if err := h.writeDesk(context.WithoutCancel(ctx), key); err != nil {
		h.opt.Logger.Error("keep a desk", "key", key, "err", err)
	}
}

// writeDesk writes what of a key's desk the log hasn't.
func (h *Hub) writeDesk(ctx context.Context, key string) error {
	attempt := func() error {
		h.mu.Lock()
		k := h.desks[key]
		h.mu.Unlock()
		if !k.newer {
			return nil
		}
		payload, err := json.Marshal(k.desk)
		if err != nil {
			return fmt.Errorf("encode a desk: %w", err)
		}
		if _, err = h.append(ctx, desks+key, k.last, []store.Draft{{At: h.opt.Now(), Payload: payload}}); err != nil {
			return err
		}
		h.wrote(key, k)
		return nil
	}
	readOn := func() error { _, err := h.readDesk(ctx, key); return h.fault(err) }
	return retryOnConflict("your other screens are changing the same settings: try again", attempt, readOn)
}

// wrote notes that a desk was written behind record k.last.
func (h *Hub) wrote(key string, k kept) {
	h.mu.Lock()
	defer h.mu.Unlock()
	now := h.desks[key]
	now.last = max(now.last, k.last+1)
	now.newer = !reflect.DeepEqual(now.desk, k.desk)
	h.desks[key] = now
}

// readToo is d with what was read by another desk of the key.
func (d Desk) readToo(other Desk) Desk {
	read := maps.Clone(d.Read)
	for id, mark := range other.Read {
		if mark.Seq > read[id].Seq {
			if read == nil {
				read = map[incident.ID]ReadMark{}
			}
			read[id] = mark
		}
	}
	d.Read = read
	return d
}

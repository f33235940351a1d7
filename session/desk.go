package session

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"

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

// kept is a desk as it was last read or written, and the number of its record.
type kept struct {
	desk Desk
	last uint64
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
	h.keepAtHand(key, k)
	return k, nil
}

func (h *Hub) keepAtHand(key string, k kept) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if k.last >= h.desks[key].last {
		h.desks[key] = k
	}
}

// KeepDesk remembers d for the key. Each change is kept; the last one counts,
// but what another screen of the key has read meanwhile stays read.
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
	for range maxTries {
		h.mu.Lock()
		now := h.desks[key]
		h.mu.Unlock()
		next := d.readToo(now.desk)
		payload, err := json.Marshal(next)
		if err != nil {
			return fmt.Errorf("encode a desk: %w", err)
		}
		_, err = h.append(ctx, desks+key, now.last, []store.Draft{{At: h.opt.Now(), Payload: payload}})
		switch {
		case err == nil:
			h.keepAtHand(key, kept{next, now.last + 1})
			return nil
		case !errors.Is(err, store.ErrConflict):
			return err
		}
		if _, err := h.readDesk(ctx, key); err != nil {
			return h.fault(err)
		}
	}
	return incident.Refusal{Why: "your other screens change the same settings: try again"}
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

package session

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

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

// Desk is what the key with this fingerprint remembers, the zero Desk at first.
func (h *Hub) Desk(ctx context.Context, key string) (Desk, error) {
	last, err := h.last(ctx, desks+key)
	if err != nil {
		return Desk{}, fmt.Errorf("find a desk: %w", err)
	}
	if last == 0 {
		return Desk{}, nil
	}
	records, err := h.log.Read(ctx, desks+key, last-1, 0)
	if err != nil {
		return Desk{}, fmt.Errorf("read a desk: %w", err)
	}
	var d Desk
	if len(records) == 0 || json.Unmarshal(records[len(records)-1].Payload, &d) != nil {
		return Desk{}, nil // written by another version: begin anew
	}
	return d, nil
}

// KeepDesk remembers d for the key. Each change is kept; the last one counts.
func (h *Hub) KeepDesk(ctx context.Context, key string, d Desk) error {
	if err := store.CheckStream(desks + key); err != nil {
		return fmt.Errorf("keep a desk: %w", err)
	}
	if why := h.Frozen(); why != "" {
		return incident.Refusal{Why: why}
	}
	payload, err := json.Marshal(d)
	if err != nil {
		return fmt.Errorf("encode a desk: %w", err)
	}
	for range maxTries {
		last, err := h.last(ctx, desks+key)
		if err != nil {
			return fmt.Errorf("find a desk: %w", err)
		}
		_, err = h.append(ctx, desks+key, last, []store.Draft{{At: h.opt.Now(), Payload: payload}})
		if !errors.Is(err, store.ErrConflict) {
			return err
		}
	}
	return incident.Refusal{Why: "your other screens change the same settings: try again"}
}

package session

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"log/slog"
	"time"

	"warroom/session/incident"
	"warroom/store"
)

// accessStream is the stream of accesses: who came in, who was refused, and what was
// asked for.
const accessStream = "access"

// The values of Access.What.
const (
	AccessLetIn   = "let in"  // a key was proved; Asked says what its first session asked for
	AccessAsked   = "asked"   // a later session on the same connection
	AccessRefused = "refused" // a key or another proof was refused
)

// Access is one record of a person or a stranger at the door. User is what a client
// says of itself; the server proved or saw the rest.
type Access struct {
	Seq      uint64      `json:"seq,omitempty"` // set when it is read
	At       time.Time   `json:"at,omitzero"`   // the same
	What     string      `json:"what"`
	Name     string      `json:"name,omitempty"`     // of the person whose key it is, "" for a stranger
	User     string      `json:"user,omitempty"`     // the name that a refused client gave
	Key      string      `json:"key,omitempty"`      // "SHA256:…"
	Source   string      `json:"source"`             // the client's address
	Method   string      `json:"method"`             // by which the client proved itself, or tried to
	Session  string      `json:"session,omitempty"`  // the connection's identifier, shortened
	Asked    string      `json:"asked,omitempty"`    // a verb, or "screen"
	Incident incident.ID `json:"incident,omitempty"` // that was asked for
	Why      string      `json:"why,omitempty"`      // why it was refused
	Count    int         `json:"count,omitempty"`    // how many this record stands for, since Since; 0 for one
	Since    time.Time   `json:"since,omitzero"`

	group string // counts together when a flood is bounded
}

// RecordAccess records an access, in the log and in the access stream. It never waits: what
// can't be written yet is queued, and what is too much is counted. Group says which
// accesses are one flood: the address of a stranger, or the key of a person.
func (h *Hub) RecordAccess(group string, a Access) {
	a.At, a.group = h.opt.Now().UTC().Round(0), group
	h.accessQueue.add(a)
	h.accessQueue.wake.raise()
}

// writeAccess writes queued accesses until ctx ends.
func (h *Hub) writeAccess(ctx context.Context) {
	tick := time.NewTicker(h.opt.Sweep)
	defer tick.Stop()
	for over := false; !over; {
		select {
		case <-ctx.Done():
		case <-tick.C:
		case <-h.accessQueue.wake.C():
		}
		over = ctx.Err() != nil
		h.guard("write the access log", func() { h.flushAccess(ctx, over) })
	}
}

// flushAccess writes the queue. What can't be written stays queued.
func (h *Hub) flushAccess(ctx context.Context, last bool) {
	all := h.accessQueue.due(last)
	for i := range all {
		if all[i].unlogged {
			h.logAccess(all[i].Access)
			all[i].unlogged = false
		}
	}
	if len(all) == 0 || h.Frozen() != "" {
		return
	}
	if err := h.appendAccess(context.WithoutCancel(ctx), all); err == nil {
		h.accessQueue.drop(len(all))
	}
}

func (h *Hub) logAccess(a Access) {
	var attrs []slog.Attr
	add := func(key, value string) {
		if value != "" {
			attrs = append(attrs, slog.String(key, value))
		}
	}
	add("name", a.Name)
	add("user", a.User)
	add("key", a.Key)
	add("source", a.Source)
	add("method", a.Method)
	add("session", a.Session)
	add("asked", a.Asked)
	add("incident", string(a.Incident))
	add("why", a.Why)
	if a.Count > 0 {
		attrs = append(attrs, slog.Int("count", a.Count), slog.Time("since", a.Since))
	}
	words := map[string]string{AccessLetIn: "let someone in", AccessAsked: "someone inside asked", AccessRefused: "refused an attempt to come in"}
	h.opt.Logger.LogAttrs(context.Background(), slog.LevelInfo, words[a.What], attrs...)
}

// appendAccess appends accesses to the stream. After a conflict it looks whether an
// append of its own, whose outcome wasn't known, was stored.
func (h *Hub) appendAccess(ctx context.Context, all []*queuedAccess) error {
	drafts := make([]store.Draft, len(all))
	for i, a := range all {
		payload, err := json.Marshal(a.payload())
		if err != nil {
			return fmt.Errorf("encode an access: %w", err)
		}
		drafts[i] = store.Draft{At: a.At, Payload: payload}
	}
	stored := false // by an append of ours whose outcome wasn't known
	attempt := func() error {
		if stored {
			return nil
		}
		_, err := h.append(ctx, accessStream, h.accessQueue.last, drafts)
		if err == nil {
			h.accessQueue.last += uint64(len(drafts))
		}
		return err
	}
	readOn := func() error {
		tail, err := h.log.Read(ctx, accessStream, h.accessQueue.last, len(drafts))
		if err != nil {
			return fmt.Errorf("read on in %s: %w", accessStream, err)
		}
		last, err := h.last(ctx, accessStream)
		if err != nil {
			return fmt.Errorf("find the end of %s: %w", accessStream, err)
		}
		h.accessQueue.last, stored = last.Seq, sameRecords(tail, drafts)
		return nil
	}
	err := retryOnConflict("others are writing to the access log at this moment", attempt, readOn)
	if stored {
		return nil
	}
	return err
}

func sameRecords(records []store.Record, drafts []store.Draft) bool {
	if len(records) != len(drafts) {
		return false
	}
	for i := range drafts {
		if !bytes.Equal(records[i].Payload, drafts[i].Payload) {
			return false
		}
	}
	return true
}

// Accesses returns the accesses after record since that p may read. A key of rank
// manager reads all of them; with an incident named, those since it was declared. The
// security officer of an incident reads the accesses to that incident, and all refusals
// since it was declared, if another person who had the right gave them the role; a
// self-taken role shows nothing. For anyone else the error is ErrNotFound or an
// incident.Refusal. An access never names an incident that p may not know of.
func (h *Hub) Accesses(ctx context.Context, p incident.Person, id incident.ID, since uint64) (iter.Seq2[Access, error], error) {
	shows := func(Access) bool { return true }
	switch {
	case id != "":
		scene, err := h.Scene(ctx, p, id)
		if err != nil {
			return nil, err
		}
		from, all := scene.state.Declared.At, p.RunsHouse()
		if !all && !isOfficer(scene.state, p) {
			return nil, incident.Refusal{Why: "only a key of rank manager reads who came in, and the security officer of " + string(id) + " if another person gave them the role"}
		}
		shows = func(a Access) bool {
			return !a.At.Before(from) && (all || a.Incident == id || a.What == AccessRefused)
		}
	case !p.RunsHouse():
		return nil, incident.Refusal{Why: "only a key of rank manager reads who came in; as security officer of an incident, name it: access INC-7"}
	}
	return h.readAccess(ctx, p, since, shows), nil
}

// isOfficer reports whether p is security officer, and was given the role by another
// person who had the right.
func isOfficer(s *incident.State, p incident.Person) bool {
	return p.Only == "" && p.Rank >= incident.RankResponder &&
		s.For(p).HolderOf(incident.RoleSecurity) == p.Name && s.GivenByAnother(incident.RoleSecurity)
}

func (h *Hub) readAccess(ctx context.Context, p incident.Person, since uint64, shows func(Access) bool) iter.Seq2[Access, error] {
	others := h.others(p)
	return func(yield func(Access, error) bool) {
		for r, err := range store.Scan(ctx, h.log, accessStream, since) {
			if err != nil {
				yield(Access{}, fmt.Errorf("read the access stream: %w", err))
				return
			}
			a := Access{}
			if json.Unmarshal(r.Payload, &a) != nil {
				continue // of another version of the program
			}
			if a.Seq, a.At = r.Seq, r.At; !shows(a) {
				continue
			}
			if a.Incident != "" && others(a.Incident) == nil {
				a.Incident = ""
			}
			if !yield(a, nil) {
				return
			}
		}
	}
}

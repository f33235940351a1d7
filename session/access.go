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

// accessStream is the stream that says who came in, who was refused, and what
// was asked for.
const accessStream = "access"

// What an Access tells.
const (
	LetIn   = "let in"  // a key was proved, and what its first session asked for
	Asked   = "asked"   // a later session on the same connection
	Refused = "refused" // a key or another proof was not taken
)

// Access is one record of who came to the door. What a client only says of
// itself is its User; all else was proved or seen.
type Access struct {
	Seq      uint64      `json:"seq,omitempty"` // set by reading
	At       time.Time   `json:"at,omitzero"`   // likewise
	What     string      `json:"what"`
	Name     string      `json:"name,omitempty"`     // of a key that is known
	User     string      `json:"user,omitempty"`     // who a refused client said it was
	Key      string      `json:"key,omitempty"`      // "SHA256:…"
	Source   string      `json:"source"`             // its address
	Method   string      `json:"method"`             // how it proved itself, or tried to
	Session  string      `json:"session,omitempty"`  // of the connection, shortened
	Asked    string      `json:"asked,omitempty"`    // a verb, or "screen"
	Incident incident.ID `json:"incident,omitempty"` // of which it was asked
	Why      string      `json:"why,omitempty"`      // it was refused
	Count    int         `json:"count,omitempty"`    // of this kind, since Since, where they were folded into one
	Since    time.Time   `json:"since,omitzero"`

	group string // by which a flood is bounded
}

// Witness has an access noted, in the log and on record, and never waits: what
// can't be written yet is kept at hand, and what is too much is counted. Group is
// what a flood is told by: the address of a stranger, the key of someone known.
func (h *Hub) Witness(group string, a Access) {
	a.At, a.group = h.opt.Now().UTC().Round(0), group
	h.accessQueue.add(a)
	h.accessQueue.wake.raise()
}

// writeAccess puts on record what was witnessed, until ctx ends.
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

// flushAccess writes what waits. What can't be written goes on waiting.
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
	words := map[string]string{LetIn: "let someone in", Asked: "someone inside asked", Refused: "refused an attempt to come in"}
	h.opt.Logger.LogAttrs(context.Background(), slog.LevelInfo, words[a.What], attrs...)
}

// appendAccess writes records behind the last one. Whoever else wrote first, and
// an append of ours whose outcome nobody knew, are found at the stream's end.
func (h *Hub) appendAccess(ctx context.Context, all []*queuedAccess) error {
	drafts := make([]store.Draft, len(all))
	for i, a := range all {
		payload, err := json.Marshal(a.payload())
		if err != nil {
			return fmt.Errorf("encode who came in: %w", err)
		}
		drafts[i] = store.Draft{At: a.At, Payload: payload}
	}
	stored := false // by an append of ours whose outcome nobody knew
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

// Accesses goes through who came to the door, after record since, as far as p may
// read that. Who runs the house reads all of it; with an incident named, from its
// declaration on. The security officer of an incident reads who came to that
// incident and who was refused since then, where another who had the right gave
// them the role: one that someone took by themselves shows them nothing. For all
// others the error is ErrNotFound or an incident.Refusal. Of an incident that p
// may not know of, it tells nothing.
func (h *Hub) Accesses(ctx context.Context, p incident.Person, id incident.ID, since uint64) (iter.Seq2[Access, error], error) {
	shows := func(Access) bool { return true }
	switch {
	case id != "":
		scene, err := h.Scene(ctx, p, id)
		if err != nil {
			return nil, err
		}
		from, all := scene.State.Declared.At, p.RunsHouse()
		if !all && !isOfficer(scene.State, p) {
			return nil, incident.Refusal{Why: "who came in is for whom another made security officer of " + string(id) + ", and for keys of rank manager"}
		}
		shows = func(a Access) bool {
			return !a.At.Before(from) && (all || a.Incident == id || a.What == Refused)
		}
	case !p.RunsHouse():
		return nil, incident.Refusal{Why: "who came in is for keys of rank manager; the security officer of an incident names it: access INC-7"}
	}
	return h.readAccess(ctx, p, since, shows), nil
}

// isOfficer reports whether another who had the right made p security officer.
func isOfficer(s *incident.State, p incident.Person) bool {
	return p.Only == "" && p.Rank >= incident.Responder &&
		s.HolderOf(incident.RoleSecurity) == p.Name && s.GivenByAnother(incident.RoleSecurity)
}

func (h *Hub) readAccess(ctx context.Context, p incident.Person, since uint64, shows func(Access) bool) iter.Seq2[Access, error] {
	others := h.others(p)
	return func(yield func(Access, error) bool) {
		for r, err := range store.Scan(ctx, h.log, accessStream, since) {
			if err != nil {
				yield(Access{}, fmt.Errorf("read who came in: %w", err))
				return
			}
			a := Access{}
			if json.Unmarshal(r.Payload, &a) != nil {
				continue // written by another version
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

package session

import (
	"context"
	"errors"
	"fmt"
	"time"

	"warroom/session/incident"
	"warroom/store"
)

// known is what the hub has of one incident. What changes is guarded by
// Hub.mu.
type known struct {
	opening token           // of whoever reads the bridge
	bridge  *Bridge         // nil while it is not in memory
	outline *incident.State // without its entries, as of when it last was
	summary Summary         // likewise
}

// state is what decides who may see the incident. It may lack the entries.
func (k *known) state() *incident.State {
	if k.bridge != nil {
		return k.bridge.scene.Load().state
	}
	return k.outline
}

// tell is what the lobby says of the incident.
func (k *known) tell() Summary {
	if k.bridge != nil {
		return summarize(k.bridge.scene.Load())
	}
	return k.summary
}

// keep remembers the incident without its bridge.
func (k *known) keep(s *incident.State) {
	k.outline, k.summary = s.Outline(), summarize(&Scene{state: s})
}

func summarize(scene *Scene) Summary {
	s := scene.state
	names := make([]string, len(scene.Present))
	for i, p := range scene.Present {
		names[i] = p.Name
	}
	return Summary{
		ID: s.ID, Title: s.Status.Title, Severity: s.SizeUp.Severity, Phase: s.Status.Phase, System: s.Status.System, TLP: s.Access.TLP, Scope: s.Access.Scope, Drill: s.Drill,
		DeclaredAt: s.Declared.At, Manager: s.Team.Roles[incident.RoleManager], Present: names,
		Last: s.Last, Written: s.Written, LastAt: s.Entry(s.Last).Written(),
	}
}

// bridge is the bridge of an incident that someone may know of, read from the
// log where it is not in memory. The caller releases it. Nothing is read for
// who may not: that is decided on what the hub knows by heart, and takes no
// longer than the answer for a number that there isn't.
func (h *Hub) bridge(ctx context.Context, id incident.ID, may may) (*Bridge, error) {
	k, b, err := h.find(id, may)
	if b != nil || err != nil {
		return b, err
	}
	if err := k.opening.take(ctx); err != nil {
		return nil, err
	}
	defer k.opening.give()
	if _, b, err = h.find(id, may); b != nil || err != nil {
		return b, err // another was first
	}
	if b, err = openBridge(ctx, h, id); err != nil {
		return nil, h.fault(err)
	}
	left := len(b.noted) > 0
	b.hold()
	h.mu.Lock()
	k.bridge = b
	h.mu.Unlock()
	b.showIce() // it may have come or gone since
	if left {
		b.attendLater()
	}
	if !may(b.scene.Load().state) {
		b.release()
		return nil, ErrNotFound
	}
	return b, nil
}

// find is what is known of an incident that someone may know of, and its
// bridge, held, where that is in memory. One that there isn't is asked about
// like any other.
func (h *Hub) find(id incident.ID, may may) (*known, *Bridge, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	k, state := h.index[id], incident.New(id)
	if k != nil {
		state = k.state()
	}
	switch {
	case h.closed:
		return nil, nil, Ended{stopping}
	case !may(state) || k == nil:
		return nil, nil, ErrNotFound
	case k.bridge != nil:
		k.bridge.hold()
	}
	return k, k.bridge, nil
}

// open are the bridges in memory.
func (h *Hub) open() []*Bridge {
	h.mu.Lock()
	defer h.mu.Unlock()
	var all []*Bridge
	for _, k := range h.index {
		if k.bridge != nil {
			all = append(all, k.bridge)
		}
	}
	return all
}

// forget lets an idle bridge leave memory.
func (h *Hub) forget(b *Bridge) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if k := h.index[b.id]; k.bridge == b && b.idleFor(time.Now()) >= h.opt.IdleAfter {
		k.keep(b.scene.Load().state)
		k.bridge = nil
	}
}

// learn takes in an incident whose bridge is not in memory.
func (h *Hub) learn(s *incident.State) {
	h.mu.Lock()
	k := h.index[s.ID]
	if k == nil {
		k = &known{opening: newToken()}
		h.index[s.ID] = k
	}
	if k.bridge == nil && (k.outline == nil || k.outline.Last < s.Last) {
		k.keep(s)
	}
	h.mu.Unlock()
	h.wakeLobbies()
}

// survey takes in whatever the log has and the hub hasn't. What the hub has, the
// log must still have.
func (h *Hub) survey(ctx context.Context) error {
	known := h.ends()
	heads, err := h.log.Heads(ctx, incidents)
	if err != nil {
		return fmt.Errorf("list the incidents: %w", err)
	}
	if err := missing(known, heads); err != nil {
		h.damaged(err)
		return err
	}
	for _, head := range heads {
		if err := h.follow(ctx, head); err != nil {
			return err
		}
	}
	return nil
}

// ends are the last entries that the hub has read or written, by incident.
func (h *Hub) ends() map[incident.ID]uint64 {
	h.mu.Lock()
	defer h.mu.Unlock()
	ends := map[incident.ID]uint64{}
	for id, k := range h.index {
		ends[id] = k.state().Last
	}
	return ends
}

// missing returns a *store.Broken where the heads say less than is known, or
// leave out a number: incidents are numbered without gaps.
func missing(known map[incident.ID]uint64, heads []store.Header) error {
	ends, most := map[incident.ID]uint64{}, uint64(0)
	for _, head := range heads {
		id := incident.ID(head.Stream)
		ends[id], most = head.Seq, max(most, id.Number())
	}
	for id, last := range known {
		if ends[id] < last {
			return &store.Broken{Stream: string(id), Seq: ends[id] + 1, Why: fmt.Sprintf("it is gone, and so are those after it up to %d", last)}
		}
	}
	for n := uint64(1); n < most; n++ {
		if id := incident.NewID(n); ends[id] == 0 {
			return &store.Broken{Stream: string(id), Seq: 1, Why: "the incident has no records, and incidents are numbered without gaps"}
		}
	}
	return nil
}

// follow takes in an incident up to the entry of this head at least.
func (h *Hub) follow(ctx context.Context, head store.Header) error {
	id := incident.ID(head.Stream)
	h.mu.Lock()
	k := h.index[id]
	if k != nil && k.state().Last >= head.Seq {
		h.mu.Unlock()
		return nil
	}
	if k != nil && k.bridge != nil {
		b := k.bridge
		b.hold()
		h.mu.Unlock()
		defer b.release()
		return b.follow(ctx)
	}
	h.mu.Unlock()
	state, _, err := replay(ctx, h.log, id, head)
	if errors.Is(err, store.ErrDamaged) {
		h.damaged(err)
	}
	if err == nil {
		h.learn(state)
	}
	return err
}

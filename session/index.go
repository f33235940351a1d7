package session

import (
	"context"
	"fmt"

	"warroom/session/incident"
)

// known is what the hub has of one incident. What changes is guarded by
// Hub.mu.
type known struct {
	opening chan struct{}   // holds one token: who has it reads the bridge
	bridge  *Bridge         // nil while it is not in memory
	outline *incident.State // without its entries, as of when it last was
	summary Summary         // likewise
}

// state is what decides who may see the incident. It may lack the entries.
func (k *known) state() *incident.State {
	if k.bridge != nil {
		return k.bridge.scene.Load().State
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
	k.outline, k.summary = s.Outline(), summarize(&Scene{State: s})
}

func summarize(scene *Scene) Summary {
	s := scene.State
	names := make([]string, len(scene.Present))
	for i, p := range scene.Present {
		names[i] = p.Name
	}
	return Summary{
		ID: s.ID, Title: s.Title, Severity: s.Severity, Phase: s.Phase, System: s.System, TLP: s.TLP, Drill: s.Drill,
		DeclaredAt: s.Declared.At, Manager: s.Roles[incident.RoleManager], Present: names,
		Last: s.Last, Written: s.Written, LastAt: s.Entry(s.Last).RecordedAt,
	}
}

// bridge is the bridge of an incident that p may enter, read from the log
// where it is not in memory. The caller releases it.
func (h *Hub) bridge(ctx context.Context, p incident.Person, id incident.ID) (*Bridge, error) {
	k, b, err := h.find(p, id)
	if b != nil || err != nil {
		return b, err
	}
	select {
	case k.opening <- struct{}{}:
		defer func() { <-k.opening }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if _, b, err = h.find(p, id); b != nil || err != nil {
		return b, err // another was first
	}
	if b, err = openBridge(ctx, h, id); err != nil {
		return nil, err
	}
	b.hold()
	h.mu.Lock()
	k.bridge = b
	h.mu.Unlock()
	b.showIce() // it may have come or gone since
	if !incident.MayEnter(b.scene.Load().State, p) {
		b.release()
		return nil, ErrNotFound
	}
	return b, nil
}

// find is what is known of an incident that p may enter, and its bridge, held,
// where that is in memory.
func (h *Hub) find(p incident.Person, id incident.ID) (*known, *Bridge, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	k := h.index[id]
	switch {
	case h.closed:
		return nil, nil, Ended{stopping}
	case k == nil || !incident.MayEnter(k.state(), p):
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
	if k := h.index[b.id]; k.bridge == b && b.idleFor(h.opt.Now()) >= h.opt.IdleAfter {
		k.keep(b.scene.Load().State)
		k.bridge = nil
	}
}

// learn takes in an incident whose bridge is not in memory.
func (h *Hub) learn(s *incident.State) {
	h.mu.Lock()
	k := h.index[s.ID]
	if k == nil {
		k = &known{opening: make(chan struct{}, 1)}
		h.index[s.ID] = k
	}
	if k.bridge == nil && (k.outline == nil || k.outline.Last < s.Last) {
		k.keep(s)
	}
	h.mu.Unlock()
	h.wakeLobbies()
}

// survey takes in whatever the log has and the hub hasn't.
func (h *Hub) survey(ctx context.Context) error {
	heads, err := h.log.Heads(ctx, incidents)
	if err != nil {
		return fmt.Errorf("list the incidents: %w", err)
	}
	for _, head := range heads {
		if err := h.follow(ctx, incident.ID(head.Stream), head.Seq); err != nil {
			return err
		}
	}
	return nil
}

// follow takes in an incident up to entry last at least.
func (h *Hub) follow(ctx context.Context, id incident.ID, last uint64) error {
	h.mu.Lock()
	k := h.index[id]
	if k != nil && k.state().Last >= last {
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
	state, _, err := replay(ctx, h.log, id)
	if err == nil {
		h.learn(state)
	}
	return err
}

package session

import (
	"context"
	"errors"
	"fmt"
	"time"

	"warroom/session/incident"
	"warroom/store"
)

// indexEntry is what the hub holds of one incident. Hub.mu guards what changes.
type indexEntry struct {
	opening turn            // of the goroutine that reads the bridge from the log
	bridge  *Bridge         // nil while it isn't in memory
	outline *incident.State // the state without entries, as of when the bridge was last in memory
	summary Summary         // as of the same time
}

// state returns the state that decides who may see the incident. It may lack the
// entries.
func (k *indexEntry) state() *incident.State {
	if k.bridge != nil {
		return k.bridge.scene.Load().state
	}
	return k.outline
}

// snapshot returns what the incident's line in a list is made of.
func (k *indexEntry) snapshot() listed {
	if k.bridge != nil {
		return listed{scene: k.bridge.scene.Load()}
	}
	return listed{scene: &Scene{state: k.outline}, summary: k.summary}
}

// listed is an incident of a list, as it was at one moment.
type listed struct {
	scene   *Scene
	summary Summary // of an incident that isn't in memory
}

// to returns the line of the incident as p may see it.
func (l listed) to(p incident.Person, now time.Time) Summary {
	s := l.summary
	if s.ID == "" {
		s = summarize(l.scene)
	}
	view := l.scene.For(p)
	s.Systems, s.Proposed = []string{}, view.ProposedSpread()
	for x := range view.Systems() {
		s.Systems = append(s.Systems, x.Sheet.Name)
	}
	s.Waits = Waits{view.Waiting(p, now)}
	s.Late.Tasks, s.Late.Clocks = view.Late(now)
	s.unseen = view.Unseen()
	s.Written, s.Last = s.written-s.unseen.Since(0), view.LastShown()
	_, s.LastAt, _ = view.Logged(s.Last)
	s.Unread = s.unread(ReadMark{})
	return s
}

// setOutline keeps what the index needs of s once the bridge is unloaded.
func (k *indexEntry) setOutline(s *incident.State) {
	k.outline, k.summary = s.Outline(), summarize(&Scene{state: s})
}

func summarize(scene *Scene) Summary {
	s := scene.state
	names := make([]string, len(scene.Present))
	for i, p := range scene.Present {
		names[i] = p.Name
	}
	closing, _ := s.Status.Closed()
	return Summary{
		ID: s.ID, Title: s.Status.Title, Severity: s.SizeUp.Severity, Phase: s.Status.Phase, System: s.SystemState(), TLP: s.Access.TLP, Scope: s.Access.Scope, Drill: s.Drill,
		Verdict: closing.Verdict, Result: closing.Result, Duplicate: closing.Duplicate, Kinds: s.SizeUp.Kinds, Spread: s.SizeUp.Spread,
		DeclaredAt: s.Declared.At, Manager: s.Team.Roles[incident.RoleManager], Present: names,
		written: s.Written,
	}
}

// allowed reports whether somebody may know of an incident in this state.
type allowed func(*incident.State) bool

// mayEnter returns the rule for what p may enter at this moment. incident.MayEnter has
// no clock, so a guest's expiry is checked here.
func (h *Hub) mayEnter(p incident.Person) allowed {
	now := h.opt.Now()
	return func(s *incident.State) bool {
		return s.Last > 0 && s.MayEnter(p) && !s.Expired(p, now)
	}
}

// bridge returns the bridge of an incident, which it reads from the log when it isn't
// in memory. The caller releases it. The error is ErrNotFound where may refuses. That
// is decided on the index, without a look at the log, so a refusal takes no longer than
// the answer for a number that doesn't exist.
func (h *Hub) bridge(ctx context.Context, id incident.ID, may allowed) (*Bridge, error) {
	k, b, err := h.find(id, may)
	if b != nil || err != nil {
		return b, err
	}
	if err := k.opening.lock(ctx); err != nil {
		return nil, err
	}
	defer k.opening.unlock()
	if _, b, err = h.find(id, may); b != nil || err != nil {
		return b, err // another was first
	}
	if b, err = openBridge(ctx, h, id); err != nil {
		return nil, h.readFault(err)
	}
	left := len(b.onRecord) > 0
	b.retain()
	h.mu.Lock()
	k.bridge = b
	h.mu.Unlock()
	b.showFrozen() // the freeze may have begun or ended since
	if left {
		b.recordAttendanceLater()
	}
	if !may(b.scene.Load().state) {
		b.release()
		return nil, ErrNotFound
	}
	return b, nil
}

// find returns the index entry of an incident that may allows, and its bridge,
// retained, where that is in memory. It asks may about an unknown incident as about any
// other.
func (h *Hub) find(id incident.ID, may allowed) (*indexEntry, *Bridge, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	k, state := h.index[id], incident.New(id)
	if k != nil {
		state = k.state()
	}
	switch {
	case h.closed:
		return nil, nil, Ended{whyStopping}
	case !may(state) || k == nil:
		return nil, nil, ErrNotFound
	case k.bridge != nil:
		k.bridge.retain()
	}
	return k, k.bridge, nil
}

// loaded returns the bridges in memory.
func (h *Hub) loaded() []*Bridge {
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

// unload drops b from memory if it has been idle for Options.IdleAfter.
func (h *Hub) unload(b *Bridge) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if k := h.index[b.id]; k.bridge == b && b.idleFor(time.Now()) >= h.opt.IdleAfter {
		k.setOutline(b.scene.Load().state)
		k.bridge = nil
	}
}

// indexState adds an incident, or a newer state of one, whose bridge isn't in memory.
func (h *Hub) indexState(s *incident.State) {
	h.mu.Lock()
	k := h.index[s.ID]
	if k == nil {
		k = &indexEntry{opening: newTurn()}
		h.index[s.ID] = k
	}
	if k.bridge == nil && (k.outline == nil || k.outline.Last < s.Last) {
		k.setOutline(s)
	}
	h.mu.Unlock()
	h.wakeLobbies()
}

// scanLog brings the index up to the end of the log. Entries that the index has and the
// log hasn't are damage.
func (h *Hub) scanLog(ctx context.Context) error {
	known := h.lastEntries()
	heads, err := h.log.Heads(ctx, incidents)
	if err != nil {
		return fmt.Errorf("list the incidents: %w", err)
	}
	if err := checkHeads(known, heads); err != nil {
		h.freezeDamaged(err)
		return err
	}
	for _, head := range heads {
		if err := h.indexUpTo(ctx, head); err != nil {
			return err
		}
	}
	return nil
}

// lastEntries returns the number of the last entry that the hub has read or written of
// each incident.
func (h *Hub) lastEntries() map[incident.ID]uint64 {
	h.mu.Lock()
	defer h.mu.Unlock()
	ends := map[incident.ID]uint64{}
	for id, k := range h.index {
		ends[id] = k.state().Last
	}
	return ends
}

// checkHeads returns a *store.Broken where the heads end before what is known, or leave
// out a number: incidents are numbered without gaps.
func checkHeads(known map[incident.ID]uint64, heads []store.Header) error {
	ends, most := map[incident.ID]uint64{}, uint64(0)
	for _, head := range heads {
		id := incident.ID(head.Stream)
		ends[id], most = head.Seq, max(most, id.Number())
	}
	for id, last := range known {
		if ends[id] < last {
			return &store.Broken{Stream: string(id), Seq: ends[id] + 1, Why: fmt.Sprintf("it is gone, and so are the entries after it up to %d", last)}
		}
	}
	for n := uint64(1); n < most; n++ {
		if id := incident.NewID(n); ends[id] == 0 {
			return &store.Broken{Stream: string(id), Seq: 1, Why: "the incident has no records, and incidents are numbered without gaps"}
		}
	}
	return nil
}

// indexUpTo brings one incident up to the entry of head at least.
func (h *Hub) indexUpTo(ctx context.Context, head store.Header) error {
	id := incident.ID(head.Stream)
	h.mu.Lock()
	k := h.index[id]
	if k != nil && k.state().Last >= head.Seq {
		h.mu.Unlock()
		return nil
	}
	if k != nil && k.bridge != nil {
		b := k.bridge
		b.retain()
		h.mu.Unlock()
		defer b.release()
		return b.syncWithLog(ctx)
	}
	h.mu.Unlock()
	state, _, err := replay(ctx, h.log, id, head)
	if errors.Is(err, store.ErrDamaged) {
		h.freezeDamaged(err)
	}
	if err == nil {
		h.indexState(state)
	}
	return err
}

// Knows reports whether any incident, open or closed, names a person with this name or
// one that looks like it, or such a person came in by a certificate. A role, stream or task
// that only waits for the person counts.
func (h *Hub) Knows(name string) bool {
	name = incident.ConfusableKey(name)
	if h.people.hasCertified(name) {
		return true
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, k := range h.index {
		for who := range k.state().Named() {
			if incident.ConfusableKey(who) == name {
				return true
			}
		}
	}
	return false
}

// Unused reports whether nobody was ever here: there is no incident and no profile, and
// nobody was enrolled or revoked. An invite that nobody took doesn't count.
func (h *Hub) Unused(ctx context.Context) (bool, error) {
	p := h.People()
	if len(p.List()) > 0 || len(p.RevokedPeople()) > 0 || len(p.RevokedKeys()) > 0 {
		return false, nil
	}
	for _, streams := range []string{incidents, profilePrefix} {
		heads, err := h.log.Heads(ctx, streams)
		if err != nil {
			return false, fmt.Errorf("list what is on record: %w", err)
		}
		if len(heads) > 0 {
			return false, nil
		}
	}
	return true, nil
}

package session

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"warroom/session/incident"
	"warroom/store"
)

// incidents is the prefix of the streams of incidents.
const incidents = "INC-"

// Sentences for people whose seat or lobby ends.
const (
	whyStopping = "the server stops; what is written is kept, come back when it is up"
	whyRevoked  = "your key was revoked"
)

// Hub holds every incident of one server. Its methods are safe to call concurrently.
type Hub struct {
	log       store.Log
	opt       Options
	people    *People
	workSlots *WorkSlots

	paces     paces
	numbering turn // of the goroutine that takes the next number for an incident
	evicting  turn // of the goroutine that ejects a person from all incidents
	merging   turn // of the goroutine that closes an incident, perhaps as a duplicate of another

	accessQueue *accessQueue // accesses that wait to be written
	clock       *clockWatch  // of the clock

	frozen    atomic.Pointer[string] // why nothing can be written; nil when it can
	unfreezes atomic.Uint64          // how often a freeze ended

	mu       sync.Mutex // guards what follows; taken before a Bridge's mu, never after
	index    map[incident.ID]*indexEntry
	profiles map[string]cachedProfile // by key, as the screens have them
	lobbies  map[*Lobby]struct{}
	closed   bool // no new seat, lobby or command
	stopped  bool // no new goroutine

	lastFaults  string         // the faults that the lobbies were woken for; of the sweep's goroutine
	background  sync.WaitGroup // goroutines of the hub
	ctx         context.Context
	cancel      context.CancelFunc
	appendLimit *appendLimit
}

// Open reads the log, checks the hash chain of every incident and of the people stream,
// and returns a Hub. A chain that is broken, or that ends before the log's head, is a
// store.ErrDamaged. The caller closes the hub, then the log.
func Open(ctx context.Context, log store.Log, o Options) (*Hub, error) {
	h := &Hub{
		opt: o.withDefaults(), index: map[incident.ID]*indexEntry{}, profiles: map[string]cachedProfile{}, lobbies: map[*Lobby]struct{}{},
		appendLimit: newAppendLimit(), accessQueue: newAccessQueue(),
	}
	h.log = store.Checked(log, h.freezeDamaged)
	h.workSlots = NewWorkSlots(h.opt.AtWork, h.opt.Tireless)
	h.paces = newPaces(h.opt)
	h.numbering, h.evicting, h.merging = newTurn(), newTurn(), newTurn()
	h.ctx, h.cancel = context.WithCancel(context.WithoutCancel(ctx))
	h.clock = newClockWatch(h.opt.Now)
	err := h.scanLog(ctx)
	if err == nil {
		err = h.warnOfFutureStamps(ctx)
	}
	if err == nil {
		h.people, err = OpenPeople(ctx, h.log, h.opt.Now)
	}
	if err != nil {
		h.cancel()
		return nil, err
	}
	h.people.append = h.append
	h.every(h.opt.Sweep, "sweep", h.sweep)
	h.every(h.opt.Sweep, completing, h.mend)
	h.every(h.opt.Probe, "probe the log", h.probe)
	h.later("write the access log", h.writeAccess)
	h.later(completing, func(ctx context.Context) { h.mend(ctx) })
	return h, nil
}

// Rules returns the rules that are in force now; nil is none.
func (h *Hub) Rules() *incident.Rules { return h.opt.Rules() }

// People returns the register of people who may come in.
func (h *Hub) People() *People { return h.people }

// Faults returns the faults of the server's files, and a recent step of its clock, for
// managers; "" is none.
func (h *Hub) Faults() string { return joinSentences(h.clock.fault(), h.opt.Faults()) }

// Close ends every seat and lobby with a reason, and waits until what they leave behind
// is written, or ctx ends. A second Close waits as well.
func (h *Hub) Close(ctx context.Context) error {
	h.mu.Lock()
	h.closed = true
	h.mu.Unlock()
	h.endAll(whyStopping, func(incident.Person) bool { return true })
	h.mu.Lock()
	h.stopped = true
	h.mu.Unlock()
	h.cancel()
	done := make(chan struct{})
	go func() { h.guard("close the hub", func() { h.background.Wait(); close(done) }) }()
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Declare opens an incident under the next free number. Numbers are dense, so a person
// can count the incidents that they may not see. They learn no more than how many: not
// even whether a number that is missing from a list was ever given. Random numbers
// would hide that too, and nobody could say them on the telephone.
func (h *Hub) Declare(ctx context.Context, by incident.Person, c incident.Declare) (incident.ID, error) {
	if err := h.paces.asks.wait(ctx, paceKey(by)); err != nil {
		return "", err
	}
	if err := h.paces.declares.wait(ctx, paceKey(by)); err != nil {
		return "", err
	}
	id, _, err := h.declareNext(ctx, by, func(incident.ID) (incident.Declare, error) { return c, nil })
	return id, err
}

// declareNext opens an incident under the next free number, which it gives to declaration,
// and returns the records.
func (h *Hub) declareNext(ctx context.Context, by incident.Person, declaration func(incident.ID) (incident.Declare, error)) (id incident.ID, records []store.Record, err error) {
	// Within one server, numbers are taken in turn: a conflict means a second server.
	if err := h.numbering.lock(ctx); err != nil {
		return "", nil, err
	}
	defer h.numbering.unlock()
	attempt := func() (err error) {
		if id, err = h.nextID(ctx); err != nil {
			return h.readFault(err)
		}
		records, err = h.declareAs(ctx, id, by, declaration)
		return err
	}
	readOn := func() error { return nil } // the next attempt asks the log for the next number
	if err := retryOnConflict("others are declaring incidents at this moment: try again", attempt, readOn); err != nil {
		return "", nil, err
	}
	return id, records, nil
}

// declareAs opens an incident under id. The error is a store.ErrConflict where the log
// already has one of this number.
func (h *Hub) declareAs(ctx context.Context, id incident.ID, by incident.Person, declaration func(incident.ID) (incident.Declare, error)) ([]store.Record, error) {
	if err := h.checkStillAllowed(ctx, by); err != nil {
		return nil, err
	}
	c, err := declaration(id)
	if err != nil {
		return nil, err
	}
	state := incident.New(id)
	events, err := incident.Decide(state, incident.Ask{By: by, At: h.opt.Now(), Rules: h.opt.Rules()}, c)
	if err != nil {
		return nil, err
	}
	records, err := h.appendEvents(ctx, id, 0, events)
	if err != nil {
		return nil, err
	}
	for _, e := range events {
		state = incident.Fold(state, e)
	}
	h.indexState(state)
	return records, nil
}

// checkAccepting returns why the hub accepts no command from p now, nil where it does.
func (h *Hub) checkAccepting(p incident.Person) error {
	h.mu.Lock()
	closed := h.closed
	h.mu.Unlock()
	why := h.Frozen()
	switch {
	case closed:
		return Ended{whyStopping}
	case h.people.Revoked(p.Name, p.Key):
		return Ended{whyRevoked}
	case why != "":
		return incident.Refusal{Why: why + "; nothing you send is kept until it can"}
	}
	return nil
}

// checkStillAllowed returns why a command of p may not be decided any more, nil where
// it may. It is called right before the decision: p may have been revoked, been given
// less, or have left while the command waited. It waits for a look at the files of
// keys, 100 ms at most. It checks ctx last: a door vouches for sessions that are open,
// and a session ends its ctx before it counts as closed.
func (h *Hub) checkStillAllowed(ctx context.Context, p incident.Person) error {
	if err := cmp.Or(h.checkAccepting(p), h.people.CheckAct(p)); err != nil {
		return err
	}
	return ctx.Err()
}

// nextID returns the first number that no incident of the log has.
func (h *Hub) nextID(ctx context.Context) (incident.ID, error) {
	heads, err := h.log.Heads(ctx, incidents)
	if err != nil {
		return "", fmt.Errorf("list the incidents: %w", err)
	}
	var last uint64
	for _, head := range heads {
		last = max(last, incident.ID(head.Stream).Number())
	}
	return incident.NewID(last + 1), nil
}

// List returns the incidents that p may see, the newest first; closed ones only if
// closedToo. It doesn't know what p has read: see Profile.ListRead.
func (h *Hub) List(p incident.Person, closedToo bool) []Summary {
	var list []Summary
	now := h.opt.Now()
	for _, l := range h.listed(p, closedToo) {
		list = append(list, l.to(p, now))
	}
	slices.SortFunc(list, func(a, b Summary) int { return cmp.Compare(b.ID.Number(), a.ID.Number()) })
	return list
}

// listed returns what the list of p is made of, which takes no lock any more.
func (h *Hub) listed(p incident.Person, closedToo bool) (all []listed) {
	enters := h.mayEnter(p)
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, k := range h.index {
		state := k.state()
		if enters(state) && (closedToo || state.Status.Phase != incident.PhaseClosed) {
			all = append(all, k.snapshot())
		}
	}
	return all
}

// Do runs one command without a seat, and returns its events.
func (h *Hub) Do(ctx context.Context, by incident.Person, id incident.ID, zone *time.Location, c incident.Command) ([]*incident.Event, error) {
	b, err := h.bridge(ctx, id, h.mayEnter(by))
	if err != nil {
		return nil, err
	}
	defer b.release()
	return b.do(ctx, by, zone, c)
}

// CheckAsk returns why by may not send a command of this kind at all, nil where they may.
// It gives the refusal that Do would give first, before the command's text is read.
func (h *Hub) CheckAsk(ctx context.Context, by incident.Person, id incident.ID, c incident.Command) error {
	b, err := h.bridge(ctx, id, h.mayEnter(by))
	if err != nil {
		return err
	}
	defer b.release()
	if err := h.checkAccepting(by); err != nil {
		return err
	}
	return b.scene.Load().state.CheckAsk(incident.Ask{By: by, At: h.opt.Now(), Rules: h.opt.Rules()}, c)
}

// WorkSlots returns the slots for work on whole records.
func (h *Hub) WorkSlots() *WorkSlots { return h.workSlots }

// Scene returns the scene of an incident, with its roster as of now, to p, who takes no seat.
func (h *Hub) Scene(ctx context.Context, p incident.Person, id incident.ID) (*Scene, error) {
	b, err := h.bridge(ctx, id, h.mayEnter(p))
	if err != nil {
		return nil, err
	}
	defer b.release()
	return b.now(), nil
}

// Newest returns the incident that p was shown as then, as they may see it now; it may
// be then itself. The error is ErrNotFound once p may no longer enter the incident.
func (h *Hub) Newest(ctx context.Context, p incident.Person, then incident.View) (incident.View, error) {
	k, b, err := h.find(then.ID(), h.mayEnter(p))
	switch {
	case err != nil:
		return incident.View{}, err
	case b != nil:
		defer b.release()
		scene := b.scene.Load()
		if !h.mayEnter(p)(scene.state) { // the index may not know it yet
			return incident.View{}, ErrNotFound
		}
		return scene.For(p), nil
	case h.lastOf(k) == then.Last():
		return then, nil // nothing happened until it left memory
	}
	scene, err := h.Scene(ctx, p, then.ID())
	if err != nil {
		return incident.View{}, err
	}
	return scene.For(p), nil
}

func (h *Hub) lastOf(k *indexEntry) uint64 {
	h.mu.Lock()
	defer h.mu.Unlock()
	return k.state().Last
}

// Sit gives p a seat at an incident's bridge, which they leave with Leave. A frozen log
// doesn't prevent it.
func (h *Hub) Sit(ctx context.Context, p incident.Person, id incident.ID, kind SeatKind) (*Seat, error) {
	b, err := h.bridge(ctx, id, h.mayEnter(p))
	if err != nil {
		return nil, err
	}
	defer b.release()
	s := newSeat(b, p, kind)
	h.mu.Lock()
	closed := h.closed
	if !closed {
		b.addSeat(s)
	}
	h.mu.Unlock()
	if closed {
		return nil, Ended{whyStopping}
	}
	// A person who was evicted before the seat was added would have kept it.
	err = h.people.CheckAct(p)
	if err == nil && !h.mayEnter(p)(s.Scene().state) {
		err = ErrNotFound
	}
	if err != nil {
		s.Leave()
		return nil, err
	}
	b.refresh()
	b.recordAttendance(ctx)
	return s, nil
}

// EndPerson ends every seat and lobby of a person, with a sentence for them.
func (h *Hub) EndPerson(name, why string) {
	h.endAll(why, func(p incident.Person) bool { return p.Name == name })
}

// endAll ends the seats and lobbies of those people for whom whose is true.
func (h *Hub) endAll(why string, whose func(incident.Person) bool) {
	for _, b := range h.loaded() {
		for _, s := range b.allSeats() {
			if whose(s.person) {
				s.end(why)
			}
		}
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	for l := range h.lobbies {
		if whose(l.person) {
			l.life.end(why)
		}
	}
}

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

// incidents is how the streams of incidents begin.
const incidents = "INC-"

// What people are told who may not be here any more.
const (
	whyStopping = "the server stops; what is written is kept, come back when it is up"
	whyRevoked  = "your key was revoked"
)

// Hub holds every incident of one server.
type Hub struct {
	log    store.Log
	opt    Options
	people *People
	turns  *Turns

	paces     paces
	numbering turn // of whoever takes the next number for an incident
	evicting  turn // of whoever may put someone out of the house

	accessQueue *accessQueue // of who comes to the door
	clock       *clockWatch  // of the clock

	frozen    atomic.Pointer[string] // why nothing can be written, nil when it can
	unfreezes atomic.Uint64          // how often it could be written again

	mu       sync.Mutex // guards what follows; taken before a Bridge's mu, never after
	index    map[incident.ID]*indexEntry
	profiles map[string]cachedProfile // by key, as they are now
	lobbies  map[*Lobby]struct{}
	closed   bool // nobody comes in any more
	stopped  bool // no goroutine begins any more

	lastFaults  string         // the faults of the house's files that lobbies were told last; the sweep's own
	background  sync.WaitGroup // goroutines of the hub
	ctx         context.Context
	cancel      context.CancelFunc
	appendLimit *appendLimit
}

// Open reads the log, checks the chain of every incident and of who may come in,
// and returns a Hub. A chain that is broken, or that ends before the log says
// it does, is a store.ErrDamaged. The caller closes the hub, then the log.
func Open(ctx context.Context, log store.Log, o Options) (*Hub, error) {
	h := &Hub{
		opt: o.withDefaults(), index: map[incident.ID]*indexEntry{}, profiles: map[string]cachedProfile{}, lobbies: map[*Lobby]struct{}{},
		appendLimit: newAppendLimit(), accessQueue: newAccessQueue(),
	}
	h.log = store.Checked(log, h.freezeDamaged)
	h.turns = NewTurns(h.opt.AtWork, h.opt.Tireless)
	h.paces = newPaces(h.opt)
	h.numbering, h.evicting = newTurn(), newTurn()
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
	h.every(h.opt.Probe, "probe the log", h.probe)
	h.later("write the access log", h.writeAccess)
	return h, nil
}

// Rules are what the house lays down, as of now; nil for none.
func (h *Hub) Rules() *incident.Rules { return h.opt.Rules() }

// People is who may come in.
func (h *Hub) People() *People { return h.people }

// Faults is what is wrong with the files of the house now, and with its clock of
// late, for managers; "" for nothing.
func (h *Hub) Faults() string { return joinSentences(h.clock.fault(), h.opt.Faults()) }

// Close ends every seat and lobby with a word and waits until what they leave
// behind is written, or ctx ends. A second Close waits as well.
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

// Declare opens an incident under the next free number. The numbers of all are
// dense, so whoever counts them sees that some are not theirs to know of. That
// tells as little as can be: how many, and no more, not even whether a number
// that is missing from a list was ever given. Numbers drawn at random would hide
// that too, and nobody could say them on the telephone.
func (h *Hub) Declare(ctx context.Context, by incident.Person, c incident.Declare) (incident.ID, error) {
	if err := h.paces.asks.wait(ctx, paceKey(by)); err != nil {
		return "", err
	}
	if err := h.paces.declares.wait(ctx, paceKey(by)); err != nil {
		return "", err
	}
	// Only a second server takes a number from under this one.
	if err := h.numbering.lock(ctx); err != nil {
		return "", err
	}
	defer h.numbering.unlock()
	var id incident.ID
	attempt := func() (err error) {
		if id, err = h.nextID(ctx); err != nil {
			return h.readFault(err)
		}
		return h.declareAs(ctx, id, by, c)
	}
	readOn := func() error { return nil } // the next attempt asks the log for the next number
	if err := retryOnConflict("others are declaring incidents at this moment: try again", attempt, readOn); err != nil {
		return "", err
	}
	return id, nil
}

// declareAs opens an incident under id. The error is a store.ErrConflict where the log
// already has one of this number.
func (h *Hub) declareAs(ctx context.Context, id incident.ID, by incident.Person, c incident.Declare) error {
	if err := h.checkStillAllowed(ctx, by); err != nil {
		return err
	}
	state := incident.New(id)
	events, err := incident.Decide(state, incident.Ask{By: by, At: h.opt.Now(), Rules: h.opt.Rules()}, c)
	if err != nil {
		return err
	}
	if _, err = h.appendEvents(ctx, id, 0, events); err != nil {
		return err
	}
	for _, e := range events {
		state = incident.Fold(state, e)
	}
	h.indexState(state)
	return nil
}

// checkAccepting says why the hub takes no word from this person now, nil where it does.
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

// checkStillAllowed says why nothing that p asked for is decided any more, nil where it is.
// It is asked right before, when nothing is left to wait for: meanwhile they may
// have been put out, been given less, or have gone. It waits for a look at the
// files of keys, a tenth of a second at most. The end of ctx is looked at last: a
// door vouches for the sessions that are open, and each ends its ctx before it is
// none of them any more.
func (h *Hub) checkStillAllowed(ctx context.Context, p incident.Person) error {
	if err := cmp.Or(h.checkAccepting(p), h.people.MayAct(p)); err != nil {
		return err
	}
	return ctx.Err()
}

// nextID is the first number that no incident of the log has.
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

// List tells the incidents that p may see, the newest first; closed ones only
// when asked.
func (h *Hub) List(p incident.Person, closedToo bool) []Summary {
	enters := h.mayEnter(p)
	h.mu.Lock()
	defer h.mu.Unlock()
	var list []Summary
	for _, k := range h.index {
		state := k.state()
		if enters(state) && (closedToo || state.Status.Phase != incident.Closed) {
			list = append(list, k.currentSummary())
		}
	}
	slices.SortFunc(list, func(a, b Summary) int { return cmp.Compare(b.ID.Number(), a.ID.Number()) })
	return list
}

// Do asks for one command from outside of any seat.
func (h *Hub) Do(ctx context.Context, by incident.Person, id incident.ID, zone *time.Location, c incident.Command) ([]*incident.Event, error) {
	b, err := h.bridge(ctx, id, h.mayEnter(by))
	if err != nil {
		return nil, err
	}
	defer b.release()
	return b.do(ctx, by, zone, c)
}

// MayAsk says why by may not ask for a command of this kind at all, nil where
// they may: what Do would say first, before what the command says is known.
func (h *Hub) MayAsk(ctx context.Context, by incident.Person, id incident.ID, c incident.Command) error {
	b, err := h.bridge(ctx, id, h.mayEnter(by))
	if err != nil {
		return err
	}
	defer b.release()
	if err := h.checkAccepting(by); err != nil {
		return err
	}
	return incident.MayAsk(b.scene.Load().State, incident.Ask{By: by, At: h.opt.Now(), Rules: h.opt.Rules()}, c)
}

// Turns are those of all who go through a whole record at one time.
func (h *Hub) Turns() *Turns { return h.turns }

// Scene is a look at an incident without a seat, its roster as of now.
func (h *Hub) Scene(ctx context.Context, p incident.Person, id incident.ID) (*Scene, error) {
	b, err := h.bridge(ctx, id, h.mayEnter(p))
	if err != nil {
		return nil, err
	}
	defer b.release()
	return b.now(), nil
}

// Newest returns the newest state of the incident that p was shown as then; it may be
// then itself. The error is ErrNotFound once p may no longer enter the incident.
func (h *Hub) Newest(ctx context.Context, p incident.Person, then *incident.State) (*incident.State, error) {
	k, b, err := h.find(then.ID, h.mayEnter(p))
	switch {
	case err != nil:
		return nil, err
	case b != nil:
		defer b.release()
		return b.scene.Load().State, nil
	case h.lastOf(k) == then.Last:
		return then, nil // nothing happened until it left memory
	}
	scene, err := h.Scene(ctx, p, then.ID)
	if err != nil {
		return nil, err
	}
	return scene.State, nil
}

func (h *Hub) lastOf(k *indexEntry) uint64 {
	h.mu.Lock()
	defer h.mu.Unlock()
	return k.state().Last
}

// Sit gives p a seat at an incident's bridge; they leave it with Leave. A
// record that can't be written keeps nobody from sitting.
func (h *Hub) Sit(ctx context.Context, p incident.Person, id incident.ID, how Manner) (*Seat, error) {
	b, err := h.bridge(ctx, id, h.mayEnter(p))
	if err != nil {
		return nil, err
	}
	defer b.release()
	s := newSeat(b, p, how)
	h.mu.Lock()
	closed := h.closed
	if !closed {
		b.addSeat(s)
	}
	h.mu.Unlock()
	if closed {
		return nil, Ended{whyStopping}
	}
	// Whoever was put out on the way here was not among the seats then.
	err = h.people.MayAct(p)
	if err == nil && !h.mayEnter(p)(s.Scene().State) {
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

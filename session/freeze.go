package session

import (
	"context"
	"errors"

	"warroom/session/incident"
	"warroom/store"
)

// heartbeatStream is the stream to which a frozen hub writes, to see whether it can.
const heartbeatStream = "pulse"

// Frozen returns why nothing can be written now, as a sentence, and "" when it can.
func (h *Hub) Frozen() string {
	if why := h.frozen.Load(); why != nil {
		return *why
	}
	return ""
}

// appendEvents appends events behind entry after, and sets their RecordedAt to what the
// log stored.
func (h *Hub) appendEvents(ctx context.Context, id incident.ID, after uint64, events []*incident.Event) ([]store.Record, error) {
	drafts := make([]store.Draft, len(events))
	for i, e := range events {
		payload, err := incident.Encode(e)
		if err != nil {
			return nil, err
		}
		drafts[i] = store.Draft{At: e.RecordedAt, Payload: payload}
	}
	records, err := h.append(ctx, string(id), after, drafts)
	for i, r := range records {
		events[i].RecordedAt = r.At // as the log stored it
	}
	return records, err
}

// append writes to the log. An error other than store.ErrConflict freezes the hub: no
// command is accepted until the log can be written again. It returns a Fault where the
// outcome isn't known, and a Refusal where nothing was stored.
func (h *Hub) append(ctx context.Context, stream string, after uint64, drafts []store.Draft) ([]store.Record, error) {
	ctx, cancel := h.limitAppend(ctx)
	defer cancel()
	records, err := h.log.Append(ctx, stream, after, drafts...)
	if err == nil || errors.Is(err, store.ErrConflict) {
		return records, err
	}
	why := h.freezeOn(stream, err)
	if errors.Is(err, store.ErrUncertain) {
		return nil, Fault{Why: why + "; whether this was kept isn't known: look at the timeline before you send it again", Unsure: true, err: err}
	}
	return nil, incident.Refusal{Why: why + "; this was not kept"}
}

// freezeOn freezes the hub after an error of the log, and returns the reason for
// people.
func (h *Hub) freezeOn(stream string, err error) string {
	h.opt.Logger.Error("the record can't be written", "stream", stream, "err", err)
	why := "the record can't be written: " + cause(err)
	h.freeze(why)
	return why
}

// probe asks whether the log takes records, so that people read that it doesn't before
// they type. It asks a frozen log too: its engine may save what it can. It ignores the
// answer if the hub was unfrozen meanwhile.
func (h *Hub) probe(ctx context.Context) (done bool) {
	ctx, cancel := h.limitAppend(ctx)
	defer cancel()
	frozen, thaws := h.Frozen() != "", h.unfreezes.Load()
	_, err := h.log.Append(ctx, heartbeatStream, 0)
	if err != nil && !errors.Is(err, store.ErrConflict) && !frozen && h.unfreezes.Load() == thaws {
		h.freezeOn(heartbeatStream, err)
	}
	return false
}

// limitAppend returns a context for one append. The append goes on when its caller's
// context ends, until Options.AppendLimit or the limit of Hub.LimitAppends.
func (h *Hub) limitAppend(ctx context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), h.opt.AppendLimit)
	return ctx, h.appendLimit.track(cancel)
}

// causes returns the errors of a store whose text is written for people, the more
// telling first.
func causes() []error {
	return []error{store.ErrLost, store.ErrDamaged, store.ErrFull, store.ErrIO, store.ErrBusy, store.ErrDenied, store.ErrClosed}
}

// cause returns the cause of a store's error for people. The engine's own text is for
// the log: it names streams of which not everyone may know.
func cause(err error) string {
	for _, c := range causes() {
		if errors.Is(err, c) {
			return c.Error()
		}
	}
	// An append is given up when it takes too long.
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		return "the disk doesn't answer"
	}
	return "the server's log says why"
}

// Fault says that the store couldn't be read, or not be written to the end. Why is a
// sentence for people; Error is for the log.
type Fault struct {
	Why    string
	Unsure bool // whether it was written isn't known, or only a part was
	err    error
}

// Error returns Why and the store's error.
func (f Fault) Error() string { return f.Why + ": " + f.err.Error() }

// Unwrap returns the store's error.
func (f Fault) Unwrap() error { return f.err }

// readFault logs err, an error of reading the store, and returns it as a Fault. Damage
// freezes the hub. It returns nil, context.Canceled and ErrNotFound unchanged.
func (h *Hub) readFault(err error) error {
	if err == nil || errors.Is(err, context.Canceled) || errors.Is(err, ErrNotFound) {
		return err
	}
	h.opt.Logger.Error("the record can't be read", "err", err)
	if errors.Is(err, store.ErrDamaged) {
		h.freezeDamaged(err)
	}
	if why := h.Frozen(); why != "" {
		return Fault{Why: why, err: err}
	}
	return Fault{Why: "the record can't be read: " + cause(err), err: err}
}

// freeze refuses all commands with why, until the log can be written again.
func (h *Hub) freeze(why string) {
	if h.frozen.CompareAndSwap(nil, &why) {
		h.showFrozen()
		h.every(h.opt.Probe, "write to a frozen log", h.unfreeze)
	}
}

// whyDamaged is the reason for people once the record was found damaged.
const whyDamaged = "the record is damaged and can't be written: whoever runs this server must stop it and run warroom verify"

// freezeDamaged freezes the hub until the server is started again, since a damaged
// store's answers can't be trusted. It logs the first finding.
func (h *Hub) freezeDamaged(err error) {
	why := whyDamaged
	if was := h.frozen.Swap(&why); was != nil && *was == why || h.people == nil {
		return // it was logged, or Open returns it
	}
	h.opt.Logger.Error("the record is damaged: nothing more is written to it. Stop the server, keep a copy of the data folder as it is, run warroom verify, restore a backup", "err", err)
	h.showFrozen()
}

// unfreeze writes to the log and, where that succeeds, ends the freeze. It reports
// whether no further try is needed.
func (h *Hub) unfreeze(ctx context.Context) (done bool) {
	ice := h.frozen.Load()
	if *ice == whyDamaged {
		return true
	}
	ctx, cancel := context.WithTimeout(ctx, h.opt.AppendLimit)
	defer cancel()
	if h.heartbeat(ctx) != nil {
		return false
	}
	// An append that gave up may have been stored all the same. That is shown
	// before anyone types it again.
	if err := h.scanLog(ctx); err != nil {
		h.opt.Logger.Error("the record can be written again, but not read", "err", err)
		return false
	}
	h.unfreezes.Add(1) // first, or a late answer to probe would freeze the hub again
	if !h.frozen.CompareAndSwap(ice, nil) {
		return false // damage was found meanwhile
	}
	h.opt.Logger.Info("the record can be written again")
	h.showFrozen()
	for _, b := range h.loaded() {
		b.recordAttendance(ctx)
	}
	return true
}

// heartbeat writes one record to heartbeatStream.
func (h *Hub) heartbeat(ctx context.Context) error {
	last, err := h.last(ctx, heartbeatStream)
	if err != nil {
		return err
	}
	_, err = h.log.Append(ctx, heartbeatStream, last.Seq, store.Draft{At: h.opt.Now(), Payload: []byte("{}")})
	return err
}

// last returns a stream's last header, the zero Header where it has none.
func (h *Hub) last(ctx context.Context, stream string) (store.Header, error) {
	return lastOf(ctx, h.log, stream)
}

func lastOf(ctx context.Context, log store.Log, stream string) (store.Header, error) {
	heads, err := log.Heads(ctx, stream)
	if err != nil || len(heads) == 0 || heads[0].Stream != stream {
		return store.Header{}, err
	}
	return heads[0], nil // sorted by name: those that only begin with it follow
}

// showFrozen shows the freeze, or its end, on every screen.
func (h *Hub) showFrozen() {
	for _, b := range h.loaded() {
		b.showFrozen()
	}
	h.wakeLobbies()
}

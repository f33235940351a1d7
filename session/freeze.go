package session

import (
	"context"
	"errors"

	"warroom/session/incident"
	"warroom/store"
)

// heartbeatStream is the stream that a frozen hub writes to, to see whether it can.
const heartbeatStream = "pulse"

// Frozen is why nothing can be written now, a sentence; "" when it can.
func (h *Hub) Frozen() string {
	if why := h.frozen.Load(); why != nil {
		return *why
	}
	return ""
}

// appendEvents writes what was decided behind entry after.
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
		events[i].RecordedAt = r.At // the log has the last word
	}
	return records, err
}

// append writes to the log. A log that fails freezes the whole hub: nothing is
// acknowledged until it can be written again.
func (h *Hub) append(ctx context.Context, stream string, after uint64, drafts []store.Draft) ([]store.Record, error) {
	ctx, cancel := h.limitAppend(ctx)
	defer cancel()
	records, err := h.log.Append(ctx, stream, after, drafts...)
	if err == nil || errors.Is(err, store.ErrConflict) {
		return records, err
	}
	why := h.freezeOn(stream, err)
	if errors.Is(err, store.ErrUncertain) {
		return nil, Fault{Why: why + "; whether this was kept is not known: look at the timeline before you send it again", Unsure: true, err: err}
	}
	return nil, incident.Refusal{Why: why + "; this was not kept"}
}

// freezeOn freezes the hub on a log that failed and returns why, in words for
// people.
func (h *Hub) freezeOn(stream string, err error) string {
	h.opt.Logger.Error("the record can't be written", "stream", stream, "err", err)
	why := "the record can't be written: " + cause(err)
	h.freeze(why)
	return why
}

// probe asks whether the log takes records, so that people hear before they type
// that it doesn't. A frozen one is asked too: its engine may save what it can. An
// answer that a thaw has overtaken says nothing any more.
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

// limitAppend is the time that an append has. Once begun, it is not given up because
// its asker went away.
func (h *Hub) limitAppend(ctx context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), h.opt.AppendLimit)
	return ctx, h.appendLimit.track(cancel)
}

// causes are the errors of a store that have words for people, the more telling
// before those that come with them.
func causes() []error {
	return []error{store.ErrLost, store.ErrDamaged, store.ErrFull, store.ErrIO, store.ErrBusy, store.ErrDenied, store.ErrClosed}
}

// cause is what is behind a store's error, in words for people. The engine's own
// are for the log: they name streams, and not everyone may know of each.
func cause(err error) string {
	for _, c := range causes() {
		if errors.Is(err, c) {
			return c.Error()
		}
	}
	// An append is given up when it takes too long, or sooner when the server stops.
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		return "the disk doesn't answer"
	}
	return "the server's log says why"
}

// Fault is a store that can't be read for someone, or written to the end. Why is a
// sentence for them; Error is for the log.
type Fault struct {
	Why    string
	Unsure bool // whether it was written isn't known, or not all of it was
	err    error
}

func (f Fault) Error() string { return f.Why + ": " + f.err.Error() }

// Unwrap is what the store said.
func (f Fault) Unwrap() error { return f.err }

// readFault makes err, from reading the store, one that a person can be told. What
// is no fault of the store, it returns as it is.
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

func (h *Hub) freeze(why string) {
	if h.frozen.CompareAndSwap(nil, &why) {
		h.showFrozen()
		h.every(h.opt.Probe, "write to a frozen log", h.unfreeze)
	}
}

// whyDamaged is what everyone is told once the record was found damaged.
const whyDamaged = "the record is damaged and can't be written: whoever runs this server must stop it and run warroom verify"

// freezeDamaged freezes the hub until the server is started again: what the store says
// can't be trusted any more, whatever it says next. The first finding is logged.
func (h *Hub) freezeDamaged(err error) {
	why := whyDamaged
	if was := h.frozen.Swap(&why); was != nil && *was == why || h.people == nil {
		return // it was said, or Open returns it
	}
	h.opt.Logger.Error("the record is damaged: nothing more is written to it. Stop the server, keep a copy of the data folder as it is, run warroom verify, restore a backup", "err", err)
	h.showFrozen()
}

// unfreeze tries the log and, where it can be written again, lets people go on.
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
	h.unfreezes.Add(1) // before it is seen, or what fails late would freeze it again
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

// heartbeat writes one record to the pulse.
func (h *Hub) heartbeat(ctx context.Context) error {
	last, err := h.last(ctx, heartbeatStream)
	if err != nil {
		return err
	}
	_, err = h.log.Append(ctx, heartbeatStream, last.Seq, store.Draft{At: h.opt.Now(), Payload: []byte("{}")})
	return err
}

// last is a stream's last header, the zero Header where it has none.
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

// showFrozen puts the banner on every screen, or takes it off.
func (h *Hub) showFrozen() {
	for _, b := range h.loaded() {
		b.showFrozen()
	}
	h.wakeLobbies()
}

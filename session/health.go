package session

import (
	"context"
	"errors"

	"warroom/session/incident"
	"warroom/store"
)

// pulse is the stream that a frozen hub writes to, to see whether it can.
const pulse = "pulse"

// Frozen is why nothing can be written now, a sentence; "" when it can.
func (h *Hub) Frozen() string {
	if why := h.ice.Load(); why != nil {
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
	ctx, cancel := h.limit(ctx)
	defer cancel()
	records, err := h.log.Append(ctx, stream, after, drafts...)
	if err == nil || errors.Is(err, store.ErrConflict) {
		return records, err
	}
	h.opt.Logger.Error("the record can't be written", "stream", stream, "err", err)
	why := incident.CleanLine("the record can't be written: " + cause(err))
	h.freeze(why)
	if errors.Is(err, store.ErrUncertain) {
		return nil, incident.Refusal{Why: why + "; whether this was kept shows once it can"}
	}
	return nil, incident.Refusal{Why: why + "; this was not kept"}
}

// limit is the time that an append has. Once begun, it is not given up because
// its asker went away.
func (h *Hub) limit(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.WithoutCancel(ctx), h.opt.AppendLimit)
}

// cause is the innermost error's text: those around it name streams, and not
// everyone may know of each.
func cause(err error) string {
	if errors.Is(err, context.DeadlineExceeded) {
		return "the disk doesn't answer"
	}
	for inner := errors.Unwrap(err); inner != nil; inner = errors.Unwrap(err) {
		err = inner
	}
	return err.Error()
}

func (h *Hub) freeze(why string) {
	if h.ice.CompareAndSwap(nil, &why) {
		h.showIce()
		h.every(h.opt.Probe, h.thaw)
	}
}

// thaw tries the log and, where it can be written again, lets people go on.
func (h *Hub) thaw(ctx context.Context) (done bool) {
	ctx, cancel := context.WithTimeout(ctx, h.opt.AppendLimit)
	defer cancel()
	if h.beat(ctx) != nil {
		return false
	}
	// An append that gave up may have been stored all the same. That is shown
	// before anyone types it again.
	if err := h.survey(ctx); err != nil {
		h.opt.Logger.Error("the record can be written again, but not read", "err", err)
		return false
	}
	h.opt.Logger.Info("the record can be written again")
	h.ice.Store(nil)
	h.showIce()
	for _, b := range h.open() {
		b.attend(ctx)
	}
	return true
}

// beat writes one record to the pulse.
func (h *Hub) beat(ctx context.Context) error {
	after, err := h.last(ctx, pulse)
	if err != nil {
		return err
	}
	_, err = h.log.Append(ctx, pulse, after, store.Draft{At: h.opt.Now(), Payload: []byte("{}")})
	return err
}

// last is the number of a stream's last record, 0 where it has none.
func (h *Hub) last(ctx context.Context, stream string) (uint64, error) {
	heads, err := h.log.Heads(ctx, stream)
	if err != nil || len(heads) == 0 || heads[0].Stream != stream {
		return 0, err
	}
	return heads[0].Seq, nil // sorted by name: those that only begin with it follow
}

// showIce puts the banner on every screen, or takes it off.
func (h *Hub) showIce() {
	for _, b := range h.open() {
		b.showIce()
	}
	h.wakeLobbies()
}

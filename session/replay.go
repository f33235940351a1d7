package session

import (
	"context"
	"fmt"

	"warroom/session/incident"
	"warroom/store"
)

// pageLen is the number of records that pass from replay's one goroutine to the other
// at a time.
const pageLen = 512

// replay folds the whole log of one incident. It checks the hash chain, and that the
// log reaches the header known unless that is zero. An entry that can't be decoded is a
// store.ErrDamaged: no program wrote it. Where the log is empty, it returns the state
// before any entry. One goroutine reads while this one decodes and folds.
func replay(ctx context.Context, log store.Log, id incident.ID, known store.Header) (*incident.State, store.Header, error) {
	ctx, cancel := context.WithCancel(ctx)
	pages := make(chan []store.Record, 4)
	var readErr error // set before pages is closed
	go func() {
		defer close(pages)
		readErr = readChecked(ctx, log, id, known, pages)
	}()
	defer func() { // end the reader, and wait for it
		cancel()
		for range pages {
		}
	}()
	state, head := incident.New(id), store.Header{}
	for page := range pages {
		for _, r := range page {
			e, err := incident.Decode(id, r.Seq, r.At, r.Payload)
			if err != nil {
				return nil, head, fmt.Errorf("%w: %w", store.ErrDamaged, err)
			}
			state, head = incident.Fold(state, e), r.Header
		}
	}
	if readErr != nil {
		return nil, head, readErr
	}
	return state, head, nil
}

// readChecked sends an incident's records, each checked against the one before it, up
// to known at least. It turns a panic into an error.
func readChecked(ctx context.Context, log store.Log, id incident.ID, known store.Header, pages chan<- []store.Record) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("read %s: panic: %v", id, v)
		}
	}()
	send := func(page []store.Record) error {
		select {
		case pages <- page:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	chain := store.NewChain(string(id))
	chain.Expect(known)
	page := make([]store.Record, 0, pageLen)
	for r, err := range store.Scan(ctx, log, string(id), 0) {
		if err != nil {
			return fmt.Errorf("read %s: %w", id, err)
		}
		if err := chain.Add(r); err != nil {
			return err
		}
		if page = append(page, r); len(page) == pageLen {
			if err := send(page); err != nil {
				return err
			}
			page = make([]store.Record, 0, pageLen)
		}
	}
	if err := chain.End(); err != nil {
		return err
	}
	return send(page)
}

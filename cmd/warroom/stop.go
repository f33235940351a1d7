package main

import (
	"context"
	"errors"
	"time"

	"warroom/store/sqlite"
)

// Bounds of stopping, whatever hangs. All acknowledged entries are on disk by
// then, so nothing must be waited for, except when a file of the record was
// lost and the open files are the last copy.
const (
	stopTime  = 5 * time.Second        // in all
	leaveTime = 3 * time.Second        // of it, to tell and disconnect people
	writeTime = time.Second            // for a write in progress
	closeTime = 500 * time.Millisecond // at the end, for the database
	saveTime  = time.Minute            // beyond all that, to save a lost record
)

// close disconnects everyone, then closes the log. It logs failures of the disk
// and returns no error for them, as no affected write was acknowledged.
func (h *house) close() error {
	ctx, cancel := context.WithTimeout(context.Background(), stopTime)
	defer cancel()
	h.hub.LimitAppends(writeTime)
	return errors.Join(h.drain(ctx), h.closeHub(ctx), h.closeLog(ctx))
}

func (h *house) drain(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, leaveTime)
	defer cancel()
	err := h.door.Drain(ctx)
	if errors.Is(err, context.DeadlineExceeded) {
		return nil // a connection that doesn't answer ends with the program
	}
	return err
}

func (h *house) closeHub(ctx context.Context) error {
	end, _ := ctx.Deadline()
	ctx, cancel := context.WithDeadline(ctx, end.Add(-closeTime))
	defer cancel()
	err := h.hub.Close(ctx)
	if errors.Is(err, context.DeadlineExceeded) {
		h.logger.Warn("the disk doesn't answer: the next start records who left")
		return nil
	}
	return err
}

func (h *house) closeLog(ctx context.Context) error {
	closed := make(chan error, 1)
	go func() { closed <- contained(h.log.Close) }()
	select {
	case err := <-closed:
		if errors.Is(err, sqlite.ErrApart) {
			h.logger.Warn("the database is closed, and all is on disk", "err", err)
			return nil
		}
		return err
	case <-ctx.Done():
		return h.leaveLog(closed)
	}
}

// leaveLog logs the state of a log that didn't close in time. It waits for a
// lost record that isn't saved yet.
func (h *house) leaveLog(closed <-chan error) error {
	if errors.Is(h.lost(), sqlite.ErrUnsaved) {
		h.logger.Error("the record is no longer on disk and is being saved: don't kill the server", "wait", saveTime, "err", h.lost())
		select {
		case err := <-closed:
			return err
		case <-time.After(saveTime):
		}
	}
	if lost := h.lost(); lost != nil {
		return lost
	}
	h.logger.Warn("the disk doesn't answer: the database is left as it is; all acknowledged entries are on disk, and the next start finds them")
	return nil
}

// lost returns the log's error about a lost file, nil if there is none.
func (h *house) lost() error {
	if log, ok := h.log.(interface{ Lost() error }); ok {
		return log.Lost()
	}
	return nil
}

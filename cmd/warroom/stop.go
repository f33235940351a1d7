package main

import (
	"context"
	"errors"
	"time"

	"warroom/store/sqlite"
)

// What stopping may take, whatever hangs. All that was acknowledged is on disk
// by then, so that nothing has to be waited for: unless a file of the record was
// lost, and the open files are the last copy.
const (
	stopTime  = 5 * time.Second        // in all
	leaveTime = 3 * time.Second        // of it, for those inside to be told and to leave
	writeTime = time.Second            // for a write that is under way
	closeTime = 500 * time.Millisecond // at the end, for the database
	saveTime  = time.Minute            // beyond all that, for a lost record to be saved
)

// close lets everyone go, then closes the log. What the disk hinders is said in
// the log and is no error: nobody was told that it was kept.
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
		return nil // a connection that doesn't answer; it goes with the program
	}
	return err
}

func (h *house) closeHub(ctx context.Context) error {
	end, _ := ctx.Deadline()
	ctx, cancel := context.WithDeadline(ctx, end.Add(-closeTime))
	defer cancel()
	err := h.hub.Close(ctx)
	if errors.Is(err, context.DeadlineExceeded) {
		h.logger.Warn("the disk doesn't answer: who left is noted at the next start")
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

// leaveLog says what becomes of a log that didn't close in time. A lost record
// that isn't saved is waited for.
func (h *house) leaveLog(closed <-chan error) error {
	if errors.Is(h.lost(), sqlite.ErrUnsaved) {
		h.logger.Error("the record isn't on disk any more, and is being saved: don't kill the server", "wait", saveTime, "err", h.lost())
		select {
		case err := <-closed:
			return err
		case <-time.After(saveTime):
		}
	}
	if lost := h.lost(); lost != nil {
		return lost
	}
	h.logger.Warn("the disk doesn't answer: the database is left as it is; all that was acknowledged is on disk, and the next start finds it")
	return nil
}

// lost is what the log says of a file that it lost; nil where none is.
func (h *house) lost() error {
	if log, ok := h.log.(interface{ Lost() error }); ok {
		return log.Lost()
	}
	return nil
}

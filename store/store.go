// Package store keeps streams of records for ever.
//
// Its one idea: a stream is a dense, hash-linked list that only grows. A
// [Log] adds to its end, all or none and durable, and reads on from any point.
// A [Record] is a [Header] and a payload, kept apart, so that a payload may one
// day be erased while its header, and with it the chain, stays.
//
// It refuses to know what the bytes of a payload mean. Engines live in the
// packages below it and pass the suite in store/storetest.
package store

import (
	"context"
	"errors"
	"fmt"
)

// Errors that a caller branches on. Engines wrap them with the operation that
// failed.
var (
	// ErrConflict says that somebody else has written to the stream: read its
	// tail, decide again, append again. Nothing was stored.
	ErrConflict = errors.New("the stream has moved on")

	// ErrClosed is returned by every method of a Log once Close was called.
	ErrClosed = errors.New("the log is closed")

	// ErrUncertain says that an Append gave up waiting after its records were
	// on their way to the disk. They may all be stored, or none: only reading
	// the stream's tail can show.
	ErrUncertain = errors.New("whether it was stored is not known")

	// ErrLost says that a file of the log was removed, replaced or cut while it
	// was open. Nothing more is stored until the log is reopened: nobody would
	// find it. Together with ErrUncertain, the records of that Append may be
	// among those that the engine could save.
	ErrLost = errors.New("its file was removed or replaced; tell whoever runs the server")

	// ErrReadOnly is returned by Append on a Log that was opened for reading.
	ErrReadOnly = errors.New("the log is open for reading only")

	// ErrDamaged says that the log doesn't hold what was written to it. Its
	// answers can't be trusted any more, and a second try doesn't help. Every
	// *Broken is one.
	ErrDamaged = errors.New("the record is damaged")
)

// Errors of an engine's files. The engine's own message follows in the error's
// text, for the operator's log; these are for everyone.
var (
	ErrFull   = errors.New("the disk is full")
	ErrIO     = errors.New("the disk fails: input/output error")
	ErrBusy   = errors.New("another program holds the database")
	ErrDenied = errors.New("the database's file or folder can't be written")
)

// Log is a set of streams. A stream exists from its first record on; its name
// obeys [CheckStream]. All methods may be called by any goroutine at any time.
// Slices and payloads that go in or come out belong to the caller.
type Log interface {
	// Append adds the drafts to the end of the stream, all or none, and returns
	// their records once they are durable. The stream's last Seq must be after
	// (0 for a stream that doesn't exist yet), else ErrConflict. Without drafts
	// it only checks that, and that the log accepts records at all.
	//
	// An Append that fails has stored nothing, unless the error is
	// ErrUncertain. That happens if the context ends late, or a sync failed. If
	// the context ends before the log has taken the drafts, nothing is stored.
	Append(ctx context.Context, stream string, after uint64, drafts ...Draft) ([]Record, error)

	// Read returns the records whose Seq is greater than after, in order, at
	// most limit of them; all if limit is 0 or less. A stream that doesn't
	// exist is empty. It returns fewer than limit only at the stream's end: an
	// engine that can't reach a record that Heads promises returns ErrDamaged.
	// For a long stream, see [Scan].
	Read(ctx context.Context, stream string, after uint64, limit int) ([]Record, error)

	// Heads returns the last header of each stream whose name begins with
	// prefix, sorted by name, byte by byte.
	Heads(ctx context.Context, prefix string) ([]Header, error)

	// Close waits for the Append in progress, refuses waiting ones with
	// ErrClosed, and releases the engine's files. A second Close does nothing.
	Close() error
}

// MaxStream is the longest name of a stream, in bytes.
const MaxStream = 128

// CheckStream returns an error unless name is 1 to [MaxStream] bytes of
// printable ASCII without spaces: names are used in hashes, logs and file
// names, where two that look alike must not differ.
func CheckStream(name string) error {
	if name == "" || len(name) > MaxStream {
		return fmt.Errorf("a stream's name has 1 to %d bytes, not %d", MaxStream, len(name))
	}
	for i := range len(name) {
		if name[i] <= ' ' || name[i] > '~' {
			return fmt.Errorf("a stream's name is printable ASCII without spaces, not %q", name)
		}
	}
	return nil
}

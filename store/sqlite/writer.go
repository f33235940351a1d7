package sqlite

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"time"

	"warroom/store"
)

// A group is closed at this many members, or at this many bytes of payloads.
const (
	groupMembers = 256
	groupBytes   = 4 << 20
)

// Append implements [store.Log]. Appends that come during a commit share the
// next one; each still succeeds or fails by itself.
func (l *Log) Append(ctx context.Context, stream string, after uint64, drafts ...store.Draft) ([]store.Record, error) {
	if l.writer == nil {
		return nil, fmt.Errorf("append to %s: %w", stream, store.ErrReadOnly)
	}
	records, err := store.Prepare(stream, drafts)
	if err == nil {
		err = l.meaning(l.writer.append(ctx, &request{stream: stream, after: after, records: records, done: make(chan error, 1)}))
	}
	if err != nil {
		return nil, fmt.Errorf("append to %s: %w", stream, err)
	}
	return records, nil
}

// request is one Append on its way through the writer, which owns its records
// until done has the outcome.
type request struct {
	stream  string
	after   uint64
	records []store.Record
	done    chan error // has capacity for the one outcome
}

func (r *request) bytes() (n int) {
	for _, rec := range r.records {
		n += len(rec.Payload)
	}
	return n
}

// writer is the one goroutine that writes.
type writer struct {
	log      *Log
	session  *session // its connection; used by the goroutine only
	requests chan *request
	closing  chan struct{} // closed: no new request is accepted
	done     chan struct{} // closed once the goroutine has ended

	lost    error  // a file isn't under its name any more: no Append is accepted again
	sick    error  // the last checkpoint failed: no Append is accepted until one succeeds
	bound   int    // frames of the write-ahead log from which a checkpoint waits for readers
	patient int    // the same, after it has waited in vain
	saved   rescue // the state of saving the record once a file was lost

	frames frames // of the write-ahead log, at the last look
	all    int    // frames in the log, as progress last returned
	behind int    // of these, not in the database's file yet
	asked  bool   // nothing was written since progress was asked

	ends   map[string]store.Header // of all streams, kept even if the connection is dropped
	starts map[string][32]byte     // the hash of the first record of each
	seen   int64                   // the data version of ends and starts

	tail []store.Record // the last committed records
	held int            // bytes of it

	// before, if a test sets it, runs in the goroutine ahead of each try; back
	// ahead of each checkpoint, which fails with its error.
	before func(*session, []*request)
	back   func() error

	// room, if a test sets it, runs ahead of each rescue into a folder, which
	// fails with its error.
	room func(dir string) error

	wait func(time.Duration) // time.Sleep, except in tests
}

func newWriter(l *Log) *writer {
	return &writer{
		log:      l,
		session:  &session{connect: l.files.connect},
		requests: make(chan *request),
		closing:  make(chan struct{}),
		done:     make(chan struct{}),
		bound:    patientPages,
		patient:  patientPages,
		ends:     map[string]store.Header{},
		starts:   map[string][32]byte{},
		wait:     time.Sleep,
	}
}

// append passes r to the writer and waits. If ctx ends before the writer takes
// r, nothing is stored; after that it is uncertain.
func (w *writer) append(ctx context.Context, r *request) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case w.requests <- r:
	case <-ctx.Done():
		return ctx.Err()
	case <-w.closing:
		return store.ErrClosed
	}
	select {
	case err := <-r.done:
		return err
	case <-ctx.Done():
		return fmt.Errorf("%w: %w", ctx.Err(), store.ErrUncertain)
	}
}

// close must be called once. It leaves the connection open.
func (w *writer) close() {
	close(w.closing)
	<-w.done
}

func (w *writer) run() {
	defer close(w.done)
	for {
		select {
		case <-w.closing:
			return
		case r := <-w.requests:
			w.serve(w.gather(r))
			w.tend()
		}
	}
}

// gather adds all waiting requests to first. It gives the members of the last
// commit a moment to come back first, which makes groups half as large again.
func (w *writer) gather(first *request) []*request {
	runtime.Gosched()
	group := []*request{first}
	for size := first.bytes(); len(group) < groupMembers && size < groupBytes; {
		select {
		case r := <-w.requests:
			group = append(group, r)
			size += r.bytes()
		default:
			return group
		}
	}
	return group
}

// serve commits the group, and gives each member its outcome. If the commit
// fails, it tries the members one by one, so that only those fail that fail by
// themselves. If the group may be stored it tries none again, since a second
// try would conflict with its own records: all members fail with that error.
func (w *writer) serve(group []*request) {
	outcomes, err := w.try(group)
	switch {
	case err == nil:
		for i, r := range group {
			r.done <- outcomes[i]
		}
	case len(group) == 1, errors.Is(err, store.ErrLost), errors.Is(err, store.ErrUncertain):
		for _, r := range group {
			r.done <- err
		}
	default:
		for i := range group {
			w.serve(group[i : i+1])
		}
	}
}

// try commits the group in one transaction. The outcomes are the members' own;
// the error is the whole transaction's. Then nothing is stored, unless the
// error is ErrUncertain. try turns a panic into such an error, and reopens the
// session.
func (w *writer) try(group []*request) (outcomes []error, err error) {
	defer func() {
		if p := recover(); p != nil {
			w.session.drop()
			err = fmt.Errorf("the writer panicked: %v: %w\n%s", p, store.ErrUncertain, debug.Stack())
		}
	}()
	if err := w.ready(); err != nil {
		return nil, err
	}
	if w.before != nil {
		w.before(w.session, group)
	}
	outcomes, err = w.session.commit(group)
	if err != nil {
		return nil, err
	}
	w.remember(group, outcomes)
	err = w.look()
	if err == nil && w.sick == nil {
		err = w.whole()
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %w", err, store.ErrUncertain)
	}
	if w.log.lock != nil && w.session.seen != w.seen {
		w.learn()
	}
	return outcomes, nil
}

// ready returns why nothing can be written now, nil if something can. It
// repairs what it can.
func (w *writer) ready() error {
	if w.lost == nil {
		_ = w.session.open() // to judge by what it sees; an error is returned below
	}
	if err := w.look(); err != nil {
		return err
	}
	if w.sick != nil {
		if err := w.heal(); err != nil {
			return err
		}
	}
	if err := w.session.open(); err != nil {
		return fmt.Errorf("open the database again: %w", err)
	}
	if w.frames == (frames{}) {
		return w.whole() // checks what is there before anything is written
	}
	return nil
}

// look compares the open files with their names.
func (w *writer) look() error {
	if w.lost != nil {
		return w.lost
	}
	err := w.log.files.check(w)
	switch {
	case errors.Is(err, store.ErrLost):
		w.lose(err)
	case errors.Is(err, errAnew):
		w.sick = err // the commits so far are in the write-ahead log
		return nil
	}
	return err
}

func (w *writer) lose(err error) {
	w.lost = err
	w.publish()
	w.log.tell().Error("nothing is accepted any more, the record is being saved", "err", err)
}

// remember keeps the committed records in memory.
func (w *writer) remember(group []*request, outcomes []error) {
	if w.log.lock == nil {
		return // a tool saves nothing
	}
	for i, r := range group {
		if outcomes[i] != nil || len(r.records) == 0 {
			continue
		}
		w.ends[r.stream] = r.records[len(r.records)-1].Header
		if first := r.records[0].Header; first.Seq == 1 {
			w.starts[r.stream] = first.Hash()
		}
		for _, rec := range r.records {
			w.tail, w.held = append(w.tail, rec.Clone()), w.held+recordSize+len(rec.Payload)
		}
	}
	w.let()
}

// mostHeld bounds the committed records kept in memory, in bytes. They are kept
// even when the database's file has them: that can be cut too, and nothing else
// would have the records that were written back. The oldest are dropped first;
// a stream whose beginning was dropped can't be saved from memory any more.
const mostHeld = 16 << 20

// recordSize is the approximate memory of a record beside its payload, in
// bytes.
const recordSize = 256

// let drops the oldest records beyond the bound.
func (w *writer) let() {
	n := 0
	for ; w.held > mostHeld; n++ {
		w.held -= recordSize + len(w.tail[n].Payload)
	}
	w.tail = w.tail[n:]
}

// learn reads the ends of all streams, at the start and after another program
// wrote. It ignores ends that can't be read: verify reports those.
func (w *writer) learn() {
	w.seen = w.session.seen
	ctx := context.Background()
	heads, _ := w.log.Heads(ctx, "")
	for _, h := range heads {
		w.ends[h.Stream] = h
		if _, known := w.starts[h.Stream]; known {
			continue
		}
		if first, err := w.log.Read(ctx, h.Stream, 0, 1); err == nil && len(first) == 1 {
			w.starts[h.Stream] = first[0].Hash()
		}
	}
}

package sqlite

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"

	"warroom/store"
)

// A group is closed when it has this many members, or when its payloads have
// this many bytes.
const (
	groupMembers = 256
	groupBytes   = 4 << 20
)

// Append implements [store.Log]. Appends that come while a commit is under way
// share the next one; each still stands or falls alone.
func (l *Log) Append(ctx context.Context, stream string, after uint64, drafts ...store.Draft) ([]store.Record, error) {
	if l.writer == nil {
		return nil, fmt.Errorf("append to %s: %w", stream, store.ErrReadOnly)
	}
	records, err := store.Prepare(stream, drafts)
	if err == nil {
		err = meaning(l.writer.append(ctx, &request{stream: stream, after: after, records: records, done: make(chan error, 1)}))
	}
	if err != nil {
		return nil, fmt.Errorf("append to %s: %w", stream, err)
	}
	return records, nil
}

// request is one Append on its way through the writer. Its records are the
// writer's until done has the outcome.
type request struct {
	stream  string
	after   uint64
	records []store.Record
	done    chan error // has room for the one outcome
}

func (r *request) bytes() (n int) {
	for _, rec := range r.records {
		n += len(rec.Payload)
	}
	return n
}

// writer is the one goroutine that writes.
type writer struct {
	session  *session // its connection; of the goroutine alone
	requests chan *request
	closing  chan struct{} // closed: no new request is taken
	done     chan error    // has what closing came to, once the goroutine has ended

	// before, where a test sets it, runs in the goroutine ahead of each try.
	before func(*session, []*request)
}

func newWriter(path string) (*writer, error) {
	s := &session{path: path}
	if err := s.open(); err != nil {
		return nil, err
	}
	w := &writer{
		session:  s,
		requests: make(chan *request),
		closing:  make(chan struct{}),
		done:     make(chan error, 1),
	}
	go w.run()
	return w, nil
}

// append hands r over and waits. Until the writer takes r, giving up is certain
// to store nothing; after that it is not.
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

// close is called once.
func (w *writer) close() error {
	close(w.closing)
	return <-w.done
}

func (w *writer) run() {
	defer func() { w.done <- w.session.close() }()
	for {
		select {
		case <-w.closing:
			return
		case r := <-w.requests:
			w.serve(w.gather(r))
		}
	}
}

// gather adds to first whatever waits by now. Those that the last commit let go
// get a moment to come back first: that makes groups half as large again.
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

// serve commits the group, and tells each member how it went. Where something
// fails, the members are tried one by one, so that only those fail that do so
// by themselves.
func (w *writer) serve(group []*request) {
	outcomes, err := w.try(group)
	if err == nil {
		for i, r := range group {
			r.done <- outcomes[i]
		}
		return
	}
	if len(group) == 1 {
		group[0].done <- err
		return
	}
	for i := range group {
		w.serve(group[i : i+1])
	}
}

// try commits the group in one transaction. The outcomes are the members' own;
// the error is the whole transaction's, of which nothing is stored then. A panic
// becomes an error, and the session starts anew.
func (w *writer) try(group []*request) (outcomes []error, err error) {
	defer func() {
		if p := recover(); p != nil {
			w.session.drop()
			err = fmt.Errorf("the writer panicked: %v: %w\n%s", p, store.ErrUncertain, debug.Stack())
		}
	}()
	if err := w.session.open(); err != nil {
		return nil, fmt.Errorf("open the database again: %w", err)
	}
	if w.before != nil {
		w.before(w.session, group)
	}
	return w.session.commit(group)
}

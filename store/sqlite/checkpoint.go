package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"runtime/debug"

	sqlite3 "modernc.org/sqlite/lib"

	"warroom/store"
)

// Frames of the write-ahead log, one page each.
const (
	backPages    = 1000   // not yet in the database's file: from here on they are written back
	patientPages = 16_000 // in all, 64 MiB: from here on a checkpoint waits for readers, to restart the log
)

// patience is how long such a checkpoint waits for readers, in milliseconds.
// People's writes wait as long.
const patience = 100

// errOthers says that SQLite's index of the write-ahead log could not be
// rebuilt, because another program has the database open.
var errOthers = errors.New("another program has the database open: end it, so that the server can recover from the disk's failure")

// tend does the work that is due between two groups.
func (w *writer) tend() {
	defer func() {
		if p := recover(); p != nil {
			w.session.drop()
			w.log.tell().Error("panic in the writer", "value", p, "stack", string(debug.Stack()))
		}
	}()
	switch {
	case w.log.lock == nil: // a tool leaves it to the server, or to its own end
	case w.lost != nil:
		w.save()
	case w.sick == nil && w.session.db != nil:
		w.checkpoint()
	}
}

// checkpoint writes the write-ahead log back if it has grown enough. SQLite
// could do so by itself, but doesn't report a failure. A failed sync is
// dangerous: the system counts the pages as written, SQLite doesn't write them
// again, and a power cut then breaks the database.
func (w *writer) checkpoint() {
	err := w.checkpointIfDue()
	if err == nil || code(err) == sqlite3.SQLITE_BUSY {
		return
	}
	w.sick = err
	w.log.tell().Error("the disk failed: nothing is accepted until all of the write-ahead log is written back again", "err", err)
	_ = w.heal() // if it fails, the next Append tries again and reports it
}

func (w *writer) checkpointIfDue() error {
	if !w.asked {
		var err error
		if w.all, w.behind, err = w.session.progress(); err != nil {
			return err
		}
	}
	w.asked = false
	if w.all < w.bound {
		w.patient = w.bound
	}
	switch {
	case w.behind < backPages:
		return nil
	case w.all >= w.patient:
		w.patient = w.all + backPages
		return w.writeBack("TRUNCATE")
	}
	return w.writeBack("PASSIVE")
}

// writeBack runs one checkpoint. Pages that readers block are left for the
// next.
func (w *writer) writeBack(mode string) error {
	if w.back != nil {
		if err := w.back(); err != nil {
			return err
		}
	}
	err := w.session.writeBack(mode)
	w.log.files.wrote()
	if err != nil {
		return fmt.Errorf("write back the write-ahead log: %w", err)
	}
	return nil
}

// heal reopens all connections after a failed checkpoint, so that SQLite
// forgets what it wrote back, and writes back everything.
func (w *writer) heal() error {
	err := w.mend()
	if errors.Is(err, store.ErrLost) {
		w.lose(err)
	}
	if w.sick = err; err != nil {
		return fmt.Errorf("reopen the database: %w", err)
	}
	w.log.tell().Info("the database was reopened, and all of the write-ahead log written back")
	return nil
}

func (w *writer) mend() error {
	w.frames = frames{}
	if err := w.log.renew(); err != nil {
		return err
	}
	all, behind, err := w.session.progress()
	switch {
	case err != nil:
		return err
	case behind < all:
		return errOthers
	}
	for name, end := range w.ends {
		now, err := w.session.end(name, nil)
		if err != nil {
			return err
		}
		if now.Seq < end.Seq {
			return fmt.Errorf("%s ends at %d and not at %d: %w", name, now.Seq, end.Seq, store.ErrLost)
		}
	}
	return w.writeBack("PASSIVE")
}

// last writes back the rest when the log closes.
func (w *writer) last() error {
	err := w.ready()
	if err == nil {
		err = w.writeBack("TRUNCATE")
	}
	switch {
	case w.lost != nil:
		w.saveLast()
		return w.log.Lost()
	case err != nil:
		return fmt.Errorf("%w: %w: keep %s and its -wal file together", ErrApart, err, w.log.files.path)
	}
	return nil
}

// progress returns the number of frames in the write-ahead log, and how many of
// them aren't in the database's file yet.
func (s *session) progress() (all, behind int, err error) {
	var busy, back int
	err = s.behind.QueryRow().Scan(&busy, &all, &back)
	return all, all - back, err
}

// writeBack copies as much of the write-ahead log as it can into the database's
// file and syncs that. TRUNCATE waits a moment for readers, and cuts the log.
func (s *session) writeBack(mode string) error {
	if mode == "TRUNCATE" {
		if err := s.exec(fmt.Sprintf("PRAGMA busy_timeout = %d", patience)); err != nil {
			return err
		}
		defer func() { _ = s.exec("PRAGMA busy_timeout = 5000") }()
	}
	var busy, all, back int
	err := s.conn.QueryRowContext(context.Background(), "PRAGMA wal_checkpoint("+mode+")").Scan(&busy, &all, &back)
	if code(err) == sqlite3.SQLITE_BUSY {
		return nil
	}
	return err
}

// written checks a database's file that something other than the writer wrote
// to. It returns nil if every acknowledged record is still there, since another
// program may have written the write-ahead log back. It reads them all through
// new connections, which have no cached pages.
func (w *writer) written() error {
	if w.log.lock == nil {
		return nil // a tool leaves it to the server
	}
	l, err := openToRead(w.log.files.path)
	if err != nil {
		return over(err)
	}
	defer l.Close()
	for _, end := range w.ends {
		if _, err := store.VerifyTo(context.Background(), l, end); err != nil {
			return over(err)
		}
	}
	if err := w.ownFile(l); err != nil {
		return err
	}
	w.log.tell().Info("another program wrote to the database's file; all records are still there")
	return nil
}

// ownFile reads the database's file without its write-ahead log, which may hide
// another database that was copied in its place: every record there must be on
// record too. It ignores unreadable parts, since another program may be writing
// the log back; record has been read whole.
func (w *writer) ownFile(record *Log) error {
	path := w.log.files.path
	v := readOnly()
	v.Set("immutable", "1")
	alone, err := openReaders(func(v url.Values) (*sql.DB, error) { return connect(path, v) }, v)
	if err == nil {
		defer alone.close()
		err = inspectCurrent(alone.DB, path)
	}
	if err != nil {
		if errors.Is(err, ErrForeign) || errors.Is(err, ErrNewer) || errors.Is(err, ErrBlank) {
			return over(err)
		}
		return nil
	}
	heads, _ := (&Log{readers: alone}).Heads(context.Background(), "")
	for _, h := range heads {
		r, err := record.Read(context.Background(), h.Stream, h.Seq-1, 1)
		if err != nil {
			return over(err)
		}
		if len(r) == 0 || r[0].Hash() != h.Hash() {
			return fmt.Errorf("%w: its file holds record %d of %s, which isn't ours", errOver, h.Seq, h.Stream)
		}
	}
	return nil
}

// over adds errOver to an error that shows that another database is in place of
// ours.
func over(err error) error {
	var broken *store.Broken
	if errors.As(err, &broken) || errors.Is(err, store.ErrDamaged) ||
		errors.Is(err, ErrForeign) || errors.Is(err, ErrNewer) || errors.Is(err, ErrBlank) {
		return fmt.Errorf("%w: %w", errOver, err)
	}
	return err
}

// shrank checks a file that is smaller than it was. It returns nil if SQLite
// made it so, since another program may have written it back or packed it.
func (w *writer) shrank(suffix string, size int64) error {
	if w.session.db == nil {
		return errCut
	}
	if suffix == "-wal" {
		err := w.readOn()
		if !errors.Is(err, errHole) {
			return err // nil if another program restarted it and frames follow
		}
		if w.behind > 0 {
			return errCut
		}
		return errAnew // all of it is in the database; new frames must not follow a hole
	}
	var page, pages int64
	query := "SELECT (SELECT page_size FROM pragma_page_size), (SELECT page_count FROM pragma_page_count)"
	err := w.session.conn.QueryRowContext(context.Background(), query).Scan(&page, &pages)
	if err != nil || size != page*pages {
		return errCut
	}
	return nil
}

package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"warroom/store"
)

const (
	versionSQL = "PRAGMA data_version" // changes with each commit of another connection
	behindSQL  = "PRAGMA wal_checkpoint(NOOP)"
	headSQL    = "SELECT seq, at, prev, sum FROM header WHERE stream = ? ORDER BY seq DESC LIMIT 1"
	headerSQL  = "INSERT INTO header (stream, seq, at, prev, sum, payload) VALUES (?, ?, ?, ?, ?, ?)"
	payloadSQL = "INSERT INTO payload (bytes) VALUES (?)"
)

// session is the writer's connection and its knowledge of the database. A
// failure that leaves the connection in doubt drops it; open makes the next.
// Only one goroutine uses it.
type session struct {
	connect func(url.Values) (*sql.DB, error)
	db      *sql.DB   // nil if there is none
	conn    *sql.Conn // the one connection of db, on which all statements below are prepared
	version *sql.Stmt
	behind  *sql.Stmt
	head    *sql.Stmt
	heads   map[string]store.Header // the committed ends of the streams met so far
	seen    int64                   // the data version that heads are of

	addHeader, addPayload *sql.Stmt
}

// durable returns the writer's settings. fullfsync is for macOS, whose plain
// fsync leaves data in the drive's cache. SQLite's own checkpoints are off,
// since it doesn't report when one fails: see checkpoint.
func durable() url.Values {
	return url.Values{
		"_pragma": {"busy_timeout(5000)", "journal_mode(WAL)", "synchronous(FULL)", "fullfsync(1)",
			"checkpoint_fullfsync(1)", "foreign_keys(1)", "wal_autocheckpoint(0)"},
		"_txlock": {"immediate"},
	}
}

// open connects if there is no connection.
func (s *session) open() error { return s.openWith(durable()) }

func (s *session) openWith(v url.Values) (err error) {
	if s.db != nil {
		return nil
	}
	s.heads = map[string]store.Header{}
	s.db, err = s.connect(v)
	if err != nil {
		return err
	}
	if err := s.prepare(); err != nil {
		s.drop()
		return err
	}
	return nil
}

func (s *session) prepare() (err error) {
	ctx := context.Background()
	s.db.SetMaxOpenConns(1)
	if s.conn, err = s.db.Conn(ctx); err != nil {
		return err
	}
	for query, to := range s.statements() {
		if *to, err = s.conn.PrepareContext(ctx, query); err != nil {
			return err
		}
	}
	return nil
}

func (s *session) statements() map[string]**sql.Stmt {
	return map[string]**sql.Stmt{
		versionSQL: &s.version,
		behindSQL:  &s.behind,
		headSQL:    &s.head,
		headerSQL:  &s.addHeader,
		payloadSQL: &s.addPayload,
	}
}

// drop closes the connection, whatever state it is in.
func (s *session) drop() { _ = s.close() }

// close closes the statements first: an open one would keep the connection, and
// with it the write-ahead log.
func (s *session) close() error {
	if s.db == nil {
		return nil
	}
	var errs []error
	for _, stmt := range s.statements() {
		if *stmt != nil {
			errs = append(errs, (*stmt).Close())
			*stmt = nil
		}
	}
	if s.conn != nil {
		errs = append(errs, s.conn.Close())
	}
	errs = append(errs, s.db.Close())
	s.db, s.conn = nil, nil
	return errors.Join(errs...)
}

// commit stores the group in one transaction. See writer.try.
func (s *session) commit(group []*request) ([]error, error) {
	outcomes := make([]error, len(group))
	ends := map[string]store.Header{}
	if err := s.exec("BEGIN IMMEDIATE"); err != nil {
		return nil, s.fail("begin", err)
	}
	if err := s.look(); err != nil {
		return nil, s.fail("look for other writers", err)
	}
	for i, r := range group {
		var err error
		if outcomes[i], err = s.add(r, ends); err != nil {
			return nil, s.fail("write", err)
		}
	}
	if err := s.exec("COMMIT"); err != nil {
		return nil, s.fail("commit", unsynced(err))
	}
	for name, end := range ends {
		s.heads[name] = end
	}
	return outcomes, nil
}

// unsynced marks a commit whose sync failed: all of it is in the write-ahead
// log, and the next commit overwrites it. If the process ends before that, the
// next start may find it.
func unsynced(err error) error {
	var e *sqlite.Error
	if errors.As(err, &e) && e.Code() == sqlite3.SQLITE_IOERR_FSYNC {
		return fmt.Errorf("%w: %w", err, store.ErrUncertain)
	}
	return err
}

// look forgets the ends of streams if another process has written since.
func (s *session) look() error {
	seen := s.seen
	if err := s.version.QueryRow().Scan(&s.seen); err != nil {
		return err
	}
	if s.seen != seen {
		clear(s.heads)
	}
	return nil
}

// add writes one member's records after the end of its stream. The first error
// is the member's own, found before anything is written; the second is the
// transaction's.
func (s *session) add(r *request, ends map[string]store.Header) (own, fault error) {
	end, err := s.end(r.stream, ends)
	if err != nil {
		return nil, err
	}
	if err := store.Link(end, r.after, r.records); err != nil {
		return err, nil
	}
	for i := range r.records {
		if err := s.insert(&r.records[i]); err != nil {
			return nil, err
		}
		ends[r.stream] = r.records[i].Header
	}
	return nil, nil
}

func (s *session) insert(r *store.Record) error {
	payload, err := s.addPayload.Exec(r.Payload)
	if err != nil {
		return err
	}
	id, err := payload.LastInsertId()
	if err != nil {
		return err
	}
	_, err = s.addHeader.Exec(r.Stream, r.Seq, r.At.UnixNano(), r.Prev[:], r.Sum[:], id)
	return err
}

// end returns a stream's last header as this transaction sees it.
func (s *session) end(stream string, ends map[string]store.Header) (store.Header, error) {
	if h, ok := ends[stream]; ok {
		return h, nil
	}
	if h, ok := s.heads[stream]; ok {
		return h, nil
	}
	h := store.Header{Stream: stream}
	var at int64
	var prev, sum []byte
	err := s.head.QueryRow(stream).Scan(&h.Seq, &at, &prev, &sum)
	if errors.Is(err, sql.ErrNoRows) {
		return store.Header{}, nil
	}
	if err != nil {
		return h, err
	}
	return h, fill(&h, at, prev, sum)
}

// fail ends the transaction. After a full disk the connection is good; after
// any other error the next try makes a new one.
func (s *session) fail(doing string, err error) error {
	rollback := s.exec("ROLLBACK") // an error if SQLite has rolled back by itself
	if code(err) != sqlite3.SQLITE_FULL || (rollback != nil && code(rollback) != sqlite3.SQLITE_ERROR) {
		s.drop()
	}
	return fmt.Errorf("%s: %w", doing, err)
}

func (s *session) exec(query string) error {
	_, err := s.conn.ExecContext(context.Background(), query)
	return err
}

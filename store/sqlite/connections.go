package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"net/url"
)

// errNotOpen says that the database could not be reopened. The writer tries to
// before each group.
var errNotOpen = errors.New("the database can't be opened")

// readers is a pool of connections that may only read.
type readers struct {
	*sql.DB

	// anchor is one of them, and always open. When the last connection closes,
	// SQLite writes the write-ahead log back and reports no failure, unless
	// that connection is read-only. So closing the readers last closes without
	// a checkpoint.
	anchor *sql.Conn
}

func readOnly() url.Values {
	return url.Values{"mode": {"ro"}, "_pragma": {"busy_timeout(5000)", "query_only(1)"}}
}

// openReaders opens a small pool and tries it.
func openReaders(connect func(url.Values) (*sql.DB, error), v url.Values) (*readers, error) {
	db, err := connect(v)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(5)
	db.SetMaxIdleConns(5)
	r := &readers{DB: db}
	if r.anchor, err = db.Conn(context.Background()); err == nil {
		var tables int
		err = r.anchor.QueryRowContext(context.Background(), "SELECT count(*) FROM sqlite_schema").Scan(&tables)
	}
	if err != nil {
		return nil, errors.Join(err, r.close())
	}
	return r, nil
}

// close accepts a nil receiver.
func (r *readers) close() error {
	if r == nil {
		return nil
	}
	var err error
	if r.anchor != nil {
		err = r.anchor.Close()
	}
	return errors.Join(err, r.Close())
}

// connect opens all connections, and learns the identity of their files. The
// caller holds mu, or is the only one to know the log.
func (l *Log) connect() (err error) {
	if err := l.writer.session.open(); err != nil {
		return err
	}
	if l.readers, err = openReaders(l.files.connect, readOnly()); err != nil {
		return err
	}
	return l.files.learn()
}

// disconnect closes all connections without a checkpoint. The caller holds mu,
// or is the only one to know the log.
func (l *Log) disconnect() error {
	err := errors.Join(l.writer.session.close(), l.readers.close())
	l.readers = nil
	return err
}

// renew closes all connections without a checkpoint and reopens them. SQLite
// then forgets its state of the write-ahead log, and reads it again. Reads
// wait.
func (l *Log) renew() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	_ = l.disconnect() // the connections are in doubt already
	l.files.forget()
	if err := l.connect(); err != nil {
		return err
	}
	if l.lock == nil {
		return nil
	}
	return l.files.lockAgain()
}

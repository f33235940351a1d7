// Package sqlite is a [store.Log] in one SQLite file.
//
// Its one idea: a single writer goroutine commits whatever waits as a group,
// synced to the disk, while readers work beside it on their own connections.
// A server holds the folder's lock while it is open; a tool may write beside it,
// which the writer notices. It refuses to know what payloads mean.
//
// An Append that fails has left nothing behind for any reader. Where the disk
// fails in the very sync of a commit and the process dies before the next one,
// the file system decides whether that commit is found at the next start.
package sqlite

import (
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"

	_ "modernc.org/sqlite" // the driver

	"warroom/store"
)

// FileName is the database's name in its folder. SQLite keeps its write-ahead
// log beside it, under the same name with -wal and -shm.
const FileName = "warroom.db"

// Errors of opening that a caller branches on. Each is wrapped with the folder
// or file that it is about, and what to do.
var (
	// ErrInUse says that another process, or another Log, has the folder open.
	ErrInUse = errors.New("another warroom serves this folder")

	// ErrNewer says that the file's schema is of a later program.
	ErrNewer = errors.New("a newer warroom wrote this database")

	// ErrForeign says that the file is not a database of ours.
	ErrForeign = errors.New("this is not a warroom database")

	// ErrBlank says that the file holds no table: nothing was ever kept in it, or
	// all that was is lost.
	ErrBlank = errors.New("this database is empty")
)

// Log is an open database. Make one with [Open], [OpenBeside] or [OpenReadOnly].
type Log struct {
	mu      sync.RWMutex // held for reading by each read, for writing to set closed
	closed  bool
	readers *sql.DB
	writer  *writer   // nil where the log is for reading only
	lock    *os.File  // nil where the log is for reading only, or beside a server
	closing sync.Once // guards failed
	failed  error     // what the one Close came to
}

var _ store.Log = (*Log)(nil)

// Open opens the database in dir for writing, and makes the folder (mode 0700)
// and the file (0600) where they are missing. It brings an older schema up to
// date and refuses a newer one. It looks through the whole file first, and
// refuses one that is damaged (store.ErrDamaged) before anything is written to
// it.
func Open(dir string) (*Log, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make the data folder: %w", err)
	}
	lock, err := lockFolder(dir)
	if err != nil {
		return nil, err
	}
	l, err := open(dir, lock)
	if err != nil {
		return nil, errors.Join(err, lock.Close())
	}
	return l, nil
}

// OpenBeside opens the database in dir for writing as Open does, but takes no
// lock: for a tool that writes a few records while a server runs, or without
// one. Each sees what the other wrote as ErrConflict.
func OpenBeside(dir string) (*Log, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make the data folder: %w", err)
	}
	return open(dir, nil)
}

// open does what Open does once the folder is ours; lock is nil beside a server.
func open(dir string, lock *os.File) (*Log, error) {
	path := filepath.Join(dir, FileName)
	if err := whole(path, lock != nil); err != nil {
		return nil, err
	}
	if err := touch(path); err != nil {
		return nil, fmt.Errorf("make the database: %w", err)
	}
	if err := migrate(path); err != nil {
		return nil, err
	}
	w, err := newWriter(path)
	if err != nil {
		return nil, cantOpen(path, err)
	}
	readers, err := openReaders(path, url.Values{"_pragma": {"busy_timeout(5000)", "query_only(1)"}})
	if err != nil {
		return nil, errors.Join(cantOpen(path, err), w.close())
	}
	return &Log{readers: readers, writer: w, lock: lock}, nil
}

// OpenReadOnly opens the database in dir for reading, beside a server that runs
// or without one, also on a folder that can't be written. Append is refused with
// [store.ErrReadOnly]. It takes no lock.
func OpenReadOnly(dir string) (*Log, error) {
	path := filepath.Join(dir, FileName)
	if _, err := os.Stat(path); err != nil {
		return nil, fmt.Errorf("open the database: %w", err)
	}
	readers, err := openReaders(path, readOnly())
	if err != nil && !hasTail(path) {
		// SQLite can't keep its index of the write-ahead log in a folder that
		// it can't write. Where that log is empty, the file alone is whole.
		v := readOnly()
		v.Set("immutable", "1")
		readers, err = openReaders(path, v)
	}
	if err != nil {
		return nil, cantOpen(path, err)
	}
	if err := inspectCurrent(readers, path); err != nil {
		return nil, errors.Join(err, readers.Close())
	}
	return &Log{readers: readers}, nil
}

func readOnly() url.Values {
	return url.Values{"mode": {"ro"}, "_pragma": {"busy_timeout(5000)", "query_only(1)"}}
}

// Close implements [store.Log].
func (l *Log) Close() error {
	l.closing.Do(func() {
		var written error
		if l.writer != nil {
			written = l.writer.close()
		}
		l.mu.Lock()
		defer l.mu.Unlock()
		l.closed = true
		l.failed = errors.Join(written, l.readers.Close())
		if l.lock != nil {
			l.failed = errors.Join(l.failed, l.lock.Close())
		}
	})
	return l.failed
}

// touch makes the file, private to its owner; SQLite gives its own files beside
// it the same mode.
func touch(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}

// hasTail tells whether there is a write-ahead log with something in it.
func hasTail(path string) bool {
	info, err := os.Stat(path + "-wal")
	return !errors.Is(err, fs.ErrNotExist) && (err != nil || info.Size() > 0)
}

// openReaders opens a small pool and tries it.
func openReaders(path string, v url.Values) (*sql.DB, error) {
	db, err := connect(path, v)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(4)
	db.SetMaxIdleConns(4)
	var tables int
	if err := db.QueryRow("SELECT count(*) FROM sqlite_schema").Scan(&tables); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// connect makes a pool for the file with the given parameters.
func connect(path string, v url.Values) (*sql.DB, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	slashed := filepath.ToSlash(abs)
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed // a drive letter: file:/C:/…
	}
	v.Set("_dqs", "0")
	uri := url.URL{Scheme: "file", OmitHost: true, Path: slashed, RawQuery: v.Encode()}
	return sql.Open("sqlite", uri.String())
}

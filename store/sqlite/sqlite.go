// Package sqlite is a [store.Log] in one SQLite file.
//
// Its one idea: a single writer goroutine commits whatever waits as a group,
// synced to the disk, while readers work beside it on their own connections.
// A server locks the folder and the file while it is open; a tool may write beside
// it, which the writer notices. It refuses to know what payloads mean.
//
// With each group the writer compares the open files with their names, and
// accepts nothing more if they differ. It writes the write-ahead log back itself,
// since SQLite doesn't report a failure, and reopens all connections if that fails.
//
// After a failed Append no reader finds any of its records. If the sync of a commit
// fails, the error is store.ErrUncertain: if the process dies before the next
// commit, the next start may find this one.
package sqlite

import (
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"

	_ "modernc.org/sqlite" // the driver

	"warroom/store"
	ownfiles "warroom/store/files"
)

// FileName is the database's name in its folder. SQLite keeps its write-ahead
// log beside it, under the same name with -wal and -shm.
const FileName = "warroom.db"

// Errors of opening that a caller branches on. Each is wrapped with its folder
// or file, and with what to do.
var (
	// ErrInUse says that another process, or another Log, has the folder open.
	ErrInUse = errors.New("another warroom serves this folder")

	// ErrNewer says that the file's schema is of a later program.
	ErrNewer = errors.New("a newer warroom wrote this database")

	// ErrForeign says that the file isn't a database of ours.
	ErrForeign = errors.New("this is not a warroom database")

	// ErrBlank says that the file has no table: it never held a record, or lost
	// it.
	ErrBlank = errors.New("this database is empty")

	// ErrRescued says that a record was saved into the folder when its database
	// was lost, and that the operator must choose one of the two.
	ErrRescued = errors.New("a record was saved here when the database was lost")

	// ErrUnsaved says that a file of the database was lost, and that only the
	// open files still have the acknowledged records.
	ErrUnsaved = errors.New("the record isn't saved yet")

	// ErrApart is returned by a Close that could not write the write-ahead log
	// back. Nothing is lost: the next Open reads that log, as long as the two
	// files stay together.
	ErrApart = errors.New("a part of the record is still in the write-ahead log")
)

// Log is an open database. Make one with [Open], [OpenBeside] or [OpenReadOnly].
type Log struct {
	mu      sync.RWMutex // held for reading by each read, for writing to set what follows
	closed  bool
	readers *readers

	writer  *writer // nil if the log is for reading only
	files   *files  // nil if the log is for reading only
	doubts  doubts
	lock    *os.File // nil if the log is for reading only, or beside a server
	logger  atomic.Pointer[slog.Logger]
	lost    atomic.Pointer[error] // nil as long as no file is lost
	closing sync.Once             // guards failed
	failed  error                 // the result of the one Close
}

var _ store.Log = (*Log)(nil)

// Open opens the database in dir for writing, and creates the folder (mode
// 0700) and the file (0600) if they are missing. It brings an older schema up
// to date and refuses a newer one. It first checks the whole file, and refuses
// a damaged one (store.ErrDamaged) before writing to it.
func Open(dir string) (*Log, error) {
	if err := ownfiles.MakeFolder(dir); err != nil {
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
// lock: for a tool that writes a few records, with or without a running server.
// Each sees the other's writes as ErrConflict.
func OpenBeside(dir string) (*Log, error) {
	if err := ownfiles.MakeFolder(dir); err != nil {
		return nil, fmt.Errorf("make the data folder: %w", err)
	}
	return open(dir, nil)
}

// open does the work of Open once the folder is locked; lock is nil beside a
// server.
func open(dir string, lock *os.File) (l *Log, err error) {
	path := filepath.Join(dir, FileName)
	if lock != nil {
		if err := CheckRescued(dir); err != nil {
			return nil, err
		}
	}
	if err := whole(path, lock != nil); err != nil {
		return nil, err
	}
	f, err := openFiles(path)
	if err != nil {
		return nil, err
	}
	l = &Log{files: f, lock: lock}
	defer func() {
		if err != nil {
			err = errors.Join(err, f.db.Close())
		}
	}()
	if lock != nil {
		if err := f.lock(); err != nil {
			return nil, err
		}
	}
	if err := migrate(path); err != nil {
		return nil, err
	}
	l.writer = newWriter(l)
	if err := l.connect(); err != nil {
		return nil, errors.Join(cantOpen(path, err), l.disconnect())
	}
	if lock != nil {
		l.writer.learn()
	}
	go l.writer.run()
	return l, nil
}

// OpenReadOnly opens the database in dir for reading, with or without a running
// server, also in a folder that can't be written. Append returns
// [store.ErrReadOnly]. It takes no lock.
func OpenReadOnly(dir string) (*Log, error) {
	path := filepath.Join(dir, FileName)
	if _, err := os.Stat(path); err != nil {
		return nil, fmt.Errorf("open the database: %w", err)
	}
	if err := whole(path, false); err != nil {
		return nil, err
	}
	return openToRead(path)
}

func openToRead(path string) (*Log, error) {
	plain := func(v url.Values) (*sql.DB, error) { return connect(path, v) }
	readers, err := openReaders(plain, readOnly())
	if err != nil && !hasTail(path) {
		// SQLite can't keep its index of the write-ahead log in a folder that
		// it can't write. If that log is empty, the file alone is complete.
		v := readOnly()
		v.Set("immutable", "1")
		readers, err = openReaders(plain, v)
	}
	if err != nil {
		return nil, cantOpen(path, err)
	}
	if err := inspectCurrent(readers.DB, path); err != nil {
		return nil, errors.Join(err, readers.close())
	}
	return &Log{readers: readers}, nil
}

// LogTo sets the logger for faults of the files beside an Append; the default
// is slog.Default.
func (l *Log) LogTo(logger *slog.Logger) { l.logger.Store(logger) }

func (l *Log) tell() *slog.Logger {
	if logger := l.logger.Load(); logger != nil {
		return logger
	}
	return slog.Default()
}

// Lost returns store.ErrLost and the state of saving the record, once a file of
// it is lost; it includes ErrUnsaved until the record is saved. It never
// blocks, and may be called during Close.
func (l *Log) Lost() error {
	if lost := l.lost.Load(); lost != nil {
		return *lost
	}
	return nil
}

// Close implements [store.Log]. It writes the write-ahead log back, so that the
// database's file is complete by itself; if that fails, it returns ErrApart. If
// a file is lost it saves the record first, and returns the result of Lost.
func (l *Log) Close() error {
	l.closing.Do(func() {
		var last error
		if l.writer != nil {
			l.writer.close()
			if l.lock != nil {
				last = l.writer.last()
			}
		}
		l.mu.Lock()
		defer l.mu.Unlock()
		l.closed = true
		l.failed = errors.Join(last, l.shut(last == nil))
	})
	return l.failed
}

// shut closes everything. Unless back is set, no connection writes the
// write-ahead log back when it closes. The caller holds mu.
func (l *Log) shut(back bool) (err error) {
	if l.writer == nil {
		return l.readers.close()
	}
	if back {
		// The last connection removes the empty log. If a tool's is the last,
		// it writes the log back, and keeps it if that fails.
		err = errors.Join(l.readers.close(), l.writer.session.close())
	} else {
		err = l.disconnect()
	}
	if l.lock != nil {
		err = errors.Join(err, l.lock.Close())
	}
	return errors.Join(err, l.files.db.Close())
}

// hasTail reports whether there is a write-ahead log that isn't empty.
func hasTail(path string) bool {
	info, err := os.Stat(path + "-wal")
	return !errors.Is(err, fs.ErrNotExist) && (err != nil || info.Size() > 0)
}

// connect returns a pool for the file with the given parameters.
func connect(path string, v url.Values) (*sql.DB, error) {
	name, err := dsn(path, v)
	if err != nil {
		return nil, err
	}
	return sql.Open("sqlite", name)
}

// dsn returns the file and the parameters in the driver's format.
func dsn(path string, v url.Values) (string, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	slashed := filepath.ToSlash(abs)
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed // a drive letter: file:/C:/…
	}
	v.Set("_dqs", "0")
	uri := url.URL{Scheme: "file", OmitHost: true, Path: slashed, RawQuery: v.Encode()}
	return uri.String(), nil
}

// Package sqlite is a [store.Log] in one SQLite file.
//
// Its one idea: a single writer goroutine commits whatever waits as a group,
// synced to the disk, while readers work beside it on their own connections.
// A server holds the folder locked, and the file, while it is open; a tool may
// write beside it, which the writer notices. It refuses to know what payloads mean.
//
// The writer trusts neither names nor silence. It holds the open files against
// their names with each group, and takes nothing more where they differ. It
// writes the write-ahead log back itself, and begins anew where that fails.
//
// An Append that fails has left nothing behind for any reader. Where the disk
// fails in the very sync of a commit, that is store.ErrUncertain: if the process
// dies before the next commit, the next start may find this one.
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

	// ErrRescued says that a record was saved into the folder when its database
	// was lost, and that nobody has said yet which of the two counts.
	ErrRescued = errors.New("a record was saved here when the database was lost")

	// ErrUnsaved says that a file of the database was lost, and that what was
	// acknowledged is nowhere else yet: it goes with the open files.
	ErrUnsaved = errors.New("the record isn't saved yet")

	// ErrApart is returned by a Close that could not write the write-ahead log
	// back. Nothing is lost: the next Open finds what is in it, as long as the
	// two files stay together.
	ErrApart = errors.New("a part of the record is still in the write-ahead log")
)

// Log is an open database. Make one with [Open], [OpenBeside] or [OpenReadOnly].
type Log struct {
	mu      sync.RWMutex // held for reading by each read, for writing to set what follows
	closed  bool
	readers *readers

	writer  *writer // nil where the log is for reading only
	files   *files  // likewise
	doubts  doubts
	lock    *os.File // nil where the log is for reading only, or beside a server
	logger  atomic.Pointer[slog.Logger]
	lost    atomic.Pointer[error] // nil as long as no file is lost
	closing sync.Once             // guards failed
	failed  error                 // what the one Close came to
}

var _ store.Log = (*Log)(nil)

// Open opens the database in dir for writing, and makes the folder (mode 0700)
// and the file (0600) where they are missing. It brings an older schema up to
// date and refuses a newer one. It looks through the whole file first, and
// refuses one that is damaged (store.ErrDamaged) before anything is written to
// it.
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
// lock: for a tool that writes a few records while a server runs, or without
// one. Each sees what the other wrote as ErrConflict.
func OpenBeside(dir string) (*Log, error) {
	if err := ownfiles.MakeFolder(dir); err != nil {
		return nil, fmt.Errorf("make the data folder: %w", err)
	}
	return open(dir, nil)
}

// open does what Open does once the folder is ours; lock is nil beside a server.
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

// OpenReadOnly opens the database in dir for reading, beside a server that runs
// or without one, also on a folder that can't be written. Append is refused with
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
		// it can't write. Where that log is empty, the file alone is whole.
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

// LogTo has the log tell logger what goes wrong with its files beside an
// Append; before, it tells slog.Default.
func (l *Log) LogTo(logger *slog.Logger) { l.logger.Store(logger) }

func (l *Log) tell() *slog.Logger {
	if logger := l.logger.Load(); logger != nil {
		return logger
	}
	return slog.Default()
}

// Lost returns store.ErrLost, and what became of the record, once a file of it
// is lost: ErrUnsaved too until it was saved. It waits for nothing, and may be
// asked while Close is under way.
func (l *Log) Lost() error {
	if lost := l.lost.Load(); lost != nil {
		return *lost
	}
	return nil
}

// Close implements [store.Log]. It writes the write-ahead log back, so that the
// database's file is whole by itself; where that fails, it returns ErrApart.
// Where a file is lost it saves the record first, and returns what Lost does.
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

// shut closes everything. Where the write-ahead log isn't written back, no
// connection tries to on its way out. The caller holds mu.
func (l *Log) shut(back bool) (err error) {
	if l.writer == nil {
		return l.readers.close()
	}
	if back {
		// The last connection removes the empty log. A tool's, where it is the
		// last, writes it back, and keeps it where that fails.
		err = errors.Join(l.readers.close(), l.writer.session.close())
	} else {
		err = l.disconnect()
	}
	if l.lock != nil {
		err = errors.Join(err, l.lock.Close())
	}
	return errors.Join(err, l.files.db.Close())
}

// hasTail tells whether there is a write-ahead log with something in it.
func hasTail(path string) bool {
	info, err := os.Stat(path + "-wal")
	return !errors.Is(err, fs.ErrNotExist) && (err != nil || info.Size() > 0)
}

// connect makes a pool for the file with the given parameters.
func connect(path string, v url.Values) (*sql.DB, error) {
	name, err := dsn(path, v)
	if err != nil {
		return nil, err
	}
	return sql.Open("sqlite", name)
}

// dsn names the file and the parameters as the driver wants them.
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

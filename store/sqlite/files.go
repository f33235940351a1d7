package sqlite

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"time"

	"modernc.org/sqlite"

	"warroom/store"
	ownfiles "warroom/store/files"
)

// files holds the open files of the database, to compare them with their names.
// A program can go on writing to an open file that was removed or replaced, and
// nobody will ever read that: so a file that isn't under its name any more is
// lost.
type files struct {
	path string
	stat func(string) (fs.FileInfo, error) // os.Stat, except in tests of its results

	// db is the database, open as long as the Log is, so that its inode isn't
	// reused. It also has the lock. It is closed last, since closing any
	// descriptor of a file drops all POSIX locks that the process has on it,
	// SQLite's too.
	db *os.File

	mu    sync.Mutex // guards all below
	known []known    // in the order of parts
}

// known is one file as it was last seen.
type known struct {
	suffix string
	info   fs.FileInfo // whose identity counts; nil before the first look
	size   int64       // the largest so far
	at     time.Time   // when the database was last written, as far as we know by whom
}

// The results of a look at the files, beside store.ErrLost.
var (
	// errAnew says that a file with nothing left to lose was removed or cut:
	// the index of the write-ahead log, or that log when all of it is in the
	// database. Reopening all connections makes it again.
	errAnew = errors.New("a file that SQLite keeps beside the database was removed or cut")

	// errCut says that a program other than SQLite made a file smaller.
	errCut = errors.New("it was cut")

	// errOver says that the database has lost records that were in it.
	errOver = errors.New("it was overwritten")
)

// openFiles opens the database's file, and creates it if it is missing, private
// to its owner: SQLite gives its own files beside it the same mode.
func openFiles(path string) (*files, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("make the database: %w", err)
	}
	db, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("make the database: %w", err)
	}
	// Its name must be on the disk before anything is written to it.
	if err := ownfiles.Sync(filepath.Dir(path)); err != nil {
		return nil, errors.Join(fmt.Errorf("make the database: %w", err), db.Close())
	}
	return &files{path: path, stat: os.Stat, db: db}, nil
}

// learn takes the files now under the names as the open ones. It is called
// right after all connections were opened.
func (f *files) learn() error {
	main, err := f.db.Stat()
	if err != nil {
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.known = []known{{"", main, main.Size(), main.ModTime()}}
	for _, suffix := range []string{"-wal", "-shm"} {
		info, err := f.stat(f.path + suffix)
		if err != nil {
			return err
		}
		f.known = append(f.known, known{suffix, info, info.Size(), info.ModTime()})
	}
	return nil
}

// forget accepts other files beside the database while there is no connection:
// SQLite creates missing ones.
func (f *files) forget() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.known = f.known[:min(1, len(f.known))]
}

// check compares names and files. It returns store.ErrLost with what happened
// to which file, errAnew, or why it couldn't look. judge checks a file that is
// smaller than it was, and a database that something else wrote to; if it is
// nil, such files pass.
func (f *files) check(judge *writer) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	for i := range f.known {
		if err := f.known[i].check(f, judge); err != nil {
			return err
		}
	}
	return nil
}

// wrote updates the known state after the writer's own checkpoint.
func (f *files) wrote() {
	now, err := f.stat(f.path)
	f.mu.Lock()
	defer f.mu.Unlock()
	if err == nil && len(f.known) > 0 && os.SameFile(now, f.known[0].info) {
		f.known[0].size, f.known[0].at = max(f.known[0].size, now.Size()), now.ModTime()
	}
}

func (k *known) check(f *files, judge *writer) error {
	name := f.path + k.suffix
	now, err := f.stat(name)
	missing := errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR)
	switch {
	case missing && k.suffix == "-shm":
		return errAnew
	case missing:
		return fmt.Errorf("%s was removed: %w", name, store.ErrLost)
	case err != nil:
		return fmt.Errorf("see whether the open file is still there: %w", err)
	case !os.SameFile(now, k.info):
		return fmt.Errorf("%s was replaced: %w", name, store.ErrLost)
	case judge == nil:
		k.size = max(k.size, now.Size())
		return nil
	case now.Size() < k.size && k.suffix == "-shm":
		return errAnew
	}
	return k.judge(name, now, judge)
}

func (k *known) judge(name string, now fs.FileInfo, judge *writer) (err error) {
	if now.Size() < k.size {
		err = judge.shrank(k.suffix, now.Size())
	}
	if err == nil && k.suffix == "" && !now.ModTime().Equal(k.at) {
		err = judge.written()
	}
	switch {
	case errors.Is(err, errCut):
		return fmt.Errorf("%s was cut from %d bytes to %d: %w", name, k.size, now.Size(), store.ErrLost)
	case errors.Is(err, errOver):
		return fmt.Errorf("%s: %w: %w", name, err, store.ErrLost)
	case err == nil:
		k.size, k.at = now.Size(), now.ModTime()
	}
	return err
}

// connect opens a pool that connects to no other file than the open one.
func (f *files) connect(v url.Values) (*sql.DB, error) {
	name, err := dsn(f.path, v)
	if err != nil {
		return nil, err
	}
	to, err := sqlite.NewConnector(name)
	if err != nil {
		return nil, err
	}
	return sql.OpenDB(sameFile{to, f}), nil
}

// sameFile is a connector that checks the files' names before and after.
type sameFile struct {
	driver.Connector
	files *files
}

// Connect implements driver.Connector.
func (c sameFile) Connect(ctx context.Context) (driver.Conn, error) {
	if err := c.files.check(nil); err != nil && !errors.Is(err, errAnew) {
		return nil, err
	}
	conn, err := c.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	if err := c.files.check(nil); err != nil && !errors.Is(err, errAnew) {
		return nil, errors.Join(err, conn.Close())
	}
	return conn, nil
}

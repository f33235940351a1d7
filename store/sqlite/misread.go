package sqlite

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"sync"

	sqlite3 "modernc.org/sqlite/lib"

	"warroom/store"
)

// doubts distinguishes damage from a disk that can't be read, since SQLite
// calls the file malformed in both cases. Damage is permanent; the disk may
// recover.
type doubts struct {
	mu     sync.Mutex // guards all, and lets one look at a time
	proven bool       // damage was found
}

// meaning is the function of that name, except that it reports a sound file
// that SQLite calls malformed as one that could not be read.
func (l *Log) meaning(err error) error {
	if code(err) != sqlite3.SQLITE_CORRUPT || l.files == nil || l.doubts.damaged(l.files) {
		return meaning(err)
	}
	return fmt.Errorf("%w: a page could not be read: %w", store.ErrIO, err)
}

// damaged checks the whole file. Once it has found damage, it doesn't check
// again.
func (d *doubts) damaged(f *files) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.proven = d.proven || f.readable() == nil && f.malformed()
	return d.proven
}

// readable reads everything, as a copy would. It reads the database through the
// open descriptor: closing another descriptor would drop SQLite's locks on it.
func (f *files) readable() error {
	info, err := f.db.Stat()
	if err != nil {
		return err
	}
	if _, err := io.Copy(io.Discard, io.NewSectionReader(f.db, 0, info.Size())); err != nil {
		return err
	}
	wal, err := os.Open(f.path + "-wal")
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, wal)
	return errors.Join(err, wal.Close())
}

// malformed makes SQLite check every page, on a connection of its own. If that
// ends in an error while the disk can still be read, there is damage that
// SQLite can't get past.
func (f *files) malformed() bool {
	db, err := f.connect(readOnly())
	if err != nil {
		return false
	}
	defer db.Close()
	found, err := findings(context.Background(), db, "PRAGMA integrity_check(1)")
	return len(found) > 0 || code(err) == sqlite3.SQLITE_CORRUPT && f.readable() == nil
}

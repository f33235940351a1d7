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

// doubts tells damage from a disk that can't be read: SQLite calls the file
// malformed in either case. The one is for ever, the other may pass.
type doubts struct {
	mu     sync.Mutex // guards all, and lets one look at a time
	proven bool       // damage was found
}

// meaning is what the function of that name says, but that a file which SQLite
// calls malformed, and which isn't, could not be read.
func (l *Log) meaning(err error) error {
	if code(err) != sqlite3.SQLITE_CORRUPT || l.files == nil || l.doubts.damaged(l.files) {
		return meaning(err)
	}
	return fmt.Errorf("%w: a page could not be read: %w", store.ErrIO, err)
}

// damaged looks through the whole file. Once it has found damage, it looks no
// more.
func (d *doubts) damaged(f *files) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.proven = d.proven || f.readable() == nil && f.malformed()
	return d.proven
}

// readable reads all there is, as it would be read for a copy. The database is
// read through what is open: closing another descriptor of it would drop the
// locks that SQLite has on it.
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

// malformed has SQLite look through every page, on a connection of its own. One
// that ends in an error has found damage where SQLite can't go on and the disk
// can still be read.
func (f *files) malformed() bool {
	db, err := f.connect(readOnly())
	if err != nil {
		return false
	}
	defer db.Close()
	found, err := findings(context.Background(), db, "PRAGMA integrity_check(1)")
	return len(found) > 0 || code(err) == sqlite3.SQLITE_CORRUPT && f.readable() == nil
}

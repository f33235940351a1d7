package sqlite

import (
	"errors"
	"fmt"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"warroom/store"
)

// meaning puts before SQLite's own words what callers branch on, where its
// result code says that.
func meaning(err error) error {
	if is := kind(code(err)); is != nil {
		return fmt.Errorf("%w: %w", is, err)
	}
	return err
}

// kind is what a primary result code means for everyone; nil for one that says
// nothing by itself.
func kind(code int) error {
	switch code {
	case sqlite3.SQLITE_FULL:
		return store.ErrFull
	case sqlite3.SQLITE_IOERR:
		return store.ErrIO
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL:
		return store.ErrBusy
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN:
		return store.ErrDenied
	// No statement of ours breaks a rule of the schema, as long as the file is as
	// it was written.
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CONSTRAINT:
		return store.ErrDamaged
	}
	return nil
}

// code returns SQLite's primary result code behind err; 0 where there is none.
func code(err error) int {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return 0
	}
	return e.Code() & 0xff
}

package sqlite

import (
	"errors"
	"fmt"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"warroom/store"
)

// meaning wraps SQLite's error with the error that callers branch on, if its
// result code has one.
func meaning(err error) error {
	if is := kind(code(err)); is != nil {
		return fmt.Errorf("%w: %w", is, err)
	}
	return err
}

// kind returns the error for a primary result code; nil if the code alone says
// nothing.
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
	// No statement of ours breaks a rule of the schema, unless the file was
	// changed.
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CONSTRAINT:
		return store.ErrDamaged
	}
	return nil
}

// code returns SQLite's primary result code in err; 0 if there is none.
func code(err error) int {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return 0
	}
	return e.Code() & 0xff
}

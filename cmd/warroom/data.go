package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"warroom/store"
	"warroom/store/sqlite"
)

// openLog opens the database to serve it.
func openLog(dir string) (*sqlite.Log, error) {
	log, err := sqlite.Open(dir)
	return log, advise(dir, "write to", err)
}

// openBeside opens the database to write a few records, beside a server too.
func openBeside(dir string) (*sqlite.Log, error) {
	log, err := sqlite.OpenBeside(dir)
	return log, advise(dir, "write to", err)
}

// openToRead opens a database that is there.
func openToRead(dir string) (*sqlite.Log, error) {
	log, err := sqlite.OpenReadOnly(dir)
	return log, advise(dir, "read", err)
}

// holdsData reports whether dir has a database, readable or not.
func holdsData(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, sqlite.FileName))
	return !errors.Is(err, fs.ErrNotExist)
}

// advise adds to err, where it is one, what to do about it; to is what the
// caller must be allowed to do with the folder.
func advise(dir, to string, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, sqlite.ErrInUse), errors.Is(err, sqlite.ErrNewer), errors.Is(err, sqlite.ErrForeign), errors.Is(err, sqlite.ErrRescued):
		return failure{exitRefused, err} // its sentence says what to do
	case errors.Is(err, store.ErrDamaged):
		return failure{exitFault, fmt.Errorf("%w. Keep a copy of %s as it is, run \"warroom verify --data %s\", and restore a backup", err, dir, dir)}
	case errors.Is(err, fs.ErrNotExist):
		return refused("%s holds no warroom database: give --data the folder that a server uses", dir)
	case errors.Is(err, store.ErrFull):
		return fmt.Errorf("%w: make room on the disk of %s", err, dir)
	case errors.Is(err, store.ErrIO):
		return fmt.Errorf("%w: see what the system's log says of the disk of %s, and copy the folder to another", err, dir)
	case errors.Is(err, store.ErrBusy):
		return fmt.Errorf("%w: end what has %s open, and try again", err, filepath.Join(dir, sqlite.FileName))
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS), errors.Is(err, store.ErrDenied):
		return fmt.Errorf("%w: give --data a folder that you may %s, or be who may", err, to)
	}
	return fmt.Errorf("%w: see that %s can be written and has room, or give --data another folder", err, dir)
}

package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"warroom/store"
	"warroom/store/files"
	"warroom/store/sqlite"
)

// hostKeyName is the host key's file in the data folder. It is written only
// after the database has its tables, so a host key without a record means a
// loss and never an interrupted first start.
const hostKeyName = "host_ed25519"

// openLog opens the database to serve it.
func openLog(dir string) (*sqlite.Log, error) { return openWith(dir, sqlite.Open) }

// openBeside opens the database to write a few records, beside a running server
// too.
func openBeside(dir string) (*sqlite.Log, error) { return openWith(dir, sqlite.OpenBeside) }

// openWith opens the database for writing. It refuses a folder that others can
// change, and one whose record was lost.
func openWith(dir string, open func(string) (*sqlite.Log, error)) (*sqlite.Log, error) {
	if err := exposed(dir); err != nil {
		return nil, err
	}
	if err := lost(dir); err != nil {
		return nil, err
	}
	log, err := open(dir)
	return log, advise(dir, "write to", err)
}

// openToRead opens an existing database for reading.
func openToRead(dir string) (*sqlite.Log, error) {
	if err := lost(dir); err != nil {
		return nil, err
	}
	log, err := sqlite.OpenReadOnly(dir)
	return log, advise(dir, "read", err)
}

// exposed refuses a data folder that others can change or read, and says how to
// fix it.
func exposed(dir string) error {
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return nil // opening it gives the error
	}
	paths := []string{dir}
	for _, name := range []string{sqlite.FileName, sqlite.FileName + "-wal", sqlite.FileName + "-shm"} {
		paths = append(paths, filepath.Join(dir, name))
	}
	for _, path := range paths {
		var open *files.Exposed
		switch err := files.Private(path); {
		case errors.As(err, &open):
			return refused("%w", err)
		case err != nil:
			return advise(dir, "write to", err)
		}
	}
	return nil
}

// lost refuses a folder whose record existed and is gone: a new record in its
// place would hide the loss.
func lost(dir string) error {
	info, err := os.Stat(filepath.Join(dir, hostKeyName))
	if err != nil || info.Size() == 0 {
		return nil // no server has ever opened its door here
	}
	blank, err := sqlite.Blank(dir)
	if err != nil || !blank {
		return advise(dir, "read", err)
	}
	if err := sqlite.CheckRescued(dir); err != nil {
		return advise(dir, "read", err)
	}
	return failure{exitFault, fmt.Errorf("%s has the host key of a server but no record: %s is missing or empty. Restore it from a backup.  "+
		"To start a new record anyway, move %s out of the folder first, and start; if you put the old key back after that, people's ssh will recognise the server again",
		dir, sqlite.FileName, hostKeyName)}
}

// holdsData reports whether dir has a database, readable or not.
func holdsData(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, sqlite.FileName))
	return !errors.Is(err, fs.ErrNotExist)
}

// advise appends advice to err, if it isn't nil; to is what the caller must be
// allowed to do with the folder.
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
	case errors.Is(err, sqlite.ErrBlank):
		return refused("%w: it never held a record, or lost it: restore it from a backup, or give --data another folder", err)
	case errors.Is(err, store.ErrFull):
		return fmt.Errorf("%w: free some space on the disk of %s", err, dir)
	case errors.Is(err, store.ErrIO):
		return fmt.Errorf("%w: look for the disk of %s in the system's log, and copy the folder to another disk", err, dir)
	case errors.Is(err, store.ErrBusy):
		return fmt.Errorf("%w: end the program that has %s open, and try again", err, filepath.Join(dir, sqlite.FileName))
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS), errors.Is(err, store.ErrDenied):
		return fmt.Errorf("%w: give --data a folder that you can %s, or run as a user who can", err, to)
	}
	return fmt.Errorf("%w: check that %s can be written and has space, or give --data another folder", err, dir)
}

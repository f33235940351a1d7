//go:build unix && !linux

package sqlite

import (
	"os"

	"golang.org/x/sys/unix"
)

// lockByte locks one byte of f without waiting; taken says that another process
// has it. flock can't be used: on BSD it conflicts with SQLite's own locks. The
// lock is the process's, and is dropped when any descriptor of the file is
// closed. SQLite keeps its descriptors as long as it holds a lock itself, so
// that happens when all of its connections are closed: take it again after
// that.
func lockByte(f *os.File, at int64) (taken bool, err error) {
	return setLock(f, unix.F_SETLK, at)
}

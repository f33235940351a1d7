//go:build unix && !linux

package sqlite

import (
	"os"

	"golang.org/x/sys/unix"
)

// lockByte locks one byte of f without waiting; taken says that somebody else
// has it. flock is no way here: on BSD it is held against SQLite's own locks. The
// lock is the process's, and goes with the first descriptor of the file that is
// closed. SQLite keeps its descriptors as long as it holds a lock itself, so
// that is when all of its connections are closed: take it again after that.
func lockByte(f *os.File, at int64) (taken bool, err error) {
	return setLock(f, unix.F_SETLK, at)
}

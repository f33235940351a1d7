package sqlite

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// lockByte locks one byte of f without waiting; taken says that somebody else
// has it. The lock belongs to this open file, so that what SQLite opens and
// closes of the same file can't drop it. A system without such locks gives the
// process's own.
func lockByte(f *os.File, at int64) (taken bool, err error) {
	taken, err = setLock(f, unix.F_OFD_SETLK, at)
	if errors.Is(err, unix.EINVAL) {
		return setLock(f, unix.F_SETLK, at)
	}
	return taken, err
}

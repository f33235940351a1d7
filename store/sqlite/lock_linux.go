package sqlite

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// lockByte locks one byte of f without waiting; taken says that another process
// has it. The lock belongs to this open file, so SQLite can't drop it by
// opening and closing the same file. On a system without such locks it takes a
// lock of the process.
func lockByte(f *os.File, at int64) (taken bool, err error) {
	taken, err = setLock(f, unix.F_OFD_SETLK, at)
	if errors.Is(err, unix.EINVAL) {
		return setLock(f, unix.F_SETLK, at)
	}
	return taken, err
}

package sqlite

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// lockAgain does nothing: the lock is the open file's.
func (f *files) lockAgain() error { return nil }

// tryLock takes the lock without waiting; taken says that another process has
// it. It locks one byte far past the end, so that the holder's note stays
// readable.
func tryLock(f *os.File) (taken bool, err error) { return lockByte(f, 1<<32) }

// lockByte locks one byte of f without waiting; taken says that another process
// has it.
func lockByte(f *os.File, at int64) (taken bool, err error) {
	err = windows.LockFileEx(windows.Handle(f.Fd()),
		windows.LOCKFILE_EXCLUSIVE_LOCK|windows.LOCKFILE_FAIL_IMMEDIATELY,
		0, 1, 0, &windows.Overlapped{Offset: uint32(at), OffsetHigh: uint32(at >> 32)})
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) {
		return true, nil
	}
	return false, err
}

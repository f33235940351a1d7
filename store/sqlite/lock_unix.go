//go:build unix

package sqlite

import (
	"errors"
	"io"
	"os"

	"golang.org/x/sys/unix"
)

// tryLock takes the lock without waiting; taken says that another process has
// it.
func tryLock(f *os.File) (taken bool, err error) {
	for {
		err = unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)
		if !errors.Is(err, unix.EINTR) {
			break
		}
	}
	if errors.Is(err, unix.EWOULDBLOCK) {
		return true, nil
	}
	return false, err
}

// lockAgain takes the database's lock after all connections were reopened: a
// lock of the process was dropped with the last of the old ones.
func (f *files) lockAgain() error { return f.lock() }

// setLock locks one byte of f for writing.
func setLock(f *os.File, command int, at int64) (taken bool, err error) {
	lock := unix.Flock_t{Type: unix.F_WRLCK, Whence: io.SeekStart, Start: at, Len: 1}
	for {
		err = unix.FcntlFlock(f.Fd(), command, &lock)
		if !errors.Is(err, unix.EINTR) {
			break
		}
	}
	if errors.Is(err, unix.EACCES) || errors.Is(err, unix.EAGAIN) {
		return true, nil
	}
	return false, err
}

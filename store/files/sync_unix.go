//go:build unix

package files

import (
	"errors"
	"os"
	"syscall"
)

// Sync writes the names in a folder to the disk. It ignores a file system that
// can't: such a one doesn't lose names apart from files.
func Sync(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	err = f.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOTSUP) {
		err = nil
	}
	return errors.Join(err, f.Close())
}

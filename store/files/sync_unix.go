//go:build unix

package files

import (
	"errors"
	"os"
	"syscall"
)

// Sync puts the names in a folder on the disk. A file system that can't is none
// that loses them apart from the files.
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

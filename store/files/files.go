// Package files keeps files as a server must: whole or not there, on the disk
// when it says so, and trusted only where nobody else can have written them.
//
// Its one idea: what a crash or another user of the machine can do to a file is
// decided in one place. It refuses to know what is in the files.
package files

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Write keeps text at path for its owner's eyes alone, in the place of what is
// there. A crash at any moment leaves the one or the other, whole, and maybe the
// file path.new, which the next Write takes. When Write returns, the text is on
// the disk under its name.
func Write(path string, text []byte) error {
	fresh := path + ".new"
	if err := writeSynced(fresh, text); err != nil {
		return err
	}
	if err := os.Rename(fresh, path); err != nil {
		return err
	}
	return Sync(filepath.Dir(path))
}

func writeSynced(path string, text []byte) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	if _, err = f.Write(text); err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

// MakeFolder makes dir, private to its owner, and whatever is missing above it,
// and returns once their names are on the disk.
func MakeFolder(dir string) error {
	dir = filepath.Clean(dir)
	if info, err := os.Stat(dir); err == nil {
		if !info.IsDir() {
			return fmt.Errorf("%s is no folder", dir)
		}
		return nil
	}
	above := filepath.Dir(dir)
	if above != dir {
		if err := MakeFolder(above); err != nil {
			return err
		}
	}
	if err := os.Mkdir(dir, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return Sync(above)
}

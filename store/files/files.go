// Package files writes and reads files as a server must: a file is complete or
// absent, on the disk once Write returns, and trusted only if nobody else can
// have written it.
//
// Its one idea: one place handles all that a crash or another user of the
// machine can do to a file. It refuses to know what is in the files.
package files

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Write replaces the file at path by text, readable only by its owner. After a
// crash at any moment there is the old or the new file, complete, and maybe the
// file path.new, which the next Write reuses. When Write returns, the text is
// on the disk under its name.
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
			return fmt.Errorf("%s isn't a folder", dir)
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

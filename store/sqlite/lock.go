package sqlite

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// lockName is the file whose lock shows which process serves the folder. It
// stays when the server ends: only the lock counts, and the system drops that
// with the process, however it ends.
const lockName = "warroom.lock"

// lockedByte is the offset that the server locks in the database's file, in
// case the lock file is removed or another path leads to the file. It is far
// beyond the end of any database, and beyond the bytes around 1 GiB that SQLite
// locks.
const lockedByte = 1 << 62

// lockFolder takes the folder's lock, or returns ErrInUse with the process that
// has it. Closing the file releases it.
func lockFolder(dir string) (*os.File, error) {
	path := filepath.Join(dir, lockName)
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("lock the data folder: %w", err)
	}
	taken, err := tryLock(f)
	switch {
	case err != nil:
		f.Close()
		return nil, fmt.Errorf("lock the data folder: %s: %w", path, err)
	case taken:
		defer f.Close()
		return nil, fmt.Errorf("%w: %s%s; stop that server, or name another data folder", ErrInUse, dir, holder(path))
	}
	note := fmt.Sprintf("%d\n", os.Getpid())
	if _, err := f.WriteAt([]byte(note), 0); err == nil {
		_ = f.Truncate(int64(len(note)))
	}
	// The note is only a help: a folder on a full disk is served anyway.
	return f, nil
}

// lock takes the database's own lock, or returns ErrInUse. It lasts until the
// files are closed.
func (f *files) lock() error {
	taken, err := lockByte(f.db, lockedByte)
	switch {
	case err != nil:
		return fmt.Errorf("lock the database: %s: %w", f.path, err)
	case taken:
		return fmt.Errorf("%w: %s, by another path or after its lock file was removed; stop that server, or name another data folder",
			ErrInUse, f.path)
	}
	return nil
}

// holder names the process in the lock file, if it can be read.
func holder(path string) string {
	b, err := os.ReadFile(path)
	pid := strings.TrimSpace(string(b))
	if err != nil || pid == "" || len(pid) > 10 || strings.Trim(pid, "0123456789") != "" {
		return ""
	}
	return " (process " + pid + ")"
}

package sqlite

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	sqlite3 "modernc.org/sqlite/lib"

	"warroom/store"
)

// garbled is a database of which a page in the middle was overwritten, and what
// SQLite says of it.
func garbled(t *testing.T) (dir string, said error) {
	t.Helper()
	dir = t.TempDir()
	l := opened(t, dir)
	for n := range uint64(50) {
		appendTo(t, l, "INC-1", n, strings.Repeat("x", 2000))
	}
	must(t, l.Close())
	f, err := os.OpenFile(filepath.Join(dir, FileName), os.O_WRONLY, 0)
	must(t, err)
	_, err = f.WriteAt([]byte(strings.Repeat("\xff", 8*4096)), 4096)
	must(t, errors.Join(err, f.Close()))
	audit, err := OpenReadOnly(dir)
	must(t, err)
	defer audit.Close()
	_, err = readWhole(t.Context(), audit.readers.DB, "INC-1", 0, -1)
	if code(err) != sqlite3.SQLITE_CORRUPT {
		t.Fatalf("SQLite says %v", err)
	}
	return dir, err
}

// SQLite says of a page that could not be read what it says of one that is
// damaged.
func TestAPageThatCouldNotBeReadIsNoDamage(t *testing.T) {
	dir, said := garbled(t)
	l := opened(t, t.TempDir())
	appendTo(t, l, "INC-1", 0, "sound")
	if err := l.meaning(said); !errors.Is(err, store.ErrIO) || errors.Is(err, store.ErrDamaged) {
		t.Errorf("of a sound file it says %v", err)
	}
	appendTo(t, l, "INC-1", 1, "and SQLite's locks are in place")
	f, err := openFiles(filepath.Join(dir, FileName))
	must(t, err)
	defer f.db.Close()
	if err := (&Log{files: f}).meaning(said); !errors.Is(err, store.ErrDamaged) || errors.Is(err, store.ErrIO) {
		t.Errorf("of a damaged file it says %v", err)
	}
}

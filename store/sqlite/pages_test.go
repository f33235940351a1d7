package sqlite

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"warroom/store"
)

// An older copy of the very same record is put over the database in place, whose
// write-ahead log still has every page of it: all is read, and would be lost once
// that log begins anew.
func TestACopyUnderTheLogIsSeen(t *testing.T) {
	needsUnix(t)
	dir := t.TempDir()
	l := opened(t, dir)
	appendTo(t, l, "INC-1", 0, "one")
	run(t, l, func(*session) { must(t, l.writer.writeBack("TRUNCATE")) })
	older := contents(t, dir)
	appendTo(t, l, "people", 0, "ana")
	appendTo(t, l, "INC-1", 1, page, page)
	letGo := reading(t, l)
	defer letGo()
	appendTo(t, l, "INC-2", 0, "other")
	run(t, l, func(*session) { must(t, l.writer.writeBack("PASSIVE")) })
	f, err := os.OpenFile(filepath.Join(dir, FileName), os.O_WRONLY, 0)
	must(t, err)
	t.Cleanup(func() { f.Close() }) // as only this very process could, it would drop SQLite's locks
	_, err = f.WriteAt(older, 0)
	must(t, err)
	if _, err := l.Append(t.Context(), "INC-1", 3, draft("into nowhere")); !errors.Is(err, store.ErrLost) || !strings.Contains(err.Error(), "written over") {
		t.Errorf("got %v, want ErrLost", err)
	}
}

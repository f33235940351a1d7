package sqlite

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"warroom/store"
)

// TestADatabaseCopiedUnderItsLogIsSeen: the write-ahead log holds every page that
// was written, so that all is read well, whatever lies below it.
func TestADatabaseCopiedUnderItsLogIsSeen(t *testing.T) {
	needsUnix(t)
	dir, other := t.TempDir(), t.TempDir()
	o := opened(t, other)
	appendTo(t, o, "INC-1", 0, "theirs", "theirs too", "and this", "and that")
	appendTo(t, o, "INC-7", 0, "a stranger's incident")
	must(t, o.Close())
	l := opened(t, dir)
	appendTo(t, l, "INC-1", 0, "one", "two")
	appendTo(t, l, "people", 0, "ana")
	f, err := os.OpenFile(filepath.Join(dir, FileName), os.O_WRONLY, 0)
	must(t, err)
	t.Cleanup(func() { f.Close() }) // closing it earlier would drop SQLite's locks
	_, err = f.WriteAt(contents(t, other), 0)
	must(t, err)
	if head, err := store.Verify(t.Context(), l, "INC-1"); err != nil || head.Seq != 2 {
		t.Fatalf("the log doesn't lie over the file: %d, %v", head.Seq, err)
	}
	if _, err := l.Append(t.Context(), "INC-1", 2, draft("three")); !errors.Is(err, store.ErrLost) {
		t.Fatalf("got %v, want ErrLost", err)
	}
	saved(t, l, dir, map[string]uint64{"INC-1": 2, "people": 1})
}

// TestNothingOfAnotherDatabaseIsSaved has it in place of ours, without our log: its
// streams have the names of ours, and more records.
func TestNothingOfAnotherDatabaseIsSaved(t *testing.T) {
	needsUnix(t)
	dir, other := t.TempDir(), t.TempDir()
	o := opened(t, other)
	appendTo(t, o, "INC-1", 0, "theirs", "theirs too", "and this", strings.Repeat(page, 40))
	appendTo(t, o, "INC-7", 0, "a stranger's incident")
	must(t, o.Close())
	l := opened(t, dir)
	appendTo(t, l, "INC-1", 0, "one", "two")
	appendTo(t, l, "people", 0, "ana")
	f, err := os.OpenFile(filepath.Join(dir, FileName), os.O_WRONLY, 0)
	must(t, err)
	t.Cleanup(func() { f.Close() })
	exec(t, dir, "PRAGMA wal_checkpoint(PASSIVE)") // so that the file is what is read
	_, err = f.WriteAt(contents(t, other), 0)
	must(t, err)
	if _, err := l.Append(t.Context(), "INC-1", 2, draft("three")); !errors.Is(err, store.ErrLost) {
		t.Fatalf("got %v, want ErrLost", err)
	}
	saved(t, l, dir, map[string]uint64{"INC-1": 2, "people": 1})
}

// saved closes a log that lost its files, and looks into what it saved.
func saved(t *testing.T, l *Log, dir string, want map[string]uint64) {
	t.Helper()
	if err := l.Close(); !errors.Is(err, store.ErrLost) || errors.Is(err, ErrUnsaved) || strings.Contains(err.Error(), "lacks") {
		t.Errorf("the operator is told %v", err)
	}
	found, err := filepath.Glob(filepath.Join(dir, rescuedPrefix+"*.db"))
	if err != nil || len(found) != 1 {
		t.Fatalf("saved in %v, %v", found, err)
	}
	r, err := openToRead(found[0])
	must(t, err)
	defer r.Close()
	heads, err := r.Heads(t.Context(), "")
	must(t, err)
	got := map[string]uint64{}
	for _, h := range heads {
		got[h.Stream] = h.Seq
	}
	for stream, seq := range want {
		head, err := store.Verify(t.Context(), r, stream)
		if err != nil || head.Seq != seq {
			t.Errorf("%s: %d records, %v, want %d", stream, head.Seq, err, seq)
		}
		delete(got, stream)
	}
	if len(got) > 0 {
		t.Errorf("it holds %v too", got)
	}
	first, err := r.Read(t.Context(), "INC-1", 0, 1)
	if err != nil || len(first) != 1 || string(first[0].Payload) != "one" {
		t.Errorf("it begins with %v, %v", first, err)
	}
}

func TestAToolsStreamIsSavedThoughTheDatabaseIsWrittenOver(t *testing.T) {
	needsUnix(t)
	dir := t.TempDir()
	l := opened(t, dir)
	appendTo(t, l, "INC-1", 0, "one")
	tool, err := OpenBeside(dir)
	must(t, err)
	appendTo(t, tool, "people", 0, "ana")
	must(t, tool.Close())
	appendTo(t, l, "INC-1", 1, "two")
	f, err := os.OpenFile(filepath.Join(dir, FileName), os.O_WRONLY, 0)
	must(t, err)
	t.Cleanup(func() { f.Close() })
	_, err = f.WriteAt([]byte(strings.Repeat("other", 20)), 0)
	must(t, err)
	if _, err := l.Append(t.Context(), "INC-1", 2, draft("three")); !errors.Is(err, store.ErrLost) {
		t.Fatalf("got %v, want ErrLost", err)
	}
	saved(t, l, dir, map[string]uint64{"INC-1": 2, "people": 1})
}

func TestACloseTriesToSaveTheRecordUntilItCan(t *testing.T) {
	needsUnix(t)
	for name, c := range map[string]struct {
		fails int
		saved bool
	}{"a disk that comes back": {3, true}, "a disk that doesn't": {1000, false}} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			l := opened(t, dir)
			appendTo(t, l, "INC-1", 0, "one")
			waited := 0
			l.writer.wait = func(time.Duration) { waited++ }
			l.writer.room = func(string) error {
				if waited < c.fails {
					return errSync
				}
				return nil
			}
			must(t, os.Remove(filepath.Join(dir, FileName)))
			err := l.Close()
			if !errors.Is(err, store.ErrLost) || errors.Is(err, ErrUnsaved) == c.saved {
				t.Errorf("after %d pauses: %v", waited, err)
			}
			if says := strings.Contains(err.Error(), "THE RECORD COULD NOT BE SAVED"); says == c.saved {
				t.Errorf("the operator is told %v", err)
			}
		})
	}
}

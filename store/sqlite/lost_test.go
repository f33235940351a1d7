package sqlite

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"warroom/store"
)

// disasters are what happens to a data folder under a running server.
func disasters() map[string]func(t *testing.T, dir string) {
	db := func(dir string) string { return filepath.Join(dir, FileName) }
	return map[string]func(t *testing.T, dir string){
		"the database removed":  func(t *testing.T, dir string) { must(t, os.Remove(db(dir))) },
		"its log removed":       func(t *testing.T, dir string) { must(t, os.Remove(db(dir)+"-wal")) },
		"the database replaced": func(t *testing.T, dir string) { replace(t, db(dir)) },
		"its log replaced":      func(t *testing.T, dir string) { replace(t, db(dir)+"-wal") },
		"its index replaced":    func(t *testing.T, dir string) { replace(t, db(dir)+"-shm") },
		"the database emptied":  func(t *testing.T, dir string) { must(t, os.Truncate(db(dir), 0)) },
		"the database cut":      func(t *testing.T, dir string) { must(t, os.Truncate(db(dir), 4096)) },
		"its log emptied":       func(t *testing.T, dir string) { must(t, os.Truncate(db(dir)+"-wal", 0)) },
		"its log cut":           func(t *testing.T, dir string) { must(t, os.Truncate(db(dir)+"-wal", 5000)) },
		"the folder removed":    func(t *testing.T, dir string) { must(t, os.RemoveAll(dir)) },
		"the folder moved":      func(t *testing.T, dir string) { must(t, os.Rename(dir, dir+".old")) },
		"a backup copied over it in place": func(t *testing.T, dir string) {
			backup := t.TempDir()
			b := opened(t, backup)
			appendTo(t, b, "INC-1", 0, "one", "two")
			must(t, b.Close())
			exec(t, dir, "PRAGMA wal_checkpoint(PASSIVE)")
			if len(contents(t, backup)) < len(contents(t, dir)) {
				t.Fatal("the backup is smaller, which is seen without a look into it")
			}
			// Closing it would drop SQLite's locks, as only this very process could.
			f, err := os.OpenFile(db(dir), os.O_WRONLY|os.O_TRUNC, 0)
			must(t, err)
			t.Cleanup(func() { f.Close() })
			_, err = f.Write(contents(t, backup))
			must(t, err)
		},
		"a backup put in its place": func(t *testing.T, dir string) {
			must(t, os.Rename(dir, dir+".old"))
			opened(t, dir).Close()
		},
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// replace puts a copy in the place of a file, as a restore does.
func replace(t *testing.T, path string) {
	t.Helper()
	from, err := os.Open(path)
	must(t, err)
	to, err := os.Create(path + ".new")
	must(t, err)
	_, err = io.Copy(to, from)
	must(t, errors.Join(err, to.Close()))
	must(t, os.Rename(path+".new", path))
	// Closing from would drop SQLite's locks, as only this very process could.
	t.Cleanup(func() { from.Close() })
}

// needsUnix skips where the system keeps open files from being removed.
func needsUnix(t *testing.T) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("open files can't be removed there")
	}
}

func TestNothingIsTakenIntoALostFileAndAllThatWasIsSaved(t *testing.T) {
	needsUnix(t)
	for name, strike := range disasters() {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "data")
			l := opened(t, dir)
			appendTo(t, l, "INC-1", 0, "one", "two")
			appendTo(t, l, "people", 0, "ana")
			appendTo(t, l, "INC-1", 2, "three")
			strike(t, dir)
			_, err := l.Append(t.Context(), "INC-1", 3, draft("into nowhere"))
			if !errors.Is(err, store.ErrLost) || errors.Is(err, store.ErrUncertain) {
				t.Fatalf("got %v, want a certain ErrLost", err)
			}
			for range 2 { // the second is answered once the record was saved
				if _, err := l.Append(t.Context(), "nothing", 0); !errors.Is(err, store.ErrLost) {
					t.Fatalf("later: got %v, want ErrLost", err)
				}
			}
			if err := l.Close(); !errors.Is(err, store.ErrLost) || !strings.Contains(err.Error(), "the record was saved to "+dir) ||
				!strings.Contains(err.Error(), "4 records of 2 streams, every chain checked: stop the server") {
				t.Errorf("the operator is told %v", err)
			}
			goesOn(t, dir)
		})
	}
}

// goesOn does with the saved record what the operator was told to do.
func goesOn(t *testing.T, dir string) {
	t.Helper()
	if l, err := Open(dir); !errors.Is(err, ErrRescued) {
		t.Errorf("a start before anyone said which record counts: %v", err)
		if err == nil {
			l.Close()
		}
	}
	found, err := filepath.Glob(filepath.Join(dir, "rescued-*.db*"))
	if err != nil || len(found) != 1 {
		t.Fatalf("the folder has %v, %v, want one saved record", found, err)
	}
	left, err := filepath.Glob(filepath.Join(dir, FileName+"*"))
	must(t, err)
	for _, path := range left {
		must(t, os.Rename(path, path+".lost"))
	}
	must(t, os.Rename(found[0], filepath.Join(dir, FileName)))
	again := opened(t, dir)
	for stream, want := range map[string]uint64{"INC-1": 3, "people": 1} {
		if head, err := store.Verify(t.Context(), again, stream); err != nil || head.Seq != want {
			t.Errorf("%s: got %d records, %v, want %d", stream, head.Seq, err, want)
		}
	}
	appendTo(t, again, "INC-1", 3, "on we go")
}

func TestARecordHalfInTheDatabaseAndHalfInACutLogIsSavedWhole(t *testing.T) {
	needsUnix(t)
	dir := t.TempDir()
	l := opened(t, dir)
	appendTo(t, l, "INC-1", 0, strings.Repeat(page, backPages), "two") // due, so written back
	if n := behind(t, l); n != 0 {
		t.Fatalf("%d frames are not in the database", n)
	}
	appendTo(t, l, "INC-1", 2, "three")
	appendTo(t, l, "people", 0, "ana")
	must(t, os.Truncate(filepath.Join(dir, FileName+"-wal"), 0))
	if err := l.Close(); !errors.Is(err, store.ErrLost) || !strings.Contains(err.Error(), "4 records of 2 streams, every chain checked: stop") {
		t.Errorf("the operator is told %v", err)
	}
	goesOn(t, dir)
}

func TestAFileLostWhileAGroupIsWrittenAcknowledgesNothing(t *testing.T) {
	needsUnix(t)
	dir := filepath.Join(t.TempDir(), "data")
	l := opened(t, dir)
	appendTo(t, l, "INC-1", 0, "one")
	group := []*request{prepared(t, "INC-1", 1, "two"), prepared(t, "INC-2", 0, "other")}
	run(t, l, func(*session) {
		l.writer.before = func(*session, []*request) { must(t, os.Remove(filepath.Join(dir, FileName+"-wal"))) }
		l.writer.serve(group)
	})
	for i, r := range group {
		if err := <-r.done; !errors.Is(err, store.ErrLost) || !errors.Is(err, store.ErrUncertain) {
			t.Errorf("member %d: got %v, want ErrLost, and that it may be kept", i, err)
		}
	}
}

func TestWhatWasReadIsReadOnAfterTheFileWasLost(t *testing.T) {
	needsUnix(t)
	dir := t.TempDir()
	l := opened(t, dir)
	appendTo(t, l, "INC-1", 0, "one")
	must(t, os.Remove(filepath.Join(dir, FileName)))
	l.readers.SetMaxIdleConns(0) // every read wants a new connection
	for range 3 {
		if head, err := store.Verify(t.Context(), l, "INC-1"); err != nil || head.Seq != 1 {
			t.Errorf("got %d records, %v, want 1", head.Seq, err)
		}
	}
}

func TestARecordIsSavedElsewhereWhereItsFolderCantBe(t *testing.T) {
	needsUnix(t)
	base := t.TempDir()
	temp := filepath.Join(base, "temp")
	must(t, os.Mkdir(temp, 0o700))
	t.Setenv("TMPDIR", temp)
	dir := filepath.Join(base, "data")
	l := opened(t, dir)
	appendTo(t, l, "INC-1", 0, "one")
	must(t, os.RemoveAll(dir))
	must(t, os.WriteFile(dir, nil, 0o600)) // no folder can be made there
	if err := l.Close(); !errors.Is(err, store.ErrLost) || !strings.Contains(err.Error(), "the record was saved to "+temp) {
		t.Errorf("the operator is told %v", err)
	}
}

func TestARecordThatCantBeSavedIsSavedOnceThereIsRoom(t *testing.T) {
	needsUnix(t)
	base := t.TempDir()
	dir := filepath.Join(base, "data")
	t.Setenv("TMPDIR", filepath.Join(dir, "none"))
	l := opened(t, dir)
	appendTo(t, l, "INC-1", 0, "one")
	must(t, os.RemoveAll(dir))
	must(t, os.WriteFile(dir, nil, 0o600))
	if _, err := l.Append(t.Context(), "INC-1", 1, draft("x")); !errors.Is(err, store.ErrLost) {
		t.Fatal(err)
	}
	if _, err := l.Append(t.Context(), "nothing", 0); !errors.Is(err, store.ErrLost) {
		t.Fatal(err)
	}
	if err := l.Lost(); !errors.Is(err, ErrUnsaved) || !errors.Is(err, store.ErrLost) || !strings.Contains(err.Error(), "could not be saved yet") {
		t.Fatalf("who asks is told %v", err)
	}
	must(t, os.Remove(dir))
	if err := l.Close(); errors.Is(err, ErrUnsaved) || !strings.Contains(err.Error(), "the record was saved to "+dir) {
		t.Errorf("the operator is told %v", err)
	}
}

// Folders for temporary files are emptied when the machine starts.
func TestARecordThatWasSavedElsewhereIsSavedInItsFolderOnceThereIsRoom(t *testing.T) {
	needsUnix(t)
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	dir := filepath.Join(t.TempDir(), "data")
	l := opened(t, dir)
	appendTo(t, l, "INC-1", 0, "one", "two", "three")
	appendTo(t, l, "people", 0, "ana")
	l.writer.room = func(in string) error {
		if in == dir {
			return errSync
		}
		return nil
	}
	must(t, os.RemoveAll(dir))
	if _, err := l.Append(t.Context(), "INC-1", 3, draft("x")); !errors.Is(err, store.ErrLost) {
		t.Fatal(err)
	}
	run(t, l, nil) // the record was saved by then
	if err := l.Lost(); errors.Is(err, ErrUnsaved) || !strings.Contains(err.Error(), "the record was saved to "+temp) {
		t.Fatalf("who asks is told %v", err)
	}
	if err := CheckRescued(dir); !errors.Is(err, ErrRescued) || !strings.Contains(err.Error(), temp) {
		t.Errorf("a start meanwhile: %v", err)
	}
	l.writer.room = nil
	if err := l.Close(); !strings.Contains(err.Error(), "the record was saved to "+dir) {
		t.Errorf("the operator is told %v", err)
	}
	if _, err := os.Stat(filepath.Join(dir, awayName)); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the folder still names the other file: %v", err)
	}
	goesOn(t, dir)
}

func TestWhatAnotherProgramPacksIsNotLost(t *testing.T) {
	for name, query := range map[string]string{
		"written back": "PRAGMA wal_checkpoint(TRUNCATE)",
		"packed":       "VACUUM; PRAGMA wal_checkpoint(TRUNCATE)",
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			l := opened(t, dir)
			appendTo(t, l, "INC-1", 0, strings.Repeat("x", 1<<16), "two")
			exec(t, dir, query)
			appendTo(t, l, "INC-1", 2, "three")
			exec(t, dir, query)
			appendTo(t, l, "INC-1", 3, "four")
		})
	}
}

func TestWhatAnotherProgramPacksWhileTheWriterHasNoConnectionIsNotLost(t *testing.T) {
	dir := t.TempDir()
	l := opened(t, dir)
	appendTo(t, l, "INC-1", 0, strings.Repeat("x", 1<<16))
	run(t, l, func(s *session) { s.conn.Close() }) // the group fails, and drops it
	exec(t, dir, "PRAGMA wal_checkpoint(TRUNCATE)")
	appendTo(t, l, "INC-1", 1, "two")
}

func TestAnIndexThatWasRemovedIsMadeAnew(t *testing.T) {
	needsUnix(t)
	dir := t.TempDir()
	l := opened(t, dir)
	appendTo(t, l, "INC-1", 0, "one")
	must(t, os.Remove(filepath.Join(dir, FileName+"-shm")))
	appendTo(t, l, "INC-1", 1, "two")
	tool, err := OpenBeside(dir)
	must(t, err)
	defer tool.Close()
	appendTo(t, tool, "INC-1", 2, "three")
	if _, err := l.Append(t.Context(), "INC-1", 2, draft("x")); !errors.Is(err, store.ErrConflict) {
		t.Errorf("the server doesn't see what the tool wrote: %v", err)
	}
	appendTo(t, l, "INC-1", 3, "four")
}

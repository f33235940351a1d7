package sqlite

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"warroom/store"
)

var errSync = errors.New("input/output error")

// page is a payload that needs a page of its own.
var page = strings.Repeat("x", 4096)

// grow appends payloads of a page each until the write-ahead log is due.
func grow(t *testing.T, l *Log, stream string) (last uint64) {
	t.Helper()
	payloads := make([]string, backPages)
	for i := range payloads {
		payloads[i] = page
	}
	appendTo(t, l, stream, 0, payloads...)
	return uint64(len(payloads))
}

// behind is how many frames aren't in the database's file, once the writer has
// done what was due.
func behind(t *testing.T, l *Log) (frames int) {
	t.Helper()
	run(t, l, func(s *session) {
		var err error
		if _, frames, err = s.progress(); err != nil {
			t.Error(err)
		}
	})
	return frames
}

func TestTheWriterWritesTheLogBackByItself(t *testing.T) {
	dir := t.TempDir()
	l := opened(t, dir)
	last := grow(t, l, "INC-1")
	if n := behind(t, l); n != 0 {
		t.Errorf("%d frames are not in the database", n)
	}
	if got := alone(t, dir, "INC-1"); got != last {
		t.Errorf("the database's file alone holds %d records, want %d", got, last)
	}
	if n := uint64(len(l.writer.tail)); n != last {
		t.Errorf("%d of %d records are kept in memory, should the database be cut", n, last)
	}
}

// alone is how many records the database's file holds without its log, 0 where
// it can't be read.
func alone(t *testing.T, dir, stream string) uint64 {
	t.Helper()
	copied := t.TempDir()
	must(t, os.WriteFile(filepath.Join(copied, FileName), contents(t, dir), 0o600))
	l, err := OpenReadOnly(copied)
	if err != nil {
		return 0
	}
	defer l.Close()
	head, err := store.Verify(t.Context(), l, stream)
	if err != nil {
		return 0
	}
	return head.Seq
}

// reading holds the record as it is now, until it is let go.
func reading(t *testing.T, l *Log) (letGo func()) {
	t.Helper()
	reader, err := l.readers.Conn(t.Context())
	must(t, err)
	_, err = reader.ExecContext(t.Context(), "BEGIN")
	must(t, err)
	must(t, reader.QueryRowContext(t.Context(), "SELECT count(*) FROM header").Scan(new(int)))
	return func() {
		_, err := reader.ExecContext(t.Context(), "ROLLBACK")
		must(t, errors.Join(err, reader.Close()))
	}
}

// The kernel gives up pages that it could not write and counts them as written.
// Here the database's file is put back to what the disk would have.
func TestAfterACheckpointThatFailedAllIsWrittenBackAnew(t *testing.T) {
	dir := t.TempDir()
	l := opened(t, dir)
	half := strings.Repeat(page, backPages*6/10)
	onDisk := contents(t, dir)
	appendTo(t, l, "INC-1", 0, half)

	// A reader has the first checkpoint stop halfway: SQLite counts that half as
	// done, and never syncs it.
	letGo := reading(t, l)
	appendTo(t, l, "INC-2", 0, half)
	if n := behind(t, l); n == 0 || n > backPages {
		t.Fatalf("%d frames are left", n)
	}
	run(t, l, func(*session) { letGo() })

	// The next fails in its sync, and what was written is gone.
	failed := false
	l.writer.back = func() error {
		if failed {
			return nil
		}
		failed = true
		_, err := l.files.db.WriteAt(onDisk, 0)
		must(t, errors.Join(err, l.files.db.Truncate(int64(len(onDisk)))))
		return errSync
	}
	appendTo(t, l, "INC-3", 0, half)
	if behind(t, l); !failed {
		t.Fatal("no checkpoint was due")
	}
	appendTo(t, l, "INC-1", 1, "goes on")
	must(t, l.Close())
	for stream, want := range map[string]uint64{"INC-1": 2, "INC-2": 1, "INC-3": 1} {
		if got := alone(t, dir, stream); got != want {
			t.Errorf("%s: the database's file alone holds %d records, want %d", stream, got, want)
		}
	}
}

func TestNothingIsTakenWhileTheLogCantBeWrittenBack(t *testing.T) {
	l := opened(t, t.TempDir())
	broken := true
	l.writer.back = func() error {
		if broken {
			return errSync
		}
		return nil
	}
	last := grow(t, l, "INC-1")
	for range 2 {
		if _, err := l.Append(t.Context(), "INC-1", last, draft("x")); !errors.Is(err, errSync) {
			t.Fatalf("got %v, want the disk's fault", err)
		}
	}
	if head, err := store.Verify(t.Context(), l, "INC-1"); err != nil || head.Seq != last {
		t.Errorf("got %d records, %v, want %d", head.Seq, err, last)
	}
	broken = false // the writer waits for the next append
	appendTo(t, l, "INC-1", last, "goes on")
}

func TestACloseSaysThatTheLogCouldNotBeWrittenBack(t *testing.T) {
	dir := t.TempDir()
	l := opened(t, dir)
	appendTo(t, l, "INC-1", 0, "one")
	l.writer.back = func() error { return errSync }
	if err := l.Close(); !errors.Is(err, ErrApart) || !errors.Is(err, errSync) {
		t.Errorf("got %v, want ErrApart", err)
	}
	if !hasTail(filepath.Join(dir, FileName)) {
		t.Error("a connection wrote back behind the writer's back")
	}
	if head, err := store.Verify(t.Context(), opened(t, dir), "INC-1"); err != nil || head.Seq != 1 {
		t.Errorf("at the next start: %d records, %v", head.Seq, err)
	}
}

func TestAnotherProgramsConnectionKeepsTheDiskFromBeingTrusted(t *testing.T) {
	dir := t.TempDir()
	l := opened(t, dir)
	appendTo(t, l, "INC-1", 0, "one")
	run(t, l, func(s *session) { must(t, s.writeBack("PASSIVE")) })
	auditor, err := OpenReadOnly(dir)
	must(t, err)
	run(t, l, func(*session) { l.writer.sick = errSync })
	if _, err := l.Append(t.Context(), "INC-1", 1, draft("x")); !errors.Is(err, errOthers) {
		t.Errorf("got %v, want errOthers", err)
	}
	must(t, auditor.Close())
	appendTo(t, l, "INC-1", 1, "two")
}

func TestALogThatReadersHoldLongBeginsAnewOnceTheyLetGo(t *testing.T) {
	l := opened(t, t.TempDir())
	letGo := reading(t, l)
	run(t, l, func(*session) { l.writer.bound, l.writer.patient = backPages, backPages }) // in place of 64 MiB
	grow(t, l, "INC-1")
	if behind(t, l) < backPages {
		t.Fatal("the reader hindered nothing")
	}
	run(t, l, func(*session) { letGo(); l.writer.patient = backPages })
	run(t, l, func(s *session) {
		if all, _, err := s.progress(); err != nil || all > 0 {
			t.Errorf("the log has %d frames, %v", all, err)
		}
	})
}

// TestWhatAReaderKeepsInTheLogIsBoundInMemory: a program that reads for long keeps
// the log from being written back beyond where it began.
func TestWhatAReaderKeepsInTheLogIsBoundInMemory(t *testing.T) {
	dir := t.TempDir()
	l := opened(t, dir)
	appendTo(t, l, "INC-1", 0, "before the reader")
	db, err := connect(filepath.Join(dir, FileName), readOnly())
	must(t, err)
	defer db.Close()
	tx, err := db.Begin()
	must(t, err)
	defer tx.Rollback()
	var n int
	must(t, tx.QueryRow("SELECT count(*) FROM header").Scan(&n))
	large := strings.Repeat("x", 64<<10)
	for n := range uint64(mostHeld/len(large) + 100) {
		appendTo(t, l, "INC-1", 1+n, large)
	}
	seen := make(chan [2]int, 1)
	l.writer.before = func(*session, []*request) { seen <- [2]int{l.writer.held, len(l.writer.tail)} }
	appendTo(t, l, "INC-2", 0, "one more")
	if now := <-seen; now[0] > mostHeld || now[0] < mostHeld/2 {
		t.Errorf("%d bytes in %d records are held", now[0], now[1])
	}
}

// TestADatabaseCutAfterItWasWrittenBackIsSaved: what was in its file alone is gone,
// and memory has it.
func TestADatabaseCutAfterItWasWrittenBackIsSaved(t *testing.T) {
	needsUnix(t)
	dir := filepath.Join(t.TempDir(), "data")
	l := opened(t, dir)
	appendTo(t, l, "people", 0, "ana")
	grow(t, l, "INC-1")
	last := grow(t, l, "INC-2") // over the log that was written back
	must(t, os.Truncate(filepath.Join(dir, FileName), 0))
	if _, err := l.Append(t.Context(), "INC-2", last, draft("into nowhere")); !errors.Is(err, store.ErrLost) {
		t.Fatal(err)
	}
	want := fmt.Sprintf("%d records of 3 streams, every chain checked: stop", 2*last+1)
	if err := l.Close(); !errors.Is(err, store.ErrLost) || !strings.Contains(err.Error(), want) {
		t.Errorf("the operator is told %v, want %q", err, want)
	}
}

// A checkpoint that a reader stops halfway leaves out each page that was written
// again since, so the database's file alone lacks what it counts as written back.
func TestWhatWasWrittenBackHalfwayIsKeptInMemory(t *testing.T) {
	needsUnix(t)
	dir := t.TempDir()
	l := opened(t, dir)
	run(t, l, func(s *session) { must(t, l.writer.writeBack("TRUNCATE")) })
	appendTo(t, l, "INC-1", 0, "one")
	appendTo(t, l, "people", 0, "ana")
	letGo := reading(t, l)
	defer letGo()
	appendTo(t, l, "INC-1", 1, "two", "three")
	run(t, l, func(s *session) {
		must(t, l.writer.writeBack("PASSIVE"))
		if all, behind, err := s.progress(); err != nil || behind == 0 || behind == all {
			t.Errorf("%d of %d frames are left, %v", behind, all, err)
		}
	})
	must(t, os.Truncate(filepath.Join(dir, FileName+"-wal"), 0))
	if _, err := l.Append(t.Context(), "nothing", 0); !errors.Is(err, store.ErrLost) {
		t.Fatal(err)
	}
	run(t, l, nil) // the record was saved by then
	if err := l.Lost(); !strings.Contains(err.Error(), "4 records of 2 streams, every chain checked: stop") {
		t.Errorf("the operator is told %v", err)
	}
}

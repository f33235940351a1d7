package sqlite

import (
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"warroom/store"
)

// TestWhateverTheMomentOfACutNothingAcknowledgedIsLost cuts the log at some
// moment of a burst of writes, and goes on as the operator is told.
func TestWhateverTheMomentOfACutNothingAcknowledgedIsLost(t *testing.T) {
	needsUnix(t)
	const writers = 4
	for cut := range 15 {
		dir := t.TempDir()
		l := opened(t, dir)
		var acknowledged [writers]uint64
		var all sync.WaitGroup
		count := make(chan struct{}, writers)
		for n := range writers {
			all.Go(func() {
				for seq := uint64(0); seq < 200; seq++ {
					if _, err := l.Append(t.Context(), stream(n), seq, draft(page)); err != nil {
						return
					}
					acknowledged[n] = seq + 1
					count <- struct{}{}
				}
			})
		}
		go func() { all.Wait(); close(count) }()
		done := 0
		for range count {
			if done++; done == 5+11*cut {
				must(t, os.Truncate(filepath.Join(dir, FileName+"-wal"), 0))
			}
		}
		err := l.Close()
		if !errors.Is(err, store.ErrLost) {
			t.Errorf("cut after %d: %v", 5+11*cut, err)
		}
		again := opened(t, rescuedFrom(t, dir))
		for n, want := range acknowledged {
			if head, err := store.Verify(t.Context(), again, stream(n)); err != nil || head.Seq < want {
				t.Errorf("cut after %d: %s ends at %d, %v, and %d were acknowledged", 5+11*cut, stream(n), head.Seq, err, want)
			}
		}
		must(t, again.Close())
	}
}

// rescuedFrom is a folder with what was saved of the one in dir.
func rescuedFrom(t *testing.T, dir string) string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(dir, rescuedPrefix+"*.db"))
	if err != nil || len(found) != 1 {
		t.Fatalf("the folder has %v, %v, want one saved record", found, err)
	}
	to := t.TempDir()
	must(t, os.Rename(found[0], filepath.Join(to, FileName)))
	return to
}

// Others write the log back, begin it anew and write to it, all the time.
func TestALogThatOthersBeginAnewIsNotTakenForCut(t *testing.T) {
	dir := t.TempDir()
	l := opened(t, dir)
	run(t, l, func(*session) { l.writer.bound, l.writer.patient = 300, 300 })
	stop := make(chan struct{})
	var others sync.WaitGroup
	for _, mode := range []string{"PASSIVE", "RESTART", "TRUNCATE"} {
		others.Go(func() { disturb(t, dir, mode, stop) })
	}
	var writers sync.WaitGroup
	for n := range 3 {
		writers.Go(func() {
			for seq := range uint64(40) {
				if _, err := l.Append(t.Context(), stream(n), seq, draft(page)); err != nil {
					t.Errorf("%s: %v", stream(n), err)
					return
				}
			}
		})
	}
	writers.Wait()
	close(stop)
	others.Wait()
	if err := l.Lost(); err != nil {
		t.Error(err)
	}
	for n := range 3 {
		if head, err := store.Verify(t.Context(), l, stream(n)); err != nil || head.Seq != 40 {
			t.Errorf("%s: %d records, %v", stream(n), head.Seq, err)
		}
	}
}

// disturb reads, writes and checkpoints on a connection of its own until stop is
// closed.
func disturb(t *testing.T, dir, mode string, stop <-chan struct{}) {
	db, err := sql.Open("sqlite", "file:"+filepath.Join(dir, FileName)+"?_pragma=busy_timeout(2000)")
	if err != nil {
		t.Error(err)
		return
	}
	t.Cleanup(func() { db.Close() }) // after the log, whose locks it would drop as only this very process could
	db.SetMaxOpenConns(1)
	for n := 0; ; n++ {
		select {
		case <-stop:
			return
		default:
		}
		// What is busy is tried again.
		_ = db.QueryRowContext(t.Context(), "SELECT count(*) FROM header").Scan(new(int))
		if n%3 == 0 {
			_, _ = db.ExecContext(t.Context(), "PRAGMA user_version = 1")
		}
		_, _ = db.ExecContext(t.Context(), fmt.Sprintf("PRAGMA wal_checkpoint(%s)", mode))
	}
}

// TestALogThatWasCutWhileAGroupWasWrittenIsLost cuts away what the group itself
// has written first; the rest stands behind the hole.
func TestALogThatWasCutWhileAGroupWasWrittenIsLost(t *testing.T) {
	needsUnix(t)
	dir := t.TempDir()
	l := opened(t, dir)
	appendTo(t, l, "INC-1", 0, "one", "two", "three")
	appendTo(t, l, "people", 0, "ana")
	wal := filepath.Join(dir, FileName+"-wal")
	l.writer.before = func(*session, []*request) {
		l.writer.before = nil
		had, err := os.Stat(wal)
		must(t, err)
		l.files.stat = func(name string) (fs.FileInfo, error) {
			l.files.stat = os.Stat
			has, err := os.Stat(wal)
			must(t, errors.Join(err, os.Truncate(wal, had.Size()+100), os.Truncate(wal, has.Size())))
			return os.Stat(name)
		}
	}
	_, err := l.Append(t.Context(), "INC-2", 0, draft(page+page+page))
	if !errors.Is(err, store.ErrLost) || !errors.Is(err, store.ErrUncertain) {
		t.Errorf("got %v, want ErrLost, and that it may be kept", err)
	}
	_ = l.Close()
	goesOn(t, dir)
}

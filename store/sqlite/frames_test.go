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

// TestALogThatIsCutAndGrowsAgainIsLost cuts the write-ahead log at the moment when
// nobody looks: what is written next makes it as large as it was.
func TestALogThatIsCutAndGrowsAgainIsLost(t *testing.T) {
	needsUnix(t)
	for _, c := range []struct {
		kept  string
		bytes func(size int64) int64
	}{
		{"nothing", func(int64) int64 { return 0 }},
		{"half of its header", func(int64) int64 { return 16 }},
		{"its header", func(int64) int64 { return walHeader }},
		{"a frame", func(int64) int64 { return 5000 }},
		{"half of it", func(size int64) int64 { return size / 2 }},
		{"all but the last page", func(size int64) int64 { return size - 4096 }},
		{"all but the last frame", func(size int64) int64 { return size - 4096 - frameHeader }},
	} {
		t.Run(c.kept, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "data")
			l := opened(t, dir)
			wal := filepath.Join(dir, FileName+"-wal")
			const acknowledged = 20
			for n := range uint64(acknowledged) {
				appendTo(t, l, "INC-1", n, fmt.Sprintf("entry %d", n+1))
			}
			l.writer.before = func(*session, []*request) {
				l.writer.before = nil
				info, err := os.Stat(wal)
				if err == nil {
					err = os.Truncate(wal, c.bytes(info.Size()))
				}
				if err != nil {
					t.Error(err)
				}
			}
			_, err := l.Append(t.Context(), "INC-1", acknowledged, draft("behind a hole"))
			if !errors.Is(err, store.ErrLost) || !errors.Is(err, store.ErrUncertain) {
				t.Errorf("what was written behind a hole: %v", err)
			}
			err = l.Close()
			if !errors.Is(err, store.ErrLost) || !strings.Contains(err.Error(), "was cut and has grown again") ||
				!strings.Contains(err.Error(), "21 records of 1 streams, every chain checked") {
				t.Errorf("the operator is told %v", err)
			}
		})
	}
}

// TestALogThatAnotherProgramWritesBackIsWhole: a checkpoint by a tool cuts the log
// or begins it anew, and nothing is lost.
func TestALogThatAnotherProgramWritesBackIsWhole(t *testing.T) {
	dir := t.TempDir()
	l := opened(t, dir)
	for n := range uint64(60) {
		appendTo(t, l, "INC-1", n, "an entry")
		switch n % 5 {
		case 1:
			exec(t, dir, "PRAGMA wal_checkpoint(TRUNCATE)")
		case 2:
			exec(t, dir, "PRAGMA wal_checkpoint(RESTART)")
		case 3:
			exec(t, dir, "PRAGMA wal_checkpoint(PASSIVE)")
		}
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	l = opened(t, dir)
	defer l.Close()
	if end, err := store.Verify(t.Context(), l, "INC-1"); err != nil || end.Seq != 60 {
		t.Errorf("it ends at %d, %v", end.Seq, err)
	}
}

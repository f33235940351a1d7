package sqlite

import (
	"bufio"
	"context"
	"fmt"
	"os"
	osexec "os/exec"
	"sync"
	"testing"

	"warroom/store"
)

// childDir, in the environment, makes a test binary the writer that is killed.
const childDir = "WARROOM_TEST_WRITER"

const crashStreams = 4

// TestMain lets the test binary be its own child.
func TestMain(m *testing.M) {
	if dir := os.Getenv(childDir); dir != "" {
		fmt.Fprintln(os.Stderr, writeForEver(dir))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// writeForEver appends to some streams at once, and says each record on stdout
// once it was acknowledged.
func writeForEver(dir string) error {
	l, err := Open(dir)
	if err != nil {
		return err
	}
	failed := make(chan error)
	var mu sync.Mutex // guards stdout
	for n := range crashStreams {
		go func() {
			for seq := uint64(0); ; seq += 2 {
				got, err := l.Append(context.Background(), stream(n), seq, draft("one"), draft("two"))
				if err != nil {
					failed <- err
					return
				}
				mu.Lock()
				fmt.Println(n, got[1].Seq)
				mu.Unlock()
			}
		}()
	}
	return <-failed
}

func TestAKilledServerLosesNothingThatItAcknowledged(t *testing.T) {
	dir := t.TempDir()
	for round := range 3 {
		dir := fmt.Sprintf("%s/%d", dir, round)
		acknowledged := killAfter(t, dir, 100+150*round)
		l := opened(t, dir)
		for n, want := range acknowledged {
			head, err := store.Verify(t.Context(), l, stream(n))
			if err != nil {
				t.Error(err)
			}
			if head.Seq < want || head.Seq%2 != 0 {
				t.Errorf("%s ends at %d; %d was acknowledged, in pairs", stream(n), head.Seq, want)
			}
		}
		appendTo(t, l, "INC-0", end(t, l), "goes on")
	}
}

// killAfter kills a writing child after so many acknowledgements, and returns
// each stream's last one.
func killAfter(t *testing.T, dir string, count int) [crashStreams]uint64 {
	t.Helper()
	child := osexec.CommandContext(t.Context(), os.Args[0])
	child.Env = append(os.Environ(), childDir+"="+dir)
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	var last [crashStreams]uint64
	lines := bufio.NewScanner(out)
	for i := 0; lines.Scan(); i++ {
		var n int
		var seq uint64
		if _, err := fmt.Sscan(lines.Text(), &n, &seq); err != nil {
			t.Fatalf("%q: %v", lines.Text(), err)
		}
		last[n] = seq
		if i == count {
			if err := child.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := child.Wait(); err == nil {
		t.Fatal("the child ended by itself")
	}
	return last
}

func end(t *testing.T, l *Log) uint64 {
	t.Helper()
	heads, err := l.Heads(t.Context(), "INC-0")
	if err != nil || len(heads) != 1 {
		t.Fatal(heads, err)
	}
	return heads[0].Seq
}

func stream(n int) string { return fmt.Sprintf("INC-%d", n) }

//go:build unix

package main

import (
	"bufio"
	"context"
	"errors"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"warroom/store"
	"warroom/store/sqlite"
)

// watcher is someone who reads along in line mode.
type watcher struct {
	t     *testing.T
	said  *words
	ended chan error
}

func (s *served) watches(who, id string) *watcher {
	s.t.Helper()
	cmd := s.openSSH(who, "HOST", "watch "+id)
	w := &watcher{s.t, &words{}, make(chan error, 1)}
	out, err := cmd.StdoutPipe()
	if err != nil {
		s.t.Fatal(err)
	}
	cmd.Stderr = w.said
	if err := cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { _ = cmd.Process.Kill() }) // a process that this test started
	lines := bufio.NewReader(out)
	if _, err := lines.ReadString('\n'); err != nil { // it has a seat
		s.t.Fatal(err)
	}
	go func() {
		_, _ = lines.WriteTo(&words{})
		w.ended <- cmd.Wait()
	}()
	return w
}

// hears waits until the watcher was told these words.
func (w *watcher) hears(text string) {
	w.t.Helper()
	wait(w.t, "a watcher to be told "+text, func() bool { return strings.Contains(w.said.String(), text) })
}

// wait asks again and again whether it is so.
func wait(t *testing.T, what string, so func() bool) {
	t.Helper()
	late := time.After(patience)
	turns := time.NewTicker(10 * time.Millisecond)
	defer turns.Stop()
	for !so() {
		select {
		case <-turns.C:
		case <-late:
			t.Fatalf("waited in vain for %s", what)
		}
	}
}

func TestARecordThatIsRemovedUnderTheServerIsSavedAndEveryoneIsTold(t *testing.T) {
	s := serving(t)
	data := filepath.Join(s.dir, "data")
	id := s.must("ana", "declare Checkout is failing")
	s.must("kim", "say "+id+" before it went")
	screen := s.atBridge("raj", 120, 40, id)
	line := s.watches("mei", id)
	for _, suffix := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(filepath.Join(data, sqlite.FileName+suffix)); err != nil {
			t.Fatal(err)
		}
	}
	// Nobody types.
	const why = "its file was removed or replaced"
	screen.sees("RECORD FROZEN", why)
	line.hears(why + "; tell whoever runs the server")
	if a := s.ask("kim", "say "+id+" into nowhere"); a.code != exitRefused || !strings.Contains(a.words, why) {
		t.Errorf("a line is answered with %+v", a)
	}
	wait(t, "the operator to be told", func() bool { return strings.Contains(s.said.String(), "the record was saved to "+data) })
	if out := s.must("kim", "timeline "+id); !strings.Contains(out, "Checkout is failing") {
		t.Errorf("it can't be read any more: %q", out)
	}
	if err := s.stop(); err == nil || !strings.Contains(err.Error(), "put this file in place as warroom.db") {
		t.Errorf("at its end the server says %v", err)
	}
	if err := serve(t.Context(), config{Data: data}, &words{}, &words{}); !errors.Is(err, sqlite.ErrRescued) {
		t.Errorf("it starts an empty record beside the saved one: %v", err)
	}
	saved, err := filepath.Glob(filepath.Join(data, "rescued-*.db"))
	if err != nil || len(saved) != 1 {
		t.Fatalf("saved: %v, %v", saved, err)
	}
	if info, err := os.Stat(saved[0]); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("others can read the saved record: %v, %v", info, err)
	}
	if err := os.Rename(saved[0], filepath.Join(data, sqlite.FileName)); err != nil {
		t.Fatal(err)
	}
	again := start(t, s.dir, config{Data: data, AuthorizedKeys: filepath.Join(s.dir, "keys")})
	if out := again.must("kim", "timeline "+id+" --kind said"); !strings.Contains(out, "before it went") || strings.Contains(out, "into nowhere") {
		t.Errorf("the saved record holds %q", out)
	}
}

// hung is a log whose disk stops answering.
type hung struct {
	store.Log
	mu    sync.Mutex // guards hangs
	hangs bool
	gate  chan struct{} // closed when the disk answers again

	closed chan struct{} // closed when the log is
}

func (h *hung) wait() {
	h.mu.Lock()
	hangs := h.hangs
	h.mu.Unlock()
	if hangs {
		<-h.gate
	}
}

func (h *hung) Append(ctx context.Context, stream string, after uint64, drafts ...store.Draft) ([]store.Record, error) {
	done := make(chan struct{})
	go func() { h.wait(); close(done) }()
	select {
	case <-done:
		return h.Log.Append(ctx, stream, after, drafts...)
	case <-ctx.Done():
		return nil, errors.Join(ctx.Err(), store.ErrUncertain)
	}
}

func (h *hung) Close() error {
	defer close(h.closed)
	h.wait()
	return h.Log.Close()
}

func TestAServerWhoseDiskHangsStopsAllTheSame(t *testing.T) {
	dir := t.TempDir()
	log := &hung{gate: make(chan struct{}), closed: make(chan struct{})}
	c := enrolled(t, dir, config{Data: filepath.Join(dir, "data")})
	s := startWith(t, dir, c, func(ctx context.Context, c config, out, words io.Writer) (err error) {
		if log.Log, err = openLog(c.Data); err != nil {
			return err
		}
		return serveOn(ctx, log, slog.New(slog.NewTextHandler(words, nil)), c, out, words)
	})
	defer func() { close(log.gate); <-log.closed }()
	id := s.must("ana", "declare Checkout is failing")
	screen := s.atBridge("raj", 120, 40, id)
	line := s.watches("mei", id)
	log.mu.Lock()
	log.hangs = true
	log.mu.Unlock()
	screen.types("is this kept?\r")
	answered := make(chan answer, 1)
	go func() { answered <- s.ask("kim", "say "+id+" and this?") }()
	if err := s.stop(); err != nil { // the disk doesn't answer until it returns
		t.Errorf("it stops with %v", err)
	}
	screen.leaves()
	screen.sees("the server stops")
	line.hears("the server stops")
	if a := <-answered; a.code == exitDone {
		t.Errorf("a line is answered with %+v", a)
	}
	if !strings.Contains(s.said.String(), "all acknowledged entries are on disk") {
		t.Errorf("the operator is told %q", s.said)
	}
}

// TestTheProgramEndsWellWhileItsWritesHang takes the real program. Its writes
// wait for another one's, five seconds each.
func TestTheProgramEndsWellWhileItsWritesHang(t *testing.T) {
	dir := t.TempDir()
	data := filepath.Join(dir, "data")
	c := enrolled(t, dir, config{Data: data})
	program := filepath.Join(dir, "warroom")
	if out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	cmd := exec.Command(program, "serve", "--listen", "127.0.0.1:0", "--data", data, "--authorized-keys", c.AuthorizedKeys)
	s := &served{t: t, dir: dir, said: &words{}}
	cmd.Env, cmd.Stderr = []string{"HOME=" + dir}, s.said
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() }) // a process of this test
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	s.addr = strings.TrimSpace(strings.TrimPrefix(line, "listening people "))
	id := s.must("ana", "declare Checkout is failing")
	before := s.watches("mei", id)
	other, err := database(t, data).Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := other.ExecContext(t.Context(), "PRAGMA busy_timeout = 10000; BEGIN IMMEDIATE"); err != nil {
		t.Fatal(err)
	}
	answers := make(chan answer, 3)
	for _, who := range []string{"kim", "raj", "lee"} {
		go func() { answers <- s.ask(who, "say "+id+" is this kept?") }()
	}
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	before.hears("the server stops")
	if err := cmd.Wait(); err != nil {
		t.Errorf("it ends with %v:\n%s", err, s.said)
	}
	for range cap(answers) {
		if a := <-answers; a.code == exitDone {
			t.Errorf("what hangs is answered with %+v", a)
		}
	}
}

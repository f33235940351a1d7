package sqlite

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"sync"
	"testing"

	sqlite3 "modernc.org/sqlite/lib"

	"warroom/store"
)

// hold makes the writer wait ahead of its next try until release is called, and
// tells on held that it does.
func hold(l *Log) (held chan struct{}, release func()) {
	held, gate := make(chan struct{}), make(chan struct{})
	var once sync.Once
	l.writer.before = func(*session, []*request) {
		once.Do(func() { close(held); <-gate })
	}
	return held, func() { close(gate) }
}

func TestOneBadAppendOfAGroupFailsAlone(t *testing.T) {
	l := opened(t, t.TempDir())
	appendTo(t, l, "INC-1", 0, "one")
	group := []*request{
		prepared(t, "INC-1", 1, "two"), prepared(t, "INC-1", 0, "late"), prepared(t, "INC-2", 0, "other"),
		prepared(t, "INC-1", 2, "three"), prepared(t, "bad", 0, strings.Repeat("x", 1<<20)), prepared(t, "INC-3", 0, "last"),
	}
	run(t, l, func(s *session) {
		set(t, s, "max_page_count", pages(t, s)+8) // room for the small ones
		l.writer.serve(group)
	})
	for i, want := range []string{"", "conflict", "", "", "full", ""} {
		if got := outcome(<-group[i].done); got != want {
			t.Errorf("member %d: got %q, want %q", i, got, want)
		}
	}
	for stream, want := range map[string]uint64{"INC-1": 3, "INC-2": 1, "INC-3": 1, "bad": 0} {
		if head, err := store.Verify(t.Context(), l, stream); err != nil || head.Seq != want {
			t.Errorf("%s: got %d records, %v, want %d", stream, head.Seq, err, want)
		}
	}
}

func outcome(err error) string {
	switch {
	case err == nil:
		return ""
	case errors.Is(err, store.ErrConflict):
		return "conflict"
	case code(err) == sqlite3.SQLITE_FULL:
		return "full"
	}
	return err.Error()
}

func TestWritingGoesOnWhenAFullDiskHasRoomAgain(t *testing.T) {
	l := opened(t, t.TempDir())
	appendTo(t, l, "INC-1", 0, "before")
	run(t, l, func(s *session) { set(t, s, "max_page_count", pages(t, s)) })
	big := draft(strings.Repeat("x", 1<<16))
	for range 3 {
		_, err := l.Append(t.Context(), "INC-1", 1, draft("lost with it"), big)
		if outcome(err) != "full" || !strings.HasPrefix(err.Error(), "append to INC-1: ") {
			t.Fatalf("got %v, want that the disk is full", err)
		}
	}
	if head, err := store.Verify(t.Context(), l, "INC-1"); err != nil || head.Seq != 1 {
		t.Fatalf("got %d records, %v, want the one of before", head.Seq, err)
	}
	run(t, l, func(s *session) { set(t, s, "max_page_count", 1<<30) })
	if _, err := l.Append(t.Context(), "INC-1", 1, big, draft("after")); err != nil {
		t.Fatal(err)
	}
	if head, err := store.Verify(t.Context(), l, "INC-1"); err != nil || head.Seq != 3 {
		t.Errorf("got %d records, %v, want 3", head.Seq, err)
	}
}

func TestWritingGoesOnAfterTheConnectionBroke(t *testing.T) {
	l := opened(t, t.TempDir())
	appendTo(t, l, "INC-1", 0, "before")
	l.writer.before = func(s *session, _ []*request) {
		s.conn.Close()
		l.writer.before = nil
	}
	if _, err := l.Append(t.Context(), "INC-1", 1, draft("x")); err == nil {
		t.Fatal("it was written on no connection")
	}
	appendTo(t, l, "INC-1", 1, "after")
}

func TestAPanicOfTheWriterHangsNobody(t *testing.T) {
	l := opened(t, t.TempDir())
	appendTo(t, l, "INC-1", 0, "before")
	l.writer.before = func(*session, []*request) { panic("out of tune") }
	_, err := l.Append(t.Context(), "INC-1", 1, draft("x"))
	if !errors.Is(err, store.ErrUncertain) || !strings.Contains(err.Error(), "out of tune") {
		t.Errorf("got %v, want ErrUncertain", err)
	}
	run(t, l, nil)
	appendTo(t, l, "INC-1", 1, "after")
}

// A second try would find the records of the first, and tell the caller that
// somebody else wrote there.
func TestAGroupThatIsStoredIsNeverTriedAgain(t *testing.T) {
	for name, fault := range map[string]func() (fs.FileInfo, error){
		"the look fails":  func() (fs.FileInfo, error) { return nil, errSync },
		"the look panics": func() (fs.FileInfo, error) { panic("out of tune") },
	} {
		t.Run(name, func(t *testing.T) {
			l := opened(t, t.TempDir())
			appendTo(t, l, "INC-1", 0, "one")
			group := []*request{prepared(t, "INC-1", 1, "two"), prepared(t, "INC-2", 0, "other")}
			run(t, l, func(*session) {
				l.writer.before = func(*session, []*request) {
					l.writer.before = nil
					l.files.stat = func(string) (fs.FileInfo, error) { l.files.stat = os.Stat; return fault() }
				}
				l.writer.serve(group)
			})
			for i, r := range group {
				if err := <-r.done; !errors.Is(err, store.ErrUncertain) || errors.Is(err, store.ErrConflict) {
					t.Errorf("member %d: got %v, want ErrUncertain", i, err)
				}
			}
			for stream, want := range map[string]uint64{"INC-1": 2, "INC-2": 1} {
				if head, err := store.Verify(t.Context(), l, stream); err != nil || head.Seq != want {
					t.Errorf("%s: got %d records, %v, want %d", stream, head.Seq, err, want)
				}
			}
			appendTo(t, l, "INC-1", 2, "goes on")
		})
	}
}

func TestWhoGivesUpInTimeHasStoredNothing(t *testing.T) {
	l := opened(t, t.TempDir())
	held, release := hold(l)
	first := make(chan error, 1)
	go func() {
		_, err := l.Append(t.Context(), "INC-1", 0, draft("first"))
		first <- err
	}()
	<-held
	ctx, cancel := context.WithCancel(t.Context())
	waiting := make(chan error, 1)
	go func() {
		_, err := l.Append(ctx, "INC-2", 0, draft("waits"))
		waiting <- err
	}()
	cancel()
	if err := <-waiting; !errors.Is(err, context.Canceled) || errors.Is(err, store.ErrUncertain) {
		t.Errorf("got %v, want a certain context.Canceled", err)
	}
	release()
	if err := <-first; err != nil {
		t.Error(err)
	}
	if heads, err := l.Heads(t.Context(), ""); err != nil || len(heads) != 1 {
		t.Errorf("got %v, %v, want INC-1 alone", heads, err)
	}
}

func TestWhoGivesUpLateIsToldThatItIsNotKnown(t *testing.T) {
	l := opened(t, t.TempDir())
	held, release := hold(l)
	ctx, cancel := context.WithCancel(t.Context())
	late := make(chan error, 1)
	go func() {
		_, err := l.Append(ctx, "INC-1", 0, draft("late"))
		late <- err
	}()
	<-held
	cancel()
	if err := <-late; !errors.Is(err, context.Canceled) || !errors.Is(err, store.ErrUncertain) {
		t.Errorf("got %v, want ErrUncertain", err)
	}
	release()
	appendTo(t, l, "INC-1", 1, "the late one was stored after all")
}

func TestCloseFinishesWhatIsUnderWay(t *testing.T) {
	dir := t.TempDir()
	l := opened(t, dir)
	held, release := hold(l)
	first := make(chan error, 1)
	go func() {
		_, err := l.Append(t.Context(), "INC-1", 0, draft("first"))
		first <- err
	}()
	<-held
	closed := make(chan error, 1)
	go func() { closed <- l.Close() }()
	<-l.writer.closing
	if _, err := l.Append(t.Context(), "INC-2", 0, draft("x")); !errors.Is(err, store.ErrClosed) {
		t.Errorf("got %v, want ErrClosed", err)
	}
	release()
	if err := errors.Join(<-first, <-closed); err != nil {
		t.Fatal(err)
	}
	if head, err := store.Verify(t.Context(), opened(t, dir), "INC-1"); err != nil || head.Seq != 1 {
		t.Errorf("got %d records, %v, want 1", head.Seq, err)
	}
}

// run runs f in the writer's goroutine, ahead of an append that only asks, and
// takes whatever hook there was away.
func run(t *testing.T, l *Log, f func(*session)) {
	t.Helper()
	l.writer.before = func(s *session, _ []*request) {
		if now := f; now != nil {
			f = nil // what it does may come by here again
			now(s)
		}
	}
	_, _ = l.Append(t.Context(), "nothing", 1)
	l.writer.before = nil
}

func prepared(t *testing.T, stream string, after uint64, payload string) *request {
	t.Helper()
	records, err := store.Prepare(stream, []store.Draft{draft(payload)})
	if err != nil {
		t.Fatal(err)
	}
	return &request{stream: stream, after: after, records: records, done: make(chan error, 1)}
}

func set(t *testing.T, s *session, pragma string, value int) {
	if err := s.exec(fmt.Sprintf("PRAGMA %s = %d", pragma, value)); err != nil {
		t.Error(err)
	}
}

func pages(t *testing.T, s *session) (n int) {
	if err := s.conn.QueryRowContext(t.Context(), "PRAGMA page_count").Scan(&n); err != nil {
		t.Error(err)
	}
	return n
}

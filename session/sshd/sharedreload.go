package sshd

import (
	"log/slog"
	"sync"
	"time"

	"warroom/session"
)

// How long someone who asks waits for a look at the files of keys, and how long a
// look may take until those who run the server are told.
const (
	reloadWait = 100 * time.Millisecond
	reloadLate = time.Second
)

// sharedReload has the files of keys looked at, by one goroutine at most and for all who
// ask meanwhile at once. Nobody who asks touches the disk: it may not answer, and
// then what the files said last goes on to count.
type sharedReload struct {
	reload func() // at every file; may hang
	log    *slog.Logger

	mu    sync.Mutex    // guards what follows
	next  chan struct{} // closed after the look that begins next; nil: nobody wants one
	began time.Time     // when the look under way began; zero: none is
	late  bool          // it was said that this one takes too long
}

// await returns after a look that began after ask did, or when the disk doesn't
// answer in time.
func (l *sharedReload) await() {
	done, stuck := l.join()
	if stuck {
		return
	}
	timer := time.NewTimer(reloadWait)
	defer timer.Stop()
	select {
	case <-done:
	case <-timer.C:
	}
}

// join is closed after the next look to begin. Stuck says that one is under way
// that nobody should wait for.
func (l *sharedReload) join() (done chan struct{}, stuck bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.next == nil {
		l.next = make(chan struct{})
	}
	if l.began.IsZero() {
		l.began, l.late = time.Now(), false
		go l.reloadWanted()
		return l.next, false
	}
	took := time.Since(l.began)
	if took > reloadLate && !l.late {
		l.late = true
		l.log.Error("the files of keys can't be looked at: the disk doesn't answer, and what they said last is in force")
	}
	return l.next, took > reloadWait
}

// reloadWanted looks as long as somebody wants it.
func (l *sharedReload) reloadWanted() {
	for done := l.begin(); done != nil; done = l.begin() {
		session.Guard(l.log, "look at the files of keys", l.reload)
		close(done)
	}
}

// begin is closed by whoever has looked; nil where nobody wants it.
func (l *sharedReload) begin() chan struct{} {
	l.mu.Lock()
	defer l.mu.Unlock()
	done := l.next
	l.next, l.began, l.late = nil, time.Time{}, false
	if done != nil {
		l.began = time.Now()
	}
	return done
}

package sshd

import (
	"log/slog"
	"sync"
	"time"

	"warroom/session"
)

const (
	reloadWait = 100 * time.Millisecond // that a caller waits for a reload at most
	reloadLate = time.Second            // after which a reload that hangs is a fault, and logged
)

// sharedReload reloads the files of keys in one goroutine at most, for all callers that
// wait meanwhile. A caller never touches the disk: if that doesn't answer, what the
// files said last stays in force.
type sharedReload struct {
	reload func() // reloads every file; may hang
	log    *slog.Logger

	mu    sync.Mutex    // guards what follows
	next  chan struct{} // closed after the reload that begins next; nil: nobody waits for one
	began time.Time     // when the reload under way began; zero: none is
	late  bool          // it is logged that this one takes too long
}

// await returns after a reload that began after the call, or after reloadWait if the
// disk doesn't answer.
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

// join returns a channel that is closed after the next reload to begin. Stuck means
// that the one under way takes too long to wait for.
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
		l.log.Error("the files of keys can't be reloaded: the disk doesn't answer, and what they said last is in force")
	}
	return l.next, took > reloadWait
}

// reloadWanted reloads for as long as somebody waits for it.
func (l *sharedReload) reloadWanted() {
	for done := l.begin(); done != nil; done = l.begin() {
		session.Guard(l.log, "reload the files of keys", l.reload)
		close(done)
	}
}

// begin begins a reload, and returns the channel to close after it; nil if nobody
// waits.
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

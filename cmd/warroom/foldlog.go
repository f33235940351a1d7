package main

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"warroom/session"
)

// The most lines of one kind that are written in a window. A kind is a message;
// its attributes for different sources, people and keys are particulars.
const (
	logWindow   = time.Minute
	logOfSource = 10
	logOfKind   = 100
)

// foldedLog passes lines on to next, but only so many of each kind in a window,
// in all and from one source. At the window's end it writes how many more there
// were. So nobody can fill the disk through the log.
type foldedLog struct {
	next slog.Handler
	fold *fold
}

// newFoldedLog returns a handler that folds the lines for next.
func newFoldedLog(next slog.Handler) foldedLog {
	return foldedLog{next, &fold{next: next, kinds: map[logKind]*logLines{}}}
}

// Enabled reports what the folded handler does.
func (f foldedLog) Enabled(ctx context.Context, l slog.Level) bool { return f.next.Enabled(ctx, l) }

// WithAttrs returns a handler that counts together with this one.
func (f foldedLog) WithAttrs(attrs []slog.Attr) slog.Handler {
	return foldedLog{f.next.WithAttrs(attrs), f.fold}
}

// WithGroup returns a handler that counts together with this one.
func (f foldedLog) WithGroup(name string) slog.Handler {
	return foldedLog{f.next.WithGroup(name), f.fold}
}

// Handle writes the line, or counts it.
func (f foldedLog) Handle(ctx context.Context, r slog.Record) error {
	if !f.fold.takes(logKind{r.Level, r.Message}, sourceOf(r)) {
		return nil
	}
	return f.next.Handle(ctx, r)
}

// sourceOf returns the source of a line: the first of these attributes that it
// has.
func sourceOf(r slog.Record) (source string) {
	r.Attrs(func(a slog.Attr) bool {
		switch a.Key {
		case "source", "name", "person", "key":
			source = a.Value.String()
		}
		return source == ""
	})
	return source
}

// fold counts the lines of each kind.
type fold struct {
	next slog.Handler

	mu    sync.Mutex // guards what follows
	kinds map[logKind]*logLines
}

type logKind struct {
	level   slog.Level
	message string
}

// logLines counts the lines of one kind in the open window.
type logLines struct {
	since   time.Time
	all     int
	left    int            // how many of these were not written
	sources map[string]int // how many were written, by source
}

// takes reports whether to write a line.
func (f *fold) takes(k logKind, source string) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	l := f.kinds[k]
	if l == nil || time.Since(l.since) >= logWindow && l.left == 0 {
		l = &logLines{since: time.Now(), sources: map[string]int{}}
		f.kinds[k] = l
	}
	l.all++
	if l.all-l.left <= logOfKind && l.sources[source] < logOfSource {
		l.sources[source]++
		return true
	}
	if l.left++; l.left == 1 {
		time.AfterFunc(logWindow-time.Since(l.since), func() { f.guard(func() { f.tell(k) }) })
	}
	return false
}

// tell writes how many lines of a kind were left out, and starts a new count.
func (f *fold) tell(k logKind) {
	f.mu.Lock()
	l := f.kinds[k]
	delete(f.kinds, k)
	f.mu.Unlock()
	if l == nil || l.left == 0 {
		return
	}
	r := slog.NewRecord(time.Now(), k.level, "more lines of one kind were left out", 0)
	r.AddAttrs(slog.String("kind", k.message), slog.Int("more", l.left), slog.Duration("within", logWindow))
	f.write(r)
}

// tellAll tells of every kind, when the server ends.
func (f *fold) tellAll() {
	f.mu.Lock()
	var all []logKind
	for k := range f.kinds {
		all = append(all, k)
	}
	f.mu.Unlock()
	for _, k := range all {
		f.tell(k)
	}
}

func (f *fold) write(r slog.Record) {
	if f.next.Enabled(context.Background(), r.Level) {
		_ = f.next.Handle(context.Background(), r) // an error of the log can't be logged
	}
}

// guard runs do under session.Guard, which logs past the fold: the fold may be what
// broke, and hold its lock.
func (f *fold) guard(do func()) { session.Guard(slog.New(f.next), "count lines of the log", do) }

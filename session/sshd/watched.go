package sshd

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"slices"
	"sync/atomic"
	"time"

	"warroom/store/files"
)

// source is a file of keys: what it is called, where it is, and how it is read.
type source[T any] struct {
	what, path string

	// parse reads the text. What is wrong with single lines are its faults; an
	// error means that nothing of the text can be in force. Before is in force now.
	parse func(text []byte, before T) (T, []Fault, error)

	// both is what is in force until a change has settled, so that a file half
	// written takes nothing away; nil: what the file says, at once.
	both func(now, before T) T

	mayBeMissing bool   // at the start
	keepLast     bool   // what was read last stays in force when it can't be read any more
	instead      string // what that means, a clause
}

// watched is what a file says, read again when the file changes. Whoever asks
// what it says touches no disk: that is for whoever looks.
type watched[T any] struct {
	source[T]
	log *slog.Logger

	said  atomic.Pointer[saying[T]] // never nil
	since atomic.Pointer[time.Time] // when the look under way began; nil: none is

	// What follows belongs to the one goroutine that looks.
	solid T           // what the file said when it had settled
	stamp fs.FileInfo // as of when it was read last, or couldn't be; nil: it wasn't there
	at    time.Time   // when that was, or who can write it was looked at last
	fresh bool        // it was written so shortly before it was read that a further change may not show
	there bool        // it was there once
}

// saying is what a file says, as of one look. Nobody changes it.
type saying[T any] struct {
	value  T
	faults []Fault
	unread bool // it can't be read now
}

// settled is how old a file is whose next change will show in its time: file
// systems count in steps of up to two seconds.
const settled = 2 * time.Second

// again is how long what was read counts without a second look into the file,
// or at who can write it, where nothing shows that it has changed.
const again = 100 * time.Millisecond

// unreadable says that a file can't be read, or nothing of what it says.
type unreadable struct {
	Fault
	what string
	err  error
}

func (u *unreadable) Error() string { return u.what + " " + u.String() }
func (u *unreadable) Unwrap() error { return u.err }

// watch reads the file for the first time. An empty path says nothing, ever. The
// error is an *unreadable, and the file is watched all the same.
func watch[T any](s source[T], log *slog.Logger) (*watched[T], error) {
	w := &watched[T]{source: s, log: log}
	w.said.Store(&saying[T]{})
	if w.path == "" {
		return w, nil
	}
	stamp, err := os.Stat(w.path)
	if errors.Is(err, fs.ErrNotExist) && w.mayBeMissing {
		return w, nil
	}
	if err == nil {
		err = w.read(stamp)
	}
	if err != nil {
		w.lose(stamp, err)
		return w, &unreadable{Fault{w.path, 0, err.Error()}, w.what, err}
	}
	w.tell(nil)
	return w, nil
}

// now is what the file said when it was last looked at.
func (w *watched[T]) now() T { return w.said.Load().value }

// blind reports whether the file can't be read, so that nobody can tell whom it
// would let in.
func (w *watched[T]) blind() bool { return w.said.Load().unread }

// wrong is what was wrong with the file when it was last looked at, and that it
// can't be looked at where a look takes too long.
func (w *watched[T]) wrong() []Fault {
	faults := slices.Clone(w.said.Load().faults)
	if since := w.since.Load(); since != nil && time.Since(*since) > lookLate {
		faults = append(faults, Fault{w.path, 0, "the disk doesn't answer, and what the file said last is in force: put people out with  warroom user revoke"})
	}
	return faults
}

// look reads the file again where it may have changed. One goroutine looks at a
// time. It lasts as long as the disk takes.
func (w *watched[T]) look() {
	if w.path == "" {
		return
	}
	began := time.Now()
	w.since.Store(&began)
	defer w.since.Store(nil)
	stamp, err := os.Stat(w.path)
	if errors.Is(err, fs.ErrNotExist) && w.mayBeMissing && !w.there {
		return
	}
	same := err == nil && w.isRead(stamp)
	if same && time.Since(w.at) < again {
		return
	}
	before := w.said.Load().faults
	switch {
	case err != nil:
	case same && !w.fresh && !w.blind():
		if err = w.trust(); err == nil {
			return
		}
	default:
		err = w.read(stamp)
	}
	if err != nil {
		w.lose(stamp, err)
	}
	w.tell(before)
}

// isRead reports whether nothing shows that the file has changed since it was
// read.
func (w *watched[T]) isRead(stamp fs.FileInfo) bool {
	return w.stamp != nil && os.SameFile(stamp, w.stamp) && stamp.Size() == w.stamp.Size() && stamp.ModTime().Equal(w.stamp.ModTime()) && stamp.Mode() == w.stamp.Mode() &&
		changeOf(stamp) == changeOf(w.stamp)
}

// trust says why the file can't be trusted: its owner, or a folder above it, may
// have changed without a trace in the file.
func (w *watched[T]) trust() error {
	w.at = time.Now()
	if err := files.Trusted(w.path); err != nil {
		return fmt.Errorf("it can't be trusted: %w", err)
	}
	return nil
}

// read takes in what the file says.
func (w *watched[T]) read(stamp fs.FileInfo) error {
	at := time.Now()
	if err := w.trust(); err != nil {
		return err
	}
	text, err := files.ReadRegular(w.path)
	if err != nil {
		return err
	}
	value, faults, err := w.parse(text, w.now())
	if err != nil {
		return err
	}
	w.stamp = stamp
	w.fresh = at.Sub(stamp.ModTime()).Abs() < settled
	if w.there && w.fresh && w.both != nil {
		value = w.both(value, w.solid)
	} else {
		w.solid = value
	}
	w.there = true
	w.said.Store(&saying[T]{value: value, faults: told(w.path, faults)})
	return nil
}

// lose takes in that the file can't be read, or nothing of what it says.
func (w *watched[T]) lose(stamp fs.FileInfo, err error) {
	value := w.now()
	if !w.keepLast {
		var none T
		value, w.solid = none, none
	}
	text := err.Error()
	switch {
	case w.there && errors.Is(err, fs.ErrNotExist):
		text = "it isn't there any more; " + w.instead
	case w.there:
		text += "; " + w.instead
	}
	w.stamp = stamp
	w.said.Store(&saying[T]{value, []Fault{{w.path, 0, text}}, true})
}

// tell logs what is wrong with the file, where that wasn't so before.
func (w *watched[T]) tell(before []Fault) {
	faults := w.said.Load().faults
	if slices.Equal(before, faults) {
		return
	}
	for _, f := range faults {
		w.log.Error(w.what+": a line isn't in force", "file", f.File, "line", f.Line, "why", f.Text)
	}
	if len(faults) == 0 {
		w.log.Info(fmt.Sprintf("%s: all of it is in force again", w.what), "file", w.path)
	}
}

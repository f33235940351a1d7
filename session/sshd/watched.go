package sshd

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"slices"
	"sync"
	"time"

	"warroom/store/files"
)

// source is a file of keys: what it is called, where it is, and how it is read.
type source[T any] struct {
	what, path string

	// parse reads the text. What is wrong with single lines are its faults; an
	// error means that nothing of the text can be in force. Before is what was.
	parse func(text []byte, before T) (T, []Fault, error)

	// both is what is in force until a change has settled, so that a file half
	// written takes nothing away; nil: what the file says, at once.
	both func(now, before T) T

	mayBeMissing bool   // at the start
	keepLast     bool   // what was read last stays in force when it can't be read any more
	instead      string // what that means, a clause
}

// watched is what a file says, read again when the file changes.
type watched[T any] struct {
	source[T]
	log *slog.Logger

	mu     sync.Mutex // guards what follows
	value  T
	solid  T // what it said when it had settled
	faults []Fault
	stamp  fs.FileInfo // of what was read last; nil: it is to be read again
	fresh  bool        // it was written so shortly before it was read that a further change may not show
	there  bool        // it was there once
	unread bool        // it can't be read now
}

// settled is how old a file is whose next change will show in its time: file
// systems count in steps of up to two seconds.
const settled = 2 * time.Second

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
		return w, &unreadable{Fault{w.path, 0, err.Error()}, w.what, err}
	}
	w.tell(nil)
	return w, nil
}

// now is what the file says.
func (w *watched[T]) now() T {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.look()
	return w.value
}

// wrong is what is wrong with the file now.
func (w *watched[T]) wrong() []Fault {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.look()
	return slices.Clone(w.faults)
}

// blind reports whether the file can't be read, so that nobody can tell whom it
// would let in.
func (w *watched[T]) blind() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.unread
}

// look reads the file again where it may have changed. The caller holds mu.
func (w *watched[T]) look() {
	if w.path == "" {
		return
	}
	stamp, err := os.Stat(w.path)
	if errors.Is(err, fs.ErrNotExist) && w.mayBeMissing && !w.there {
		return
	}
	if err == nil && w.isRead(stamp) {
		return
	}
	before := w.faults
	if err == nil {
		err = w.read(stamp)
	}
	if err != nil {
		w.lose(err)
	}
	w.tell(before)
}

func (w *watched[T]) isRead(stamp fs.FileInfo) bool {
	return w.stamp != nil && !w.fresh && os.SameFile(stamp, w.stamp) && stamp.Size() == w.stamp.Size() && stamp.ModTime().Equal(w.stamp.ModTime()) && stamp.Mode() == w.stamp.Mode()
}

// read takes in what the file says. The caller holds mu.
func (w *watched[T]) read(stamp fs.FileInfo) error {
	at := time.Now()
	if err := files.Trusted(w.path); err != nil {
		return fmt.Errorf("it can't be trusted: %w", err)
	}
	text, err := os.ReadFile(w.path)
	if err != nil {
		return err
	}
	value, faults, err := w.parse(text, w.solid)
	if err != nil {
		return err
	}
	w.value, w.faults, w.stamp = value, told(w.path, faults), stamp
	w.fresh = at.Sub(stamp.ModTime()).Abs() < settled
	if w.there && w.fresh && w.both != nil {
		w.value = w.both(value, w.solid)
	} else {
		w.solid = value
	}
	w.there, w.unread = true, false
	return nil
}

// lose takes in that the file can't be read, or nothing of what it says. The
// caller holds mu.
func (w *watched[T]) lose(err error) {
	var none T
	if !w.keepLast {
		w.value, w.solid = none, none
	}
	text := err.Error()
	switch {
	case w.there && errors.Is(err, fs.ErrNotExist):
		text = "it isn't there any more; " + w.instead
	case w.there:
		text += "; " + w.instead
	}
	w.faults = []Fault{{w.path, 0, text}}
	w.stamp, w.unread = nil, true
}

// tell logs what is wrong with the file, where that wasn't so before. The caller
// holds mu.
func (w *watched[T]) tell(before []Fault) {
	if slices.Equal(before, w.faults) {
		return
	}
	for _, f := range w.faults {
		w.log.Error(w.what+": a line isn't in force", "file", f.File, "line", f.Line, "why", f.Text)
	}
	if len(w.faults) == 0 {
		w.log.Info(fmt.Sprintf("%s: all of it is in force again", w.what), "file", w.path)
	}
}

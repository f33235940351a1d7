package sshd

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"slices"
	"sync/atomic"
	"time"

	"warroom/store/files"
)

// fileSpec describes a file of keys: its name for people, its path, and how it is
// parsed.
type fileSpec[T any] struct {
	what, path string

	// parse parses the text. It returns what is wrong with single lines as faults; an
	// error means that nothing of the text can be in force. Before is in force now.
	parse func(text []byte, before T) (T, []files.Fault, error)

	// merge returns what is in force while the file is fresh, so that a file half
	// written takes nothing away; nil: the new content is in force at once.
	merge func(now, before T) T

	mayBeMissing bool   // at the start
	keepLast     bool   // the last content stays in force when the file can't be read any more
	instead      string // what is in force then, a clause
}

// reloadedFile holds the content of a file, and reads it again when the file changes.
// Only reload touches the disk. The other methods are safe to call concurrently with
// it.
type reloadedFile[T any] struct {
	fileSpec[T]
	log *slog.Logger

	content atomic.Pointer[fileContent[T]] // never nil
	since   atomic.Pointer[time.Time]      // when the reload under way began; nil: none is

	// What follows belongs to the goroutine that calls reload.
	file      files.Watched
	settled   T         // the content when the file wasn't fresh
	checkedAt time.Time // when it was last read, or checked for who can write it
	wasThere  bool      // it existed once
}

// fileContent is the content of a file as of one reload. It is immutable.
type fileContent[T any] struct {
	value  T
	faults []files.Fault
	unread bool // the file can't be read now
}

// recheckContent is how long a content counts without another read, or check of who can
// write it, if nothing shows that the file has changed.
const recheckContent = 100 * time.Millisecond

// unreadable is the error for a file that can't be read or parsed at all.
type unreadable struct {
	files.Fault
	what string
	err  error
}

func (u *unreadable) Error() string { return u.what + " " + u.String() }
func (u *unreadable) Unwrap() error { return u.err }

// openReloaded reads the file for the first time. With an empty path the content stays
// empty. The error is an *unreadable; even then the file can be reloaded.
func openReloaded[T any](s fileSpec[T], log *slog.Logger) (*reloadedFile[T], error) {
	r := &reloadedFile[T]{fileSpec: s, log: log, file: files.Watched{Path: s.path, Owned: true}}
	r.content.Store(&fileContent[T]{})
	if r.path == "" {
		return r, nil
	}
	err := r.file.Look()
	if errors.Is(err, fs.ErrNotExist) && r.mayBeMissing {
		return r, nil
	}
	if err == nil {
		err = r.read()
	}
	if err != nil {
		r.markUnreadable(err)
		return r, &unreadable{files.Fault{File: r.path, Text: err.Error()}, r.what, err}
	}
	r.logChange(nil)
	return r, nil
}

// now returns the content as of the last reload.
func (r *reloadedFile[T]) now() T { return r.content.Load().value }

// isUnreadable reports whether the file can't be read, so that nobody knows whom it
// would let in.
func (r *reloadedFile[T]) isUnreadable() bool { return r.content.Load().unread }

// faults returns what was wrong with the file at the last reload. A reload that takes
// too long is a fault too.
func (r *reloadedFile[T]) faults() []files.Fault {
	faults := slices.Clone(r.content.Load().faults)
	if since := r.since.Load(); since != nil && time.Since(*since) > reloadLate {
		faults = append(faults, files.Fault{File: r.path, Text: "the disk doesn't answer, and what the file said last is in force: revoke people with  warroom user revoke"})
	}
	return faults
}

// reload reads the file again if it may have changed. Only one goroutine may call it at
// a time. It takes as long as the disk does.
func (r *reloadedFile[T]) reload() {
	if r.path == "" {
		return
	}
	began := time.Now()
	r.since.Store(&began)
	defer r.since.Store(nil)
	err := r.file.Look()
	if errors.Is(err, fs.ErrNotExist) && r.mayBeMissing && !r.wasThere {
		return
	}
	same := err == nil && !r.file.Changed()
	if same && time.Since(r.checkedAt) < recheckContent {
		return
	}
	before := r.content.Load().faults
	switch {
	case err != nil:
	case same && !r.file.Fresh() && !r.isUnreadable():
		r.checkedAt = time.Now()
		if err = r.file.Check(); err == nil {
			return
		}
	default:
		err = r.read()
	}
	if err != nil {
		r.markUnreadable(err)
	}
	r.logChange(before)
}

// read loads the content of the file.
func (r *reloadedFile[T]) read() error {
	r.checkedAt = time.Now()
	text, err := r.file.Read()
	if err != nil {
		return err
	}
	value, faults, err := r.parse(text, r.now())
	if err != nil {
		return err
	}
	if r.wasThere && r.file.Fresh() && r.merge != nil {
		value = r.merge(value, r.settled)
	} else {
		r.settled = value
	}
	r.wasThere = true
	r.content.Store(&fileContent[T]{value: value, faults: clipFaults(r.path, faults)})
	return nil
}

// markUnreadable records that the file, or all of its content, can't be read.
func (r *reloadedFile[T]) markUnreadable(err error) {
	value := r.now()
	if !r.keepLast {
		var none T
		value, r.settled = none, none
	}
	text := err.Error()
	switch {
	case r.wasThere && errors.Is(err, fs.ErrNotExist):
		text = "the file is gone; " + r.instead
	case r.wasThere:
		text += "; " + r.instead
	}
	r.content.Store(&fileContent[T]{value, []files.Fault{{File: r.path, Text: text}}, true})
}

// logChange logs the faults of the file when they differ from those before.
func (r *reloadedFile[T]) logChange(before []files.Fault) {
	faults := r.content.Load().faults
	if slices.Equal(before, faults) {
		return
	}
	for _, f := range faults {
		r.log.Error(r.what+": a line isn't in force", "file", f.File, "line", f.Line, "why", f.Text)
	}
	if len(faults) == 0 {
		r.log.Info(fmt.Sprintf("%s: all of it is in force again", r.what), "file", r.path)
	}
}

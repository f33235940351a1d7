package sshd

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"sync"
)

// watched is what a file says, read again when the file changes. What can't be
// read, or has a broken line, leaves in force what it said last.
type watched[T any] struct {
	what, path string
	parse      func([]byte, *slog.Logger) (T, error)
	log        *slog.Logger

	mu    sync.Mutex // guards what follows
	stamp fs.FileInfo
	value T
}

// mayBeMissing marks a file that need not be there at the start.
const mayBeMissing = true

// watch reads the file for the first time. An empty path says nothing, ever.
func watch[T any](what, path string, log *slog.Logger, parse func([]byte, *slog.Logger) (T, error), missing ...bool) (*watched[T], error) {
	w := &watched[T]{what: what, path: path, parse: parse, log: log}
	if path == "" {
		return w, nil
	}
	stamp, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) && len(missing) > 0 {
		return w, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", what, err)
	}
	w.stamp = stamp
	w.value, err = w.read()
	return w, err
}

// now is what the file says, or said when it could last be read.
func (w *watched[T]) now() T {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.path == "" {
		return w.value
	}
	stamp, err := os.Stat(w.path)
	if err != nil {
		if w.stamp != nil {
			w.log.Error("can't read "+w.what+": what it said last stays in force", "error", err)
			w.stamp = nil
		}
		return w.value
	}
	if w.stamp != nil && os.SameFile(stamp, w.stamp) && stamp.Size() == w.stamp.Size() && stamp.ModTime().Equal(w.stamp.ModTime()) {
		return w.value
	}
	w.stamp = stamp
	value, err := w.read()
	if err != nil {
		w.log.Error(w.what+" changed, but what it said last stays in force", "error", err)
		return w.value
	}
	w.log.Info("read "+w.what+" again", "file", w.path)
	w.value = value
	return value
}

func (w *watched[T]) read() (T, error) {
	var none T
	text, err := os.ReadFile(w.path)
	if err != nil {
		return none, fmt.Errorf("read %s: %w", w.what, err)
	}
	value, err := w.parse(text, w.log)
	if err != nil {
		return none, fmt.Errorf("%s %s, %w", w.what, w.path, err)
	}
	return value, nil
}

package files

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"
)

// Watched is a file that is read again when it changes. Its caller looks at it every so
// often and decides whether to read it; only Look, Check and Read touch the disk. Its
// methods are for one goroutine at a time.
type Watched struct {
	Path  string
	Owned bool  // an error where others can write it: see Trusted
	Most  int64 // bytes that are read at most; more is an error; 0: no bound

	seen, before look // at the last two calls of Look
	read         look // that the last Read was for
	wasRead      bool
	fresh        bool
}

// look is what Look found: info, or an error.
type look struct {
	info fs.FileInfo
	err  error
}

// settled is how old a file must be for its next change to show in its times: file
// systems count in steps of up to two seconds.
const settled = 2 * time.Second

// Look looks at the file without reading it. Its error is an fs.ErrNotExist where the
// file isn't there.
func (w *Watched) Look() error {
	info, err := os.Stat(w.Path)
	w.before, w.seen = w.seen, look{info, err}
	return unreadable(err)
}

// Changed reports whether the last Look found another file, or other times, than the
// Look before the last Read did. It is true until the first Read.
func (w *Watched) Changed() bool { return !w.wasRead || !w.seen.same(w.read) }

// Steady reports whether the last two Looks found the same: nobody is writing the file.
func (w *Watched) Steady() bool { return w.seen.same(w.before) }

// There reports whether the last Look found the file, though it may be unreadable.
func (w *Watched) There() bool { return w.seen.there() }

// Fresh reports whether the file was written so shortly before the last Read that a
// further change may not show in its times.
func (w *Watched) Fresh() bool { return w.fresh }

// ModTime returns when the file's text was written, as of the last Look.
func (w *Watched) ModTime() time.Time {
	if w.seen.info == nil {
		return time.Time{}
	}
	return w.seen.info.ModTime()
}

// Check returns why the file can't be trusted, nil where it can, or where Owned isn't
// set. Its owner, and the folders above it, change without a trace in the file.
func (w *Watched) Check() error {
	if !w.Owned {
		return nil
	}
	if err := Trusted(w.Path); err != nil {
		return fmt.Errorf("it can't be trusted: %w", err)
	}
	return nil
}

// Read reads the file, whether it has changed or not. Its errors begin with "it", and
// don't name the path.
func (w *Watched) Read() ([]byte, error) {
	w.read, w.wasRead = w.seen, true
	w.fresh = w.seen.info != nil && time.Since(w.seen.info.ModTime()).Abs() < settled
	if err := w.Check(); err != nil {
		return nil, err
	}
	text, err := ReadRegular(w.Path, w.Most)
	return text, unreadable(err)
}

func (l look) there() bool { return l.info != nil || l.err != nil && !errors.Is(l.err, fs.ErrNotExist) }

// same reports whether nothing shows that the file changed between two looks.
func (l look) same(o look) bool {
	if l.info == nil || o.info == nil {
		return l.info == nil && o.info == nil && l.there() == o.there()
	}
	return os.SameFile(l.info, o.info) && l.info.Size() == o.info.Size() && l.info.Mode() == o.info.Mode() &&
		l.info.ModTime().Equal(o.info.ModTime()) && changeOf(l.info) == changeOf(o.info)
}

// unreadable makes err, from reading a file, a clause without the path.
func unreadable(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("it can't be read: %w", Cause(err))
}

// Cause returns err without the path that it is about.
func Cause(err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}

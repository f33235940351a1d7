package sqlite

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"warroom/store"
	ownfiles "warroom/store/files"
)

// rescuePause is the pause after a failed rescue, which reads and writes
// everything.
const rescuePause = 10 * time.Second

// rescue is the state of saving the record after a file of it was lost.
type rescue struct {
	path    string // the file that it was saved in; "" while there is none
	away    bool   // it is in the folder for temporary files, as there was no space beside the database
	short   string // what could no longer be read, a clause; "" for nothing
	records int
	streams int

	tried  time.Time // when the last failed try ended
	failed error     // its error
	over   bool      // there won't be another try
}

// how tells an operator what was saved, and what to do.
func (r rescue) how() string {
	switch {
	case r.path == "" && r.failed == nil:
		return "the record is being saved"
	case r.path == "" && r.over:
		return fmt.Sprintf("THE RECORD COULD NOT BE SAVED: %v: only what is left of %s* may still hold acknowledged entries: keep a copy of that as it is, run \"warroom verify\" on it, and restore a backup", r.failed, FileName)
	case r.path == "":
		return fmt.Sprintf("the record could not be saved yet: %v: free space for a copy of it, and keep the server running", r.failed)
	}
	text := fmt.Sprintf("the record was saved to %s, %d records of %d streams, every chain checked", r.path, r.records, r.streams)
	if r.short != "" {
		text += ", but " + r.short
	}
	return text + fmt.Sprintf(": stop the server, move what is left of %s* away, put this file in place as %s, start the server", FileName, FileName)
}

// publish makes the state of the rescue visible to callers of the log.
func (w *writer) publish() {
	err := fmt.Errorf("%w; %s", w.lost, w.saved.how())
	if w.saved.path == "" {
		err = fmt.Errorf("%w: %w", ErrUnsaved, err)
	}
	w.log.lost.Store(&err)
}

// save writes the whole record, as it can still be read through the open files,
// to a new file, and tells the operator. It does so once; but if the file could
// not be written beside the database, it keeps trying to.
func (w *writer) save() {
	r := &w.saved
	if (r.path != "" && !r.away) || time.Since(r.tried) < rescuePause {
		return
	}
	defer w.publish()
	defer func() { r.tried = time.Now() }()
	dir := filepath.Dir(w.log.files.path)
	err := w.saveIn(dir)
	switch {
	case err == nil:
		_ = os.Remove(filepath.Join(dir, awayName)) // it rarely exists
	case r.away:
		_ = w.pointAway() // the next try repeats it
		return
	default:
		if elsewhere := w.saveIn(os.TempDir()); elsewhere != nil {
			r.failed = fmt.Errorf("%w; %w", err, elsewhere)
			break
		}
		r.away = true
		_ = w.pointAway()
	}
	w.log.tell().Error(r.how())
}

// Tries of a Close to save the record, and the pause between two: nothing can
// be saved later, and a disk may recover.
const (
	lastTries = 20
	lastPause = time.Second
)

// saveLast saves the record when the log closes, and logs a failure.
func (w *writer) saveLast() {
	r := &w.saved
	for n := range lastTries {
		if n > 0 {
			w.wait(lastPause)
		}
		r.tried = time.Time{}
		if w.save(); r.path != "" {
			return
		}
	}
	r.over = true
	w.publish()
	w.log.tell().Error(r.how())
}

// awayName is the file in the data folder that names a record saved elsewhere.
const awayName = "rescued-elsewhere.txt"

// pointAway writes a file that makes the next start refuse, as long as the
// record is elsewhere.
func (w *writer) pointAway() error {
	path := filepath.Join(filepath.Dir(w.log.files.path), awayName)
	if err := os.WriteFile(path, []byte(w.saved.path+"\n"), 0o600); err != nil {
		return err
	}
	return syncFile(path)
}

// saveIn saves into dir, which it creates if that was removed too. The new
// database has a temporary name until it is complete and on the disk.
func (w *writer) saveIn(dir string) error {
	if err := ownfiles.MakeFolder(dir); err != nil {
		return err
	}
	if w.room != nil {
		if err := w.room(dir); err != nil {
			return err
		}
	}
	work, err := os.MkdirTemp(dir, "rescuing-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	fresh := filepath.Join(work, FileName)
	if err := w.copyTo(fresh, work); err != nil {
		return err
	}
	r, err := w.inspect(fresh)
	if err != nil {
		return err
	}
	if err := syncFile(fresh); err != nil {
		return err
	}
	r.path = filepath.Join(dir, rescuedPrefix+time.Now().UTC().Format("20060102T150405.000Z")+".db")
	if err := os.Rename(fresh, r.path); err != nil {
		return err
	}
	w.saved = r
	_ = ownfiles.Sync(dir) // the copy exists anyway
	return nil
}

// inspect checks the new database, and reports known records that it doesn't
// have.
func (w *writer) inspect(fresh string) (r rescue, err error) {
	l, err := openToRead(fresh)
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, l.Close()) }()
	ctx := context.Background()
	found, err := l.Heads(ctx, "")
	if err != nil {
		return r, err
	}
	ends := map[string]uint64{}
	for _, h := range found {
		end, err := store.Verify(ctx, l, h.Stream)
		if err != nil {
			return r, err
		}
		ends[h.Stream] = end.Seq
		r.records += int(end.Seq)
		r.streams++
	}
	var short []string
	for stream, last := range w.lastKnown() {
		if ends[stream] < last {
			short = append(short, fmt.Sprintf("%s is missing those after %d of %d", stream, ends[stream], last))
		}
	}
	slices.Sort(short)
	if r.short = strings.Join(short, ", "); len(found) == 0 {
		r.short = "none of it could be read any more"
	}
	return r, nil
}

// lastKnown returns where each stream should end, as far as that is known. It
// doesn't ask a database that was overwritten.
func (w *writer) lastKnown() map[string]uint64 {
	known := map[string]uint64{}
	if !errors.Is(w.lost, errOver) {
		found, _ := w.log.Heads(context.Background(), "")
		for _, h := range found {
			known[h.Stream] = h.Seq
		}
	}
	for stream, h := range w.ends {
		known[stream] = max(known[stream], h.Seq)
	}
	return known
}

// syncFile syncs a file to the disk.
func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// rescuedPrefix begins the names of files that a record was saved in.
const rescuedPrefix = "rescued-"

// CheckRescued returns ErrRescued if the folder has a saved record, or a file
// that names one elsewhere.
func CheckRescued(dir string) error {
	names, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("look into the data folder: %w", err)
	}
	for _, name := range names {
		if name.Name() == awayName {
			return checkAway(filepath.Join(dir, awayName))
		}
		if strings.HasPrefix(name.Name(), rescuedPrefix) && strings.HasSuffix(name.Name(), ".db") {
			return fmt.Errorf("%w: move %s* out of the folder and rename %s to %s there; where that was done, move the saved file out",
				ErrRescued, FileName, filepath.Join(dir, name.Name()), FileName)
		}
	}
	return nil
}

func checkAway(note string) error {
	where, err := os.ReadFile(note)
	if err != nil {
		return fmt.Errorf("look into the data folder: %w", err)
	}
	return fmt.Errorf("%w, and is in %q: move %s* out of the folder, put that file there as %s, and remove %s",
		ErrRescued, strings.TrimSpace(string(where)), FileName, FileName, note)
}

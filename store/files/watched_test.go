package files

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestAWatchedFileShowsEachChange(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys")
	w := &Watched{Path: path, Most: 8}
	if err := w.Look(); !errors.Is(err, fs.ErrNotExist) || w.There() || !w.Changed() {
		t.Errorf("before it is there: %v, %v, %v", err, w.There(), w.Changed())
	}
	put := func(text string, age time.Duration) {
		t.Helper()
		if err := Write(path, []byte(text)); err != nil {
			t.Fatal(err)
		}
		at := time.Now().Add(-age)
		if err := os.Chtimes(path, at, at); err != nil {
			t.Fatal(err)
		}
	}
	expect := func(want string, fresh bool) {
		t.Helper()
		if err := w.Look(); err != nil || !w.Changed() || w.Steady() {
			t.Errorf("%s: %v, changed %v, steady %v", want, err, w.Changed(), w.Steady())
		}
		if text, err := w.Read(); err != nil || string(text) != want || w.Fresh() != fresh {
			t.Errorf("%q, %v, fresh %v, not %s", text, err, w.Fresh(), want)
		}
		if err := w.Look(); err != nil || w.Changed() || !w.Steady() {
			t.Errorf("%s again: %v, changed %v, steady %v", want, err, w.Changed(), w.Steady())
		}
	}
	put("one", time.Hour)
	expect("one", false)
	put("two", time.Hour) // of the same size and age
	expect("two", false)
	put("three", 0)
	expect("three", true)
	put("too long a text", 0)
	_ = w.Look()
	if _, err := w.Read(); err == nil || err.Error() != "it can't be read: it has more than 8 bytes" || strings.Contains(err.Error(), path) {
		t.Errorf("%v", err)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if err := w.Look(); !errors.Is(err, fs.ErrNotExist) || !w.Changed() || w.There() {
		t.Errorf("when it is gone: %v, changed %v, there %v", err, w.Changed(), w.There())
	}
}

//go:build unix

package files

import (
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestWhatIsNoFileIsntReadAsOne: a pipe that nobody writes to is an error at once.
func TestWhatIsNoFileIsntReadAsOne(t *testing.T) {
	dir := t.TempDir()
	pipe := filepath.Join(dir, "keys")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{pipe: "isn't a file but a pipe", dir: "isn't a file but a folder"} {
		if _, err := ReadRegular(path, 0); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", path, err)
		}
	}
	whole := filepath.Join(dir, "whole")
	if err := Write(whole, []byte("text")); err != nil {
		t.Fatal(err)
	}
	if text, err := ReadRegular(whole, 0); err != nil || string(text) != "text" {
		t.Errorf("%q %v", text, err)
	}
}

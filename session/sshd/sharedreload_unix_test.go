//go:build unix

package sshd

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestAPipeInThePlaceOfTheKeysFileStopsNoLook checks that what the file says
// counts again once it is a file again.
func TestAPipeInThePlaceOfTheKeysFileStopsNoLook(t *testing.T) {
	h := openHouse(t, nil)
	if err := os.Remove(h.path("keys")); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mkfifo(h.path("keys"), 0o600); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the fault to be told", func() bool {
		h.door.auth.reload.await()
		all := h.door.Faults()
		return len(all) == 1 && strings.Contains(all[0].Text, "isn't a file but a pipe")
	})
	if err := os.Remove(h.path("keys")); err != nil {
		t.Fatal(err)
	}
	h.write("keys", authorized(h.keys["ana"].PublicKey())+" ana\n")
	eventually(t, "ana to come in again", func() bool { _, ok := h.comesIn(h.keys["ana"]); return ok })
	if _, ok := h.comesIn(h.keys["kim"]); ok {
		t.Error("kim comes in, whose line is gone")
	}
}

func TestAFolderThatOthersCanWriteIsTrustedNoMore(t *testing.T) {
	h := openHouse(t, nil)
	ago := time.Now().Add(-time.Hour)
	if err := os.Chtimes(h.path("keys"), ago, ago); err != nil {
		t.Fatal(err)
	}
	client := h.as("kim")
	if a := runOn(t, client, "whoami", ""); a.code != exitDone {
		t.Fatalf("%+v", a)
	}
	// The test's own folder lets nobody through to what is in it.
	for dir, mode := range map[string]os.FileMode{h.dir: 0o777, filepath.Dir(h.dir): 0o755} {
		if err := os.Chmod(dir, mode); err != nil {
			t.Fatal(err)
		}
	}
	eventually(t, "a new session to be refused", func() bool {
		s, err := client.NewSession()
		if err == nil {
			_ = s.Close()
		}
		return err != nil
	})
	eventually(t, "the fault to be told", func() bool {
		all := h.door.Faults()
		return len(all) == 1 && strings.Contains(all[0].Text, "can't be trusted")
	})
	if err := os.Chmod(h.dir, 0o700); err != nil {
		t.Fatal(err)
	}
	eventually(t, "kim to come in again", func() bool { _, ok := h.comesIn(h.keys["kim"]); return ok })
}

//go:build unix

package sshd

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"warroom/session/incident"
)

// hang puts a pipe in the place of the keys file, so that whoever reads it waits
// until the end of the test: a mount whose server has gone.
func (h *house) hang() {
	h.t.Helper()
	pipe := h.path("pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		h.t.Fatal(err)
	}
	if err := os.Rename(pipe, h.path("keys")); err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(func() {
		if f, err := os.OpenFile(h.path("keys"), os.O_RDWR, 0); err == nil {
			_ = f.Close()
		}
	})
}

func TestAKeysFileThatCantBeReadToTheEndHoldsNobodyUp(t *testing.T) {
	screen, began, end := staying()
	defer end()
	h := openHouse(t, func(c *Config) { c.Screen = screen })
	id := h.declare("db down")
	openShell(t, h.as("kim"), 80, 24)
	term := within(t, "the screen", began)
	h.hang()
	said := make(chan error, 20)
	for range cap(said) {
		go func() {
			_, err := h.hub.Do(t.Context(), term.Person, id, time.UTC, incident.Say{Text: "as before"})
			said <- err
		}()
	}
	for range cap(said) {
		if err := within(t, "a word", said); err != nil {
			t.Error(err)
		}
	}
	a := make(chan answer, 1)
	go func() { a <- h.run("ana", "whoami") }()
	if got := within(t, "a login", a); got.code != exitDone {
		t.Errorf("%+v", got)
	}
	eventually(t, "the fault to be told", func() bool {
		all := h.door.Faults()
		return len(all) == 1 && strings.Contains(all[0].Text, "the disk doesn't answer")
	})
	// Who is put out by the record is out all the same.
	if err := h.hub.People().Revoke(t.Context(), "kim", "ana", ""); err != nil {
		t.Fatal(err)
	}
	if _, err := h.hub.Do(t.Context(), term.Person, id, time.UTC, incident.Say{Text: "still here"}); err == nil {
		t.Error("someone revoked writes")
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

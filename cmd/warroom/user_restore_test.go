package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/crypto/ssh"
)

func TestAKeyOfSomeonePutOutCountsAgainOnlyWhenItIsRestored(t *testing.T) {
	s := serving(t)
	data := filepath.Join(s.dir, "data")
	text, err := os.ReadFile(filepath.Join(s.dir, "kim.pub"))
	if err != nil {
		t.Fatal(err)
	}
	key, _, _, _, err := ssh.ParseAuthorizedKey(text)
	if err != nil {
		t.Fatal(err)
	}
	print := ssh.FingerprintSHA256(key)
	id := s.must("ana", "declare Checkout is failing")
	s.must("ana", "do "+id+" eject @kim stolen laptop")
	writeKey(t, filepath.Join(s.dir, "new"))
	code, out, words := command(t, "user", "add", "kim", filepath.Join(s.dir, "new.pub"), "--data", data)
	if code != exitDone || !strings.Contains(out, "kim comes in") || !strings.Contains(words, "warroom user restore kim") {
		t.Errorf("add: %d %q %q", code, out, words)
	}
	waitUntil(t, "the new key works", func() bool { return s.ask("new", "whoami").code == exitDone })
	if a := s.ask("kim", "whoami"); a.code != 255 {
		t.Errorf("the old key works: %+v", a)
	}
	if _, out, _ := command(t, "user", "list", "--data", data); !strings.Contains(out, "(any key but those added or restored since)") {
		t.Errorf("list: %s", out)
	}
	if code, _, words := command(t, "user", "restore", "kim", "SHA256:nonsense", "--data", data); code != exitRefused || !strings.Contains(words, "ssh-keygen -l") {
		t.Errorf("restore nonsense: %d %q", code, words)
	}
	if code, out, words := command(t, "user", "restore", "Kim", print, "--data", data); code != exitDone || !strings.Contains(out, print+" counts for kim again") {
		t.Errorf("restore: %d %q %q", code, out, words)
	}
	waitUntil(t, "the old key works", func() bool { return s.ask("kim", "whoami").code == exitDone })
	if _, out, _ := command(t, "user", "list", "--data", data); !strings.Contains(out, "restored   "+print) {
		t.Errorf("list: %s", out)
	}
	if code, _, words := command(t, "user", "restore", "kim", print, "--data", data); code != exitRefused || !strings.Contains(words, "nothing to restore") {
		t.Errorf("restore again: %d %q", code, words)
	}
}

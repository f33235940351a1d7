//go:build unix

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestAnOddLineOfTheKeysFileIsToldWhereverOneLooks(t *testing.T) {
	s := serving(t)
	data, keys := filepath.Join(s.dir, "data"), filepath.Join(s.dir, "keys")
	text, err := os.ReadFile(keys)
	if err != nil {
		t.Fatal(err)
	}
	odd := `command="ls" ` + writeKey(t, filepath.Join(s.dir, "zoe")) + " zoe\n"
	put(t, keys, odd+string(text))
	if a := s.ask("zoe", "whoami"); a.code != 255 {
		t.Errorf("zoe comes in: %+v", a)
	}
	s.must("kim", "whoami")
	want := "keys:1: the option command can't be enforced"
	code, out, words := command(t, "user", "list", "--data", data, "--authorized-keys", keys)
	if code != exitDone || !strings.Contains(words, "BROKEN   "+filepath.Join(s.dir, want)) {
		t.Errorf("user list: %d %q %q", code, out, words)
	}
	if code, out, _ := command(t, "check", "--data", data, "--authorized-keys", keys); code != exitRefused || !strings.Contains(out, filepath.Join(s.dir, want)) {
		t.Errorf("check: %d %q", code, out)
	}
	if !strings.Contains(s.said.String(), "command can't be enforced") {
		t.Errorf("the log:\n%s", s.said)
	}
	ana := s.sit("ana", 120, 40)
	ana.sees(want)
	ana.types("q")
	ana.leaves()
	if err := s.stop(); err != nil {
		t.Fatal(err)
	}
	s = start(t, s.dir, config{Data: data, AuthorizedKeys: keys})
	if !strings.Contains(s.said.String(), "BROKEN   "+filepath.Join(s.dir, want)) {
		t.Errorf("at the start it doesn't say so:\n%s", s.said)
	}
	s.must("kim", "whoami")
}

func TestUserListTellsWhichLinesOfTheKeysFileStayShut(t *testing.T) {
	s := serving(t)
	data, keys := filepath.Join(s.dir, "data"), filepath.Join(s.dir, "keys")
	if code, _, words := command(t, "user", "revoke", "kim", "--data", data); code != exitDone {
		t.Fatalf("%d %s", code, words)
	}
	writeKey(t, filepath.Join(s.dir, "new"))
	if code, _, words := command(t, "user", "add", "kim", filepath.Join(s.dir, "new.pub"), "--data", data); code != exitDone {
		t.Fatalf("%d %s", code, words)
	}
	_, out, _ := command(t, "user", "list", "--data", data, "--authorized-keys", keys)
	if strings.Count(out, "of the keys file") != 1 || !strings.Contains(out, "kim              revoked    SHA256:") {
		t.Errorf("%s", out)
	}
}

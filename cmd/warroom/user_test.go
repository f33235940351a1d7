package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestUsersAreAddedListedInvitedAndRevoked(t *testing.T) {
	s := serving(t)
	data := filepath.Join(s.dir, "data")
	writeKey(t, filepath.Join(s.dir, "zoe"))
	if code, _, words := command(t, "user", "add", "zoe", filepath.Join(s.dir, "zoe.pub"), "--rank", "responder", "--data", data); code != 0 {
		t.Fatalf("add: %d %s", code, words)
	}
	waitUntil(t, "zoe comes in", func() bool { return s.ask("zoe", "whoami").code == 0 })
	if got := s.must("zoe", "whoami"); !strings.Contains(got, "zoe") || !strings.Contains(got, "responder") {
		t.Errorf("whoami: %s", got)
	}
	if code, out, words := command(t, "user", "invite", "--rank", "observer", "--data", data); code != 0 || strings.TrimSpace(out) == "" {
		t.Errorf("invite: %d %q %s", code, out, words)
	}
	if _, out, _ := command(t, "user", "list", "--data", data); !strings.Contains(out, "zoe") || !strings.Contains(out, "invited") {
		t.Errorf("list: %s", out)
	}
	if code, _, words := command(t, "user", "revoke", "zoe", "--why", "left", "--data", data); code != 0 {
		t.Fatalf("revoke: %d %s", code, words)
	}
	waitUntil(t, "zoe is out", func() bool { return s.ask("zoe", "whoami").code == 255 })
	if _, out, _ := command(t, "user", "list", "--data", data); !strings.Contains(out, "zoe              revoked") {
		t.Errorf("list doesn't say that zoe is out: %s", out)
	}
}

func TestAMistypedFolderIsNotMadeIntoADatabase(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "dtaa")
	for _, args := range [][]string{{"list"}, {"revoke", "ana"}, {"invite", "--incident", "INC-1"}} {
		code, _, words := command(t, append(append([]string{"user"}, args...), "--data", dir)...)
		if code != exitRefused || !strings.Contains(words, "holds no warroom database") {
			t.Errorf("user %s: exit %d, %q", args[0], code, words)
		}
	}
	if _, err := os.Stat(dir); err == nil {
		t.Error("the folder was made")
	}
}

func TestNobodyIsInvitedToAnIncidentThatIsNot(t *testing.T) {
	s := serving(t)
	data := filepath.Join(s.dir, "data")
	id := s.must("ana", "declare Checkout is failing")
	if code, _, words := command(t, "user", "invite", "--incident", id, "--data", data); code != exitDone {
		t.Errorf("invite to %s: %d %s", id, code, words)
	}
	code, _, words := command(t, "user", "invite", "--incident", "INC-9", "--data", data)
	if code != exitRefused || !strings.Contains(words, "there is no INC-9") {
		t.Errorf("exit %d, %q", code, words)
	}
}

func TestASpellingThatNamesNobodyIsSaid(t *testing.T) {
	s := serving(t)
	code, out, words := command(t, "user", "revoke", "knm", "--data", filepath.Join(s.dir, "data"))
	if code != exitDone || !strings.Contains(out, "knm is revoked") || !strings.Contains(words, "check the spelling") {
		t.Errorf("exit %d, %q, %q", code, out, words)
	}
}

//go:build unix

package main

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestAnInviteLetsOneNewKeyInAndARevocationPutsItOut(t *testing.T) {
	s := serving(t)
	data := filepath.Join(s.dir, "data")
	writeKey(t, filepath.Join(s.dir, "zoe"))
	code, out, words := command(t, "user", "invite", "zoe", "--rank", "responder", "--data", data)
	if code != exitDone {
		t.Fatalf("invite: %d %s", code, words)
	}
	waitUntil(t, "the door asks for a code", func() bool {
		return strings.Contains(s.ask("zoe", "whoami", "-v").words, "partial success")
	})

	zoe := s.sit("zoe", 80, 24)
	zoe.sees("Invite code:")
	zoe.types("not this one\r")
	zoe.until("a second chance", func(text string) bool { return strings.Count(text, "Invite code:") == 2 })
	zoe.types(strings.TrimSpace(out) + "\r")
	zoe.sees("WARROOM", "zoe", "responder")
	if got := s.must("zoe", "whoami"); !strings.Contains(got, "responder") {
		t.Errorf("whoami: %s", got)
	}

	writeKey(t, filepath.Join(s.dir, "abe"))
	if a := s.ask("abe", "whoami", "-v"); a.code != 255 || strings.Contains(a.words, "partial success") {
		t.Errorf("the used invite is still open: %+v", a)
	}
	if code, _, words := command(t, "user", "revoke", "zoe", "--why", "left the firm", "--data", data); code != exitDone {
		t.Fatalf("revoke: %d %s", code, words)
	}
	zoe.leaves()
	if !strings.Contains(strings.Join(strings.Fields(zoe.text()), " "), "left the firm") {
		t.Errorf("zoe was not told why:\n%s", zoe.text())
	}
}

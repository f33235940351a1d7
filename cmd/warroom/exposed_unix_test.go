//go:build unix

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"warroom/store/sqlite"
)

// TestWhatOthersCanChangeOrReadIsRefused opens one thing after the other to
// others. The sentence names the command that mends it.
func TestWhatOthersCanChangeOrReadIsRefused(t *testing.T) {
	whole := recorded(t)
	for name, c := range map[string]struct {
		open string // below the folder of the test
		mode os.FileMode
		mend string
		also bool // whether the tools that write refuse too
	}{
		"a data folder that all can write":   {"data", 0o777, "chmod go= ", true},
		"a data folder that a group reads":   {"data", 0o750, "chmod go= ", true},
		"a database that all can read":       {"data/" + sqlite.FileName, 0o644, "chmod go= ", true},
		"a host key that all can read":       {"data/" + hostKeyName, 0o644, "chmod go= ", false},
		"a host key that a group can read":   {"data/" + hostKeyName, 0o640, "chmod go= ", false},
		"a keys file that all can write":     {"etc/keys", 0o666, "chmod go-w ", false},
		"a keys file that a group can write": {"etc/keys", 0o664, "chmod go-w ", false},
		"CA keys that all can write":         {"etc/ca", 0o666, "chmod go-w ", false},
		"revoked keys that all can write":    {"etc/revoked", 0o666, "chmod go-w ", false},
		"the folder of the keys":             {"etc", 0o777, "chmod go-w ", false},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			data := filepath.Join(dir, "data")
			if err := os.Rename(copied(t, whole), data); err != nil {
				t.Fatal(err)
			}
			for file, text := range map[string]string{"keys": oneKey + " ana\n", "ca": oneKey + "\n", "revoked": oneKey + "\n"} {
				put(t, filepath.Join(dir, "etc", file), text)
			}
			// All are open to look through, so that only what is said counts.
			for _, folder := range []string{filepath.Dir(dir), dir, filepath.Join(dir, "etc")} {
				if err := os.Chmod(folder, 0o755); err != nil {
					t.Fatal(err)
				}
			}
			settings := []string{"--data", data, "--authorized-keys", filepath.Join(dir, "etc", "keys"),
				"--trusted-user-ca-keys", filepath.Join(dir, "etc", "ca"), "--revoked-keys", filepath.Join(dir, "etc", "revoked")}
			if code, out, words := command(t, append([]string{"check"}, settings...)...); code != exitDone {
				t.Fatalf("check, with nothing open: exit %d, %q, %q", code, out, words)
			}
			path := filepath.Join(dir, c.open)
			if err := os.Chmod(path, c.mode); err != nil {
				t.Fatal(err)
			}
			mend := c.mend + path
			code, _, words := command(t, append([]string{"serve", "--listen", "127.0.0.1:0"}, settings...)...)
			if code != exitRefused || !strings.Contains(words, mend) {
				t.Errorf("serve: exit %d, %q; want %q", code, words, mend)
			}
			if code, out, _ := command(t, append([]string{"check"}, settings...)...); code != exitRefused || !strings.Contains(out, mend) {
				t.Errorf("check: exit %d, %q; want %q", code, out, mend)
			}
			if code, _, words := command(t, "user", "invite", "--data", data); (code == exitRefused && strings.Contains(words, mend)) != c.also {
				t.Errorf("user invite: exit %d, %q", code, words)
			}
			if code, _, words := command(t, "verify", "--data", data); code != exitDone {
				t.Errorf("verify, which only reads: exit %d, %q", code, words)
			}
		})
	}
}

func TestAKeysFileThatOthersCanWriteIsNotReadAgain(t *testing.T) {
	s := serving(t)
	keys := filepath.Join(s.dir, "keys")
	text, err := os.ReadFile(keys)
	if err != nil {
		t.Fatal(err)
	}
	mallory := `rank="manager" ` + writeKey(t, filepath.Join(s.dir, "mallory")) + " mallory\n"
	if err := os.Chmod(keys, 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(keys, append(text, mallory...), 0o666); err != nil {
		t.Fatal(err)
	}
	if a := s.ask("mallory", "whoami"); a.code != 255 {
		t.Errorf("mallory is let in: exit %d, %s", a.code, a.out)
	}
	if said := s.said.String(); !strings.Contains(said, "chmod go-w "+keys) {
		t.Errorf("the log says %q", said)
	}
	if a := s.ask("ana", "whoami"); a.code != 255 {
		t.Errorf("whoever could have written it lets ana in: exit %d, %s", a.code, a.out)
	}
	if err := os.Chmod(keys, 0o600); err != nil {
		t.Fatal(err)
	}
	if a := s.ask("mallory", "whoami"); a.code != 0 {
		t.Errorf("once its owner took it back: exit %d, %s", a.code, a.words)
	}
}

func TestAPlaybookThatOthersCanWriteIsAFault(t *testing.T) {
	dir := ownFolder(t)
	path := filepath.Join(dir, "playbook.yaml")
	put(t, path, "name: Ours\n")
	if err := os.Chmod(path, 0o666); err != nil {
		t.Fatal(err)
	}
	code, out, _ := command(t, "check", "--data", dir)
	if code != exitRefused || !strings.Contains(out, "playbook.yaml: it can't be trusted") || !strings.Contains(out, "chmod go-w "+path) {
		t.Errorf("exit %d, %q", code, out)
	}
}

package main

import (
	"bytes"
	"context"
	"errors"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"warroom/store/sqlite"
)

// command runs one command line and returns its exit code and its words.
func command(t *testing.T, args ...string) (code int, out, words string) {
	t.Helper()
	root := rootCommand()
	var o, w bytes.Buffer
	root.SetOut(&o)
	root.SetErr(&w)
	root.SetIn(strings.NewReader(""))
	root.SetArgs(args)
	ctx, cancel := context.WithTimeout(t.Context(), patience) // of a server that starts and should not
	defer cancel()
	err := root.ExecuteContext(ctx)
	if err == nil {
		return exitDone, o.String(), w.String()
	}
	var f failure
	if errors.As(err, &f) {
		return f.code, o.String(), err.Error()
	}
	return exitFault, o.String(), err.Error()
}

func TestBadInputGetsASentenceThatSaysWhatToDo(t *testing.T) {
	dir := ownFolder(t)
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	writeKey(t, filepath.Join(dir, "id"))
	fresh := func() string { return filepath.Join(t.TempDir(), "data") }
	serve := func(args ...string) []string { return append([]string{"serve", "--listen", "127.0.0.1:0"}, args...) }
	for _, c := range []struct {
		args  []string
		code  int
		words string
	}{
		{[]string{"sevre"}, exitUsage, "did you mean"},
		{serve("--lisen", "x"), exitUsage, "unknown flag"},
		{serve("--data", fresh(), "--authorized-keys", filepath.Join(dir, "nowhere")), exitUsage, "authorized-keys can't be read"},
		{serve("--data", fresh(), "--revoked-keys", file("krl", "SSHKRL\n\x00\x00\x00\x00\x01cut")), exitFault, "a KRL: it is cut off"},
		{serve("--data", fresh(), "--config", file("bad.toml", "listen = [\n")), exitUsage, "config file"},
		{serve("--data", fresh(), "--config", file("odd.toml", "lisen = \"x\"\n")), exitUsage, `no setting "lisen"`},
		{serve("--data", fresh(), "--config", file("form.toml", "[limits]\ntries = \"many\"\n")), exitUsage, "wrong form"},
		{serve("--data", fresh(), "--config", filepath.Join(dir, "nowhere")), exitUsage, "config file"},
		{serve("--data", fresh(), "--config", file("none.toml", "[limits]\ntries = 0\n")), exitUsage, "greater than 0"},
		{serve("--data", fresh(), "--ca-default-rank", "king"), exitUsage, "isn't a rank"},
		{serve("--data", fresh(), "--two-keys", "eject,sleep"), exitUsage, "use eject, shutdown, quarantine, lift-hold, close"},
		{[]string{"serve", "--data", fresh(), "--listen", taken.Addr().String()}, exitRefused, "is in use"},
		{[]string{"serve", "--data", fresh(), "--listen", "nonsense"}, exitRefused, "can't listen"},
		{serve("--data", file("file", "x")), exitFault, "data folder"},
		{serve("--data", filepath.Dir(file("warroom.db", strings.Repeat("not a database ", 400)))), exitRefused, "not a warroom database"},
		{[]string{"verify", "--data", filepath.Join(dir, "empty")}, exitRefused, "holds no warroom database"},
		{[]string{"user", "add", "--data", fresh(), "Ana!", "x"}, exitUsage, "name"},
		{[]string{"user", "add", "--data", fresh(), "ana"}, exitUsage, "give the KEYFILE"},
		{[]string{"user", "add", "--data", fresh(), "ana", filepath.Join(dir, "id")}, exitRefused, "private key"},
		{[]string{"user", "invite", "--data", fresh(), "--rank", "king"}, exitUsage, "isn't a rank"},
		{[]string{"user", "invite", "--data", fresh(), "--incident", "seven"}, exitUsage, "isn't an incident"},
		{[]string{"user", "invite", "--data", fresh(), "--for", "-1h"}, exitRefused, "would end before it begins"},
		{[]string{"user", "invite", "--data", fresh(), "ana", "raj"}, exitUsage, "one argument too many"},
		{[]string{"user", "lsit"}, exitUsage, "did you mean"},
		{[]string{"help", "nothing"}, exitUsage, "no guide"},
		{[]string{"demo"}, exitRefused, "terminal"},
	} {
		code, _, words := command(t, c.args...)
		if code != c.code || !strings.Contains(words, c.words) {
			t.Errorf("warroom %s: exit %d, %q; want %d with %q", strings.Join(c.args, " "), code, words, c.code, c.words)
		}
	}
}

func TestTwoServersCannotShareAFolder(t *testing.T) {
	s := serving(t)
	code, _, words := command(t, "serve", "--listen", "127.0.0.1:0", "--data", filepath.Join(s.dir, "data"))
	if code != exitRefused || !strings.Contains(words, "another warroom serves") {
		t.Errorf("exit %d, %q", code, words)
	}
}

func TestADatabaseOfANewerVersionIsRefusedAndLeftAsItIs(t *testing.T) {
	dir := recorded(t)
	db := database(t, dir)
	if _, err := db.Exec("PRAGMA user_version = 99"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, sqlite.FileName)
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"serve", "--listen", "127.0.0.1:0"}, {"verify"}, {"user", "list"}, {"user", "revoke", "ana"}} {
		code, _, words := command(t, append(args, "--data", dir)...)
		if code != exitRefused || !strings.Contains(words, "start the newer program") {
			t.Errorf("%v: exit %d, %q", args, code, words)
		}
	}
	if after, err := os.ReadFile(path); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the file was changed (%v)", err)
	}
}

func TestKeysThatCannotBeReadAreRefused(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may read anything")
	}
	keys := filepath.Join(t.TempDir(), "keys")
	if err := os.WriteFile(keys, nil, 0o000); err != nil {
		t.Fatal(err)
	}
	code, _, words := command(t, "serve", "--listen", "127.0.0.1:0", "--data", ownFolder(t), "--authorized-keys", keys)
	if code != exitFault || !strings.Contains(words, "make it readable for the user who starts") {
		t.Errorf("exit %d, %q", code, words)
	}
}

func TestAReadOnlyFolderIsRefused(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may write anywhere")
	}
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o500); err != nil {
		t.Fatal(err)
	}
	code, _, words := command(t, "serve", "--listen", "127.0.0.1:0", "--data", filepath.Join(dir, "data"))
	if code != exitFault || !strings.Contains(words, "may write") {
		t.Errorf("exit %d, %q", code, words)
	}
}

func TestFlagWinsOverEnvironmentOverFileOverDefault(t *testing.T) {
	path := filepath.Join(t.TempDir(), "c.toml")
	text := "listen = \"127.0.0.1:1\"\ndata = \"file\"\nca-default-rank = \"responder\"\ntwo-keys = [\"eject\", \"close\"]\n[limits]\ntries = 7\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	c := serveCommand()
	if err := c.ParseFlags([]string{"--config", path, "--listen", "127.0.0.1:3"}); err != nil {
		t.Fatal(err)
	}
	environ := []string{"WARROOM_LISTEN=127.0.0.1:2", "WARROOM_DATA=environment", "WARROOM_LIMITS_HANDSHAKE=5s", "WARROOM_OTHER=x"}
	got, err := loadConfig(c.Flags(), func() []string { return environ })
	if err != nil {
		t.Fatal(err)
	}
	if got.Listen != "127.0.0.1:3" || got.Data != "environment" || got.CADefaultRank != "responder" ||
		got.Limits.Tries != 7 || got.Limits.Handshake.String() != "5s" || got.Limits.SessionsPerKey != 8 ||
		!slices.Equal(got.TwoKeys, []string{"eject", "close"}) {
		t.Errorf("got %+v", got)
	}
	environ = append(environ, "WARROOM_TWO_KEYS=shutdown, lift-hold,")
	got, err = loadConfig(c.Flags(), func() []string { return environ })
	if err != nil || !slices.Equal(got.TwoKeys, []string{"shutdown", "lift-hold"}) {
		t.Errorf("two keys from the environment: %q, %v", got.TwoKeys, err)
	}
	if err := c.ParseFlags([]string{"--two-keys", "close,eject"}); err != nil {
		t.Fatal(err)
	}
	got, err = loadConfig(c.Flags(), func() []string { return environ })
	if err != nil || !slices.Equal(got.TwoKeys, []string{"close", "eject"}) {
		t.Errorf("two keys from a flag: %q, %v", got.TwoKeys, err)
	}
}

func TestFirstStartLetsItsOwnerIn(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("SSH_AUTH_SOCK", "")
	data := filepath.Join(home, "data")
	c := config{Listen: "127.0.0.1:0", Data: data, CADefaultRank: "observer"}

	words := startOnce(t, c)
	for _, want := range []string{"ssh-keygen -t ed25519", "ssh -p ", "code"} {
		if !strings.Contains(words, want) {
			t.Errorf("without a key it doesn't say %q:\n%s", want, words)
		}
	}

	home2 := t.TempDir()
	t.Setenv("HOME", home2)
	if err := os.MkdirAll(filepath.Join(home2, ".ssh"), 0o700); err != nil {
		t.Fatal(err)
	}
	writeKey(t, filepath.Join(home2, ".ssh", "id_ed25519"))
	if words := startOnce(t, c); !strings.Contains(words, "enrolled your key SHA256:") {
		t.Errorf("it doesn't enrol the key:\n%s", words)
	}
	if words := startOnce(t, c); strings.Contains(words, "first start") {
		t.Errorf("the second start enrols again:\n%s", words)
	}
	_, list, _ := command(t, "user", "list", "--data", data)
	if strings.Count(list, "manager") != 2 { // the key, and the open invite
		t.Errorf("user list:\n%s", list)
	}
}

func TestWhoWasPutOutDoesNotComeBackWithARestart(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("SSH_AUTH_SOCK", "")
	if err := os.Mkdir(filepath.Join(home, ".ssh"), 0o700); err != nil {
		t.Fatal(err)
	}
	writeKey(t, filepath.Join(home, ".ssh", "id_ed25519"))
	c := config{Listen: "127.0.0.1:0", Data: filepath.Join(home, "data"), CADefaultRank: "observer"}
	if words := startOnce(t, c); !strings.Contains(words, "enrolled your key") {
		t.Fatalf("it doesn't enrol the key:\n%s", words)
	}
	if code, _, words := command(t, "user", "revoke", operator(), "--data", c.Data); code != exitDone {
		t.Fatalf("revoke: %d %s", code, words)
	}
	words := startOnce(t, c)
	if strings.Contains(words, "enrolled") || !strings.Contains(words, "nobody can come in") {
		t.Errorf("the next start says:\n%s", words)
	}
}

// startOnce starts a server, stops it when its door is open, and returns what it
// said.
func startOnce(t *testing.T, c config) string {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var words bytes.Buffer
	opened := writerFunc(func(p []byte) (int, error) {
		cancel()
		return len(p), nil
	})
	if err := serve(ctx, c, opened, &words); err != nil {
		t.Fatal(err)
	}
	return words.String()
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }

// waitUntil asks again until it is so. Each question is a whole call of ssh,
// so that it needs no pause.
func waitUntil(t *testing.T, what string, so func() bool) {
	t.Helper()
	for range 200 {
		if so() {
			return
		}
	}
	t.Fatalf("never: %s", what)
}

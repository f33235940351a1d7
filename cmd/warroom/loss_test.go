package main

import (
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"warroom/store/sqlite"
)

// ownFolder is a folder of the test that nobody else can look into.
func ownFolder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	return dir
}

// copied is a copy of a data folder, private as it.
func copied(t *testing.T, dir string) string {
	t.Helper()
	to := ownFolder(t)
	if err := os.CopyFS(to, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{sqlite.FileName, hostKeyName} {
		if err := os.Chmod(filepath.Join(to, name), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return to
}

func TestARecordThatIsGoneIsNotBegunAnew(t *testing.T) {
	whole := recorded(t)
	for name, lose := range map[string]func(file string) error{
		"removed":     os.Remove,
		"cut to none": func(file string) error { return os.Truncate(file, 0) },
		"no table": func(file string) error {
			if err := os.Remove(file); err != nil {
				return err
			}
			return blankDatabase(file)
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := copied(t, whole)
			file := filepath.Join(dir, sqlite.FileName)
			if err := lose(file); err != nil {
				t.Fatal(err)
			}
			before, _ := os.ReadFile(file)
			key := filepath.Join(ownFolder(t), "zoe")
			writeKey(t, key)
			for _, args := range [][]string{
				{"serve", "--listen", "127.0.0.1:0"}, {"verify"}, {"user", "list"}, {"user", "add", "zoe", key + ".pub"}, {"user", "invite"},
			} {
				code, _, words := command(t, append(args, "--data", dir)...)
				if code != exitFault || !strings.Contains(words, "from a backup") || strings.Contains(words, "start the server") {
					t.Errorf("%v: exit %d, %q", args, code, words)
				}
			}
			if after, _ := os.ReadFile(file); string(after) != string(before) {
				t.Error("the file was changed")
			}
			// Whoever means it can.
			if err := os.Rename(filepath.Join(dir, hostKeyName), filepath.Join(dir, "old")); err != nil {
				t.Fatal(err)
			}
			if err := startOn(t, dir); err != nil {
				t.Errorf("without the host key: %v", err)
			}
			if err := os.Rename(filepath.Join(dir, "old"), filepath.Join(dir, hostKeyName)); err != nil {
				t.Fatal(err)
			}
			if err := startOn(t, dir); err != nil {
				t.Errorf("with the old host key put back: %v", err)
			}
		})
	}
}

// blankDatabase makes an SQLite file without a table.
func blankDatabase(file string) error {
	db, err := sql.Open("sqlite", "file:"+file)
	if err != nil {
		return err
	}
	_, err = db.Exec("VACUUM")
	if err != nil {
		return err
	}
	return errors.Join(db.Close(), os.Chmod(file, 0o600))
}

func TestAWriteAheadLogThatOutlivedItsDatabaseIsKept(t *testing.T) {
	dir := ownFolder(t)
	tail := filepath.Join(dir, sqlite.FileName+"-wal")
	put(t, tail, "what was acknowledged last")
	for _, args := range [][]string{{"serve", "--listen", "127.0.0.1:0"}, {"verify"}} {
		code, _, words := command(t, append(args, "--data", dir)...)
		if code == exitDone {
			t.Errorf("%v: exit %d, %q", args, code, words)
		}
		put(t, filepath.Join(dir, sqlite.FileName), "")
	}
	if text, err := os.ReadFile(tail); err != nil || string(text) != "what was acknowledged last" {
		t.Errorf("the write-ahead log holds %q, %v", text, err)
	}
}

// TestAFirstStartThatWasCutShortGoesOn stops a first start after each of its
// steps.
func TestAFirstStartThatWasCutShortGoesOn(t *testing.T) {
	whole := filepath.Join(t.TempDir(), "data")
	if err := startOn(t, whole); err != nil {
		t.Fatal(err)
	}
	read := func(name string) string {
		text, err := os.ReadFile(filepath.Join(whole, name))
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	db, key := read(sqlite.FileName), read(hostKeyName)
	for name, left := range map[string]map[string]string{
		"the folder":                   {},
		"the lock":                     {"warroom.lock": ""},
		"a database without a byte":    {"warroom.lock": "1\n", sqlite.FileName: ""},
		"the database":                 {"warroom.lock": "1\n", sqlite.FileName: db},
		"an empty new host key":        {sqlite.FileName: db, hostKeyName + ".new": ""},
		"half a host key":              {sqlite.FileName: db, hostKeyName + ".new": key[:100]},
		"a host key without its name":  {sqlite.FileName: db, hostKeyName + ".new": key},
		"all":                          {sqlite.FileName: db, hostKeyName: key},
		"an empty host key, as it was": {sqlite.FileName: db, hostKeyName: ""},
		"an empty host key, and no db": {hostKeyName: ""},
	} {
		t.Run(name, func(t *testing.T) {
			dir := ownFolder(t)
			for file, text := range left {
				put(t, filepath.Join(dir, file), text)
			}
			for range 2 {
				if err := startOn(t, dir); err != nil {
					t.Fatal(err)
				}
			}
			now, err := os.ReadFile(filepath.Join(dir, hostKeyName))
			if err != nil || len(now) == 0 || left[hostKeyName] != "" && string(now) != key {
				t.Errorf("the host key is %q, %v", now, err)
			}
			if _, err := os.Stat(filepath.Join(dir, hostKeyName+".new")); err == nil {
				t.Error("a half-made host key is left")
			}
		})
	}
}

func TestAHouseWithPeopleInvitesNobodyWhenItsKeysFileIsGone(t *testing.T) {
	for name, use := range map[string]func(*served){
		"an incident":             func(s *served) { s.must("ana", "declare Checkout is failing") },
		"someone who was put out": func(s *served) { s.must("ana", "declare A"); s.must("ana", "do INC-1 eject @kim left") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Setenv("HOME", t.TempDir()) // with no key of whoever runs the test
			t.Setenv("SSH_AUTH_SOCK", "")
			s := serving(t)
			use(s)
			if err := s.stop(); err != nil {
				t.Fatal(err)
			}
			again := start(t, s.dir, config{Data: filepath.Join(s.dir, "data")})
			said := again.said.String()
			if strings.Contains(said, "first start") || !strings.Contains(said, "warroom user add") {
				t.Errorf("it says %q", said)
			}
			if err := again.stop(); err != nil {
				t.Fatal(err)
			}
			if code, out, _ := command(t, "user", "list", "--data", filepath.Join(s.dir, "data")); strings.Contains(out, "invited") {
				t.Errorf("exit %d, %s", code, out)
			}
		})
	}
}

package main

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"warroom/store/sqlite"
)

// unguard drops what keeps a record from being changed, as whoever tampers
// with a file would.
const unguard = `PRAGMA foreign_keys = OFF;
DROP TRIGGER header_grows; DROP TRIGGER header_stays; DROP TRIGGER header_holds;
DROP TRIGGER payload_grows; DROP TRIGGER payload_stays; DROP TRIGGER payload_holds;`

// recorded is the data folder of a server that has stopped: three incidents,
// the second with five records more than the others.
func recorded(t *testing.T) (dir string) {
	t.Helper()
	s := serving(t)
	s.must("ana", "declare The first")
	id := s.must("ana", "declare Checkout is failing")
	s.must("ana", "declare The third")
	for n := range 5 {
		s.must("kim", fmt.Sprintf("do %s fact step %d", id, n))
	}
	if err := s.stop(); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(s.dir, "data")
}

// database opens a data folder's file with nothing of ours in between.
func database(t *testing.T, dir string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(dir, sqlite.FileName))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func TestAnAuditorIsToldWhichRecordWasTamperedWith(t *testing.T) {
	whole := recorded(t)
	last := func(stream string) string { return "(SELECT max(seq) FROM header WHERE stream = '" + stream + "')" }
	fourth := "(SELECT payload FROM header WHERE stream = 'INC-2' AND seq = 4)"
	for name, c := range map[string]struct {
		tamper string
		code   int
		says   string
	}{
		"nothing":           {"", exitDone, "INC-2  "},
		"a payload changed": {"UPDATE payload SET bytes = CAST('{}' AS BLOB) WHERE id = " + fourth, exitRefused, "INC-2 is broken at record 4"},
		"a payload gone":    {"DELETE FROM payload WHERE id = " + fourth, exitRefused, "INC-2 is broken at record 4"},
		"a record gone":     {"DELETE FROM header WHERE stream = 'INC-2' AND seq = 4", exitRefused, "INC-2 is broken at record 4"},
		"the first gone":    {"DELETE FROM header WHERE stream = 'INC-2' AND seq = 1", exitRefused, "INC-2 is broken at record 1"},
		"a time changed":    {"UPDATE header SET at = at - 1 WHERE stream = 'INC-2' AND seq = 3", exitRefused, "INC-2 is broken at record 4"},
		"two swapped": {`UPDATE header SET seq = 99 WHERE stream = 'INC-2' AND seq = 4;
			UPDATE header SET seq = 4 WHERE stream = 'INC-2' AND seq = 5;
			UPDATE header SET seq = 5 WHERE stream = 'INC-2' AND seq = 99`, exitRefused, "INC-2 is broken at record 4"},
		"moved to another": {"UPDATE header SET stream = 'INC-3', seq = 1 + " + last("INC-3") +
			" WHERE stream = 'INC-2' AND seq = " + last("INC-2"), exitRefused, "INC-3 is broken at record "},
		"an incident gone":    {"DELETE FROM header WHERE stream = 'INC-2'", exitRefused, "INC-2 has no records"},
		"an incident renamed": {"UPDATE header SET stream = 'INC-5' WHERE stream = 'INC-1'", exitRefused, "INC-1 has no records"},
		// Nothing inside of the file tells: the number and the hash do, to whoever
		// knows them.
		"the end cut": {"DELETE FROM header WHERE stream = 'INC-2' AND seq > 4", exitDone, " 4 records"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.CopyFS(dir, os.DirFS(whole)); err != nil {
				t.Fatal(err)
			}
			db := database(t, dir)
			if _, err := db.Exec(unguard + c.tamper); err != nil {
				t.Fatal(err)
			}
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
			code, out, words := command(t, "verify", "--data", dir)
			if code != c.code || !strings.Contains(out, c.says) {
				t.Errorf("exit %d, want %d with %q:\n%s%s", code, c.code, c.says, out, words)
			}
		})
	}
}

func TestADamagedFileIsNoFaultOfTheRecords(t *testing.T) {
	dir := recorded(t)
	path := filepath.Join(dir, sqlite.FileName)
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(path, info.Size()/2); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"verify"}, {"serve", "--listen", "127.0.0.1:0"}} {
		code, _, words := command(t, append(args, "--data", dir)...)
		if code != exitFault || !strings.Contains(words, "restore a backup") || !strings.Contains(words, "the record is damaged") {
			t.Errorf("%s: exit %d, %q", args[0], code, words)
		}
		if strings.Contains(words, "can be written") || strings.Contains(words, "has room") {
			t.Errorf("%s sends people to look for room: %q", args[0], words)
		}
	}
}

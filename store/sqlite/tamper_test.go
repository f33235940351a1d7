package sqlite

import (
	"database/sql"
	"path/filepath"
	"strings"
	"testing"

	"warroom/store"
)

func TestTheDatabaseRefusesToChangeARecord(t *testing.T) {
	dir := t.TempDir()
	appendTo(t, opened(t, dir), "INC-1", 0, "one", "two")
	db, err := sql.Open("sqlite", filepath.Join(dir, FileName))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for query, want := range map[string]string{
		"UPDATE header SET at = 1":                 "headers are never changed",
		"DELETE FROM header":                       "headers are never deleted",
		"UPDATE payload SET bytes = x'00'":         "payloads are never changed",
		"DELETE FROM payload":                      "payloads are never deleted",
		"REPLACE INTO payload VALUES (1, x'00')":   "a payload is written once",
		"REPLACE INTO header SELECT * FROM header": "a header goes to the end of its stream",
		"INSERT INTO header (stream, seq, at, prev, sum, payload) SELECT stream, 9, at, prev, sum, payload FROM header LIMIT 1": "a header goes to the end of its stream",
		"INSERT INTO payload VALUES (7, 'not bytes')": "cannot store TEXT value",
	} {
		if _, err := db.Exec(query); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %q", query, err, want)
		}
	}
}

func TestTamperingInTheFileIsFound(t *testing.T) {
	for query, want := range map[string]string{
		"UPDATE payload SET bytes = 'forged' WHERE id = 3": "INC-1 is broken at record 3: its payload is not the one that was written",
		"DELETE FROM payload WHERE id = 2":                 "INC-1 is broken at record 2: its payload is gone",
		"UPDATE header SET at = at + 1 WHERE seq = 2":      "INC-1 is broken at record 3: it doesn't follow from the header before it, so one of the two was changed",
		"DELETE FROM header WHERE seq = 2":                 "INC-1 is broken at record 2: record 3 is in its place",
		"DELETE FROM header WHERE seq = 1":                 "INC-1 is broken at record 1: record 2 is in its place",
		"UPDATE header SET stream = 'INC-2' WHERE seq = 3": "INC-1 is broken at record 3: record 4 is in its place",
		"UPDATE header SET sum = x'00' WHERE seq = 4":      "verify INC-1: read INC-1: INC-1 is broken at record 4: its header has a hash that isn't 32 bytes long",
	} {
		t.Run(query, func(t *testing.T) {
			dir := t.TempDir()
			l := opened(t, dir)
			appendTo(t, l, "INC-1", 0, "one", "two", "three", "four")
			l.Close()
			forge(t, dir, query)
			_, err := store.Verify(t.Context(), opened(t, dir), "INC-1")
			if err == nil || err.Error() != want {
				t.Errorf("got  %v\nwant %s", err, want)
			}
		})
	}
}

// forge does what somebody with the file and its rules out of the way can do.
func forge(t *testing.T, dir, query string) {
	t.Helper()
	rules := "PRAGMA ignore_check_constraints = 1; "
	for _, table := range []string{"header", "payload"} {
		for _, rule := range []string{"grows", "stays", "holds"} {
			rules += "DROP TRIGGER " + table + "_" + rule + "; "
		}
	}
	exec(t, dir, rules+strings.Replace(query, "'forged'", "CAST('forged' AS BLOB)", 1))
}

package sqlite

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"warroom/store"
)

func TestASecondServerOnTheFolderIsRefused(t *testing.T) {
	dir := t.TempDir()
	l := opened(t, dir)
	_, err := Open(dir)
	if !errors.Is(err, ErrInUse) {
		t.Fatalf("got %v, want ErrInUse", err)
	}
	want := fmt.Sprintf("another warroom serves this folder: %s (process %d); stop that server, or name another data folder", dir, os.Getpid())
	if err.Error() != want {
		t.Errorf("got  %q\nwant %q", err, want)
	}
	appendTo(t, l, "INC-1", 0, "goes on")
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	opened(t, dir)
}

func TestAFileOfANewerProgramIsRefused(t *testing.T) {
	dir := t.TempDir()
	opened(t, dir).Close()
	exec(t, dir, "PRAGMA user_version = 1000")
	for name, open := range map[string]func(string) (*Log, error){"to write": Open, "to read": OpenReadOnly} {
		_, err := open(dir)
		if !errors.Is(err, ErrNewer) || !strings.Contains(err.Error(), "has schema 1000 and this program knows 1; start the newer program") {
			t.Errorf("%s: got %v, want ErrNewer with both versions", name, err)
		}
	}
	exec(t, dir, "PRAGMA user_version = 1")
	opened(t, dir)
}

func TestAFileThatIsNotOursIsRefusedAndLeftAlone(t *testing.T) {
	for name, make := range map[string]func(t *testing.T, dir string){
		"another program's database": func(t *testing.T, dir string) { exec(t, dir, "CREATE TABLE notes (text)") },
		"another application's mark": func(t *testing.T, dir string) { exec(t, dir, "PRAGMA application_id = 7") },
		"no database at all": func(t *testing.T, dir string) {
			text := strings.Repeat("minutes of the meeting\n", 100)
			if err := os.WriteFile(filepath.Join(dir, FileName), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			make(t, dir)
			before := contents(t, dir)
			for _, open := range []func(string) (*Log, error){Open, OpenReadOnly} {
				if _, err := open(dir); !errors.Is(err, ErrForeign) {
					t.Errorf("got %v, want ErrForeign", err)
				}
			}
			if !bytes.Equal(contents(t, dir), before) {
				t.Error("the file was changed")
			}
		})
	}
}

func TestTheFolderIsPrivate(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("modes are the folder's there")
	}
	dir := filepath.Join(t.TempDir(), "deep", "data")
	appendTo(t, opened(t, dir), "INC-1", 0, "secret")
	for name, want := range map[string]os.FileMode{
		"": 0o700, FileName: 0o600, FileName + "-wal": 0o600, FileName + "-shm": 0o600, lockName: 0o600,
	} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil || info.Mode().Perm() != want {
			t.Errorf("%q: got %v, %v, want %v", name, info, err, want)
		}
	}
}

func TestAFolderMayHaveAnyName(t *testing.T) {
	name := "war room %41 #1 & ünï;x=y"
	if runtime.GOOS != "windows" {
		name += "?mode=memory"
	}
	dir := filepath.Join(t.TempDir(), name)
	l := opened(t, dir)
	appendTo(t, l, "INC-1", 0, "one")
	l.Close()
	if _, err := os.Stat(filepath.Join(dir, FileName)); err != nil {
		t.Fatal(err)
	}
	r, err := OpenReadOnly(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if head, err := store.Verify(t.Context(), r, "INC-1"); err != nil || head.Seq != 1 {
		t.Errorf("got %d records, %v", head.Seq, err)
	}
}

func TestAnAuditorReadsBesideARunningServer(t *testing.T) {
	dir := t.TempDir()
	server := opened(t, dir)
	appendTo(t, server, "INC-1", 0, "one")
	auditor, err := OpenReadOnly(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer auditor.Close()
	appendTo(t, server, "INC-1", 1, "two")
	if head, err := store.Verify(t.Context(), auditor, "INC-1"); err != nil || head.Seq != 2 {
		t.Errorf("got %d records, %v", head.Seq, err)
	}
	if _, err := auditor.Append(t.Context(), "INC-1", 2, draft("x")); !errors.Is(err, store.ErrReadOnly) {
		t.Errorf("append: got %v, want ErrReadOnly", err)
	}
}

func TestAnAuditorReadsAFolderThatCantBeWritten(t *testing.T) {
	if os.Geteuid() <= 0 {
		t.Skip("modes don't bind this user")
	}
	dir := t.TempDir()
	l := opened(t, dir)
	appendTo(t, l, "INC-1", 0, "one", "two")
	l.Close()
	if err := os.Chmod(dir, 0o500); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Chmod(dir, 0o700) })
	os.Chmod(filepath.Join(dir, FileName), 0o400)
	os.Chmod(filepath.Join(dir, lockName), 0o400)
	r, err := OpenReadOnly(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if head, err := store.Verify(t.Context(), r, "INC-1"); err != nil || head.Seq != 2 {
		t.Errorf("got %d records, %v", head.Seq, err)
	}
	if _, err := Open(dir); !errors.Is(err, os.ErrPermission) {
		t.Errorf("to write: got %v, want a refusal", err)
	}
}

func TestNothingToReadIsNotMade(t *testing.T) {
	dir := t.TempDir()
	if _, err := OpenReadOnly(dir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("got %v, want that it doesn't exist", err)
	}
	if left, _ := os.ReadDir(dir); len(left) > 0 {
		t.Errorf("it left %v", left)
	}
}

func TestACloseLeavesOneFileWhole(t *testing.T) {
	dir := t.TempDir()
	l := opened(t, dir)
	appendTo(t, l, "INC-1", 0, "one")
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if hasTail(filepath.Join(dir, FileName)) {
		t.Error("records are left in the write-ahead log")
	}
}

// exec changes the database in dir behind the log's back.
func exec(t *testing.T, dir, query string) {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(dir, FileName))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(query); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
}

func contents(t *testing.T, dir string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, FileName))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"warroom/store"
)

// maxFindings bounds how much is said of one damaged file.
const maxFindings = 100

// Check looks through every page of the file and at what it is made of, and
// returns what is wrong, a line each; none where the file is sound. It reads all
// of it, some hundred megabytes a second.
//
// It knows the file, not the records: a file may be sound whose records were
// changed by a program that knows SQLite.
func (l *Log) Check(ctx context.Context) ([]string, error) {
	l.mu.RLock()
	defer l.mu.RUnlock()
	if l.closed {
		return nil, fmt.Errorf("check the file: %w", store.ErrClosed)
	}
	if l.readers == nil {
		return nil, fmt.Errorf("check the file: %w", errNotOpen)
	}
	found, err := findings(ctx, l.readers.DB, fmt.Sprintf("PRAGMA integrity_check(%d)", maxFindings))
	if err == nil {
		var shapeless []string
		shapeless, err = misshapen(ctx, l.readers.DB)
		found = append(found, shapeless...)
	}
	if err != nil {
		return nil, fmt.Errorf("check the file: %w", meaning(err))
	}
	return found, nil
}

// Blank reports whether dir holds no record: no database, or one without a
// table. It leaves what is there as it is.
func Blank(dir string) (bool, error) {
	path := filepath.Join(dir, FileName)
	if size, err := sizeOf(path); err != nil || size == 0 {
		return err == nil, err
	}
	db, err := connect(path, readOnly())
	if err != nil {
		return false, err
	}
	defer db.Close()
	err = inspectCurrent(db, path)
	return errors.Is(err, ErrBlank), nil // opening it says what else is wrong
}

// whole refuses a file that lost what it held: with its write-ahead log beside
// it, which SQLite would delete, or where a look through all pages finds it
// damaged.
func whole(path string, through bool) error {
	size, err := sizeOf(path)
	switch {
	case err != nil:
		return fmt.Errorf("look at the database: %w", err)
	case size == 0 && hasTail(path):
		return fmt.Errorf("%w: %s is empty or gone, and its write-ahead log, %s-wal, isn't", store.ErrDamaged, path, FileName)
	case size == 0 || !through:
		return nil
	}
	how := readOnly() // closing another would move the write-ahead log into the file
	if size, _ := sizeOf(path + "-journal"); size > 0 {
		how = url.Values{} // a migration was cut short, which only a writer takes back
	}
	db, err := connect(path, how)
	if err != nil {
		return fmt.Errorf("open %s: %w", path, err)
	}
	defer db.Close()
	found, err := findings(context.Background(), db, "PRAGMA quick_check(1)")
	if err != nil {
		return cantOpen(path, err)
	}
	if len(found) > 0 {
		return fmt.Errorf("open %s: %w: %s", path, store.ErrDamaged, found[0])
	}
	return nil
}

// sizeOf is a file's size in bytes, 0 where there is none.
func sizeOf(path string) (int64, error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

func findings(ctx context.Context, db *sql.DB, pragma string) ([]string, error) {
	rows, err := db.QueryContext(ctx, pragma)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var found []string
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			return nil, err
		}
		if line != "ok" {
			found = append(found, oneLine(line))
		}
	}
	return found, rows.Err()
}

// oneLine is a finding in one line: SQLite breaks some over two.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

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

// maxFindings bounds the findings about one damaged file.
const maxFindings = 100

// Check reads every page of the file and checks its structure, and returns one
// line for each fault. It reads some hundred megabytes a second.
//
// It checks the file, not the records: a program that uses SQLite can change
// records and leave a sound file.
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

// Blank reports whether dir has no record: no database, or one without a table.
// It changes nothing.
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
	return errors.Is(err, ErrBlank), nil // opening it gives any other error
}

// whole refuses a file that lost its content: SQLite would delete a write-ahead
// log beside an empty file. With through, it also checks all pages.
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
	how := readOnly() // closing a writer's connection would move the write-ahead log into the file
	if size, _ := sizeOf(path + "-journal"); size > 0 {
		how = url.Values{} // only a writer can undo an interrupted migration
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

// sizeOf returns a file's size in bytes, 0 if it doesn't exist.
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

// oneLine returns a finding in one line, since SQLite breaks some over two.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

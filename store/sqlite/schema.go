package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"net/url"

	sqlite3 "modernc.org/sqlite/lib"

	"warroom/store"
)

// applicationID marks a database as ours, in the file's header: "WARR".
const applicationID = 0x57415252

// migrations holds one numbered file a step; their order is that of their
// names, and a step that was released is never changed.
//
//go:embed migrations/*.sql
var migrations embed.FS

// migrate checks that the file is ours, or new, and brings its schema to the
// newest version, each step in a transaction of its own.
func migrate(path string) error {
	steps, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return fmt.Errorf("list migrations: %w", err)
	}
	// No journal mode is set on this connection, so that another program's file
	// stays unchanged.
	db, err := connect(path, url.Values{"_pragma": {"busy_timeout(5000)", "synchronous(FULL)"}, "_txlock": {"immediate"}})
	if err != nil {
		return fmt.Errorf("open %s: %w", path, err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	have, err := inspect(db, path, len(steps))
	if err != nil {
		return err
	}
	for i, step := range steps[have:] {
		if err := apply(db, step, have+i+1); err != nil {
			return fmt.Errorf("bring %s up to date, %s: %w", path, step, err)
		}
	}
	return nil
}

// apply runs one step and records it in the file, both or neither.
func apply(db *sql.DB, step string, version int) error {
	script, err := migrations.ReadFile(step)
	if err != nil {
		return err
	}
	tx, err := db.BeginTx(context.Background(), nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() // a no-op after the commit
	mark := fmt.Sprintf("; PRAGMA application_id = %d; PRAGMA user_version = %d", applicationID, version)
	if _, err := tx.Exec(string(script) + mark); err != nil {
		return err
	}
	return tx.Commit()
}

// inspect returns the schema version of a file that is ours or empty; known is
// the newest that this program knows.
func inspect(db *sql.DB, path string, known int) (int, error) {
	var id, version, tables int
	err := db.QueryRow("SELECT (SELECT application_id FROM pragma_application_id), "+
		"(SELECT user_version FROM pragma_user_version), (SELECT count(*) FROM sqlite_schema)").
		Scan(&id, &version, &tables)
	empty := id == 0 && version == 0 && tables == 0
	switch {
	case err != nil:
		return 0, cantOpen(path, err)
	case id != applicationID && !empty:
		return 0, foreign(path)
	case version > known:
		return 0, fmt.Errorf("%w: %s has schema %d and this program knows %d; start the newer program, or restore a backup",
			ErrNewer, path, version, known)
	}
	return version, nil
}

// cantOpen returns an error that says why the file can't be opened, and what to
// do.
func cantOpen(path string, err error) error {
	switch code(err) {
	case sqlite3.SQLITE_NOTADB:
		return foreign(path)
	case sqlite3.SQLITE_ERROR: // a statement of ours failed: the tables were changed
		return fmt.Errorf("open %s: %w: %w", path, store.ErrDamaged, err)
	}
	return fmt.Errorf("open %s: %w", path, meaning(err))
}

func foreign(path string) error {
	return fmt.Errorf("%w: %s; name another data folder, or move that file away", ErrForeign, path)
}

// inspectCurrent refuses a file that needs a migration before it can be read.
func inspectCurrent(db *sql.DB, path string) error {
	steps, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return fmt.Errorf("list migrations: %w", err)
	}
	have, err := inspect(db, path, len(steps))
	switch {
	case err != nil:
	case have == 0:
		err = fmt.Errorf("%w: %s", ErrBlank, path)
	case have < len(steps):
		err = fmt.Errorf("%s has schema %d and this program reads %d: start the server once to bring it up to date",
			path, have, len(steps))
	default:
		err = inspectTables(db, path)
	}
	return err
}

// inspectTables refuses a file whose tables are missing columns that we read.
func inspectTables(db *sql.DB, path string) error {
	for _, query := range []string{
		"SELECT stream, seq, at, prev, sum, payload FROM header LIMIT 0",
		"SELECT id, bytes FROM payload LIMIT 0",
	} {
		if _, err := db.Exec(query); err != nil {
			return cantOpen(path, err)
		}
	}
	return nil
}

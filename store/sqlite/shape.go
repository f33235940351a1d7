package sqlite

import (
	"context"
	"database/sql"
	"io/fs"
	"maps"
	"slices"
)

// misshapen returns one line for each table, index and trigger of a database of
// ours that isn't as it was created: SQLite reads their definitions only on
// use, and its own check ignores them. It ignores additions and removals, which
// change no record: the chain of hashes finds changes of records.
func misshapen(ctx context.Context, db pool) ([]string, error) {
	steps, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return nil, err
	}
	version, err := versionOf(ctx, db)
	if err != nil || version > len(steps) {
		return nil, err
	}
	have, err := shape(ctx, db)
	if err != nil {
		return nil, err
	}
	want, err := shapeOf(ctx, steps[:version])
	if err != nil {
		return nil, err
	}
	var found []string
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if made, there := have[name]; there && made != want[name] {
			found = append(found, name+" is not as it was made")
		}
	}
	return found, nil
}

// versionOf returns the schema version of a database of ours, 0 for any other.
func versionOf(ctx context.Context, db pool) (int, error) {
	rows, err := db.QueryContext(ctx, "SELECT user_version FROM pragma_user_version, pragma_application_id WHERE application_id = ?", applicationID)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	version := 0
	for rows.Next() {
		if err := rows.Scan(&version); err != nil {
			return 0, err
		}
	}
	return version, rows.Err()
}

// shape returns the definition of each table, index and trigger, by its kind
// and name.
func shape(ctx context.Context, db pool) (map[string]string, error) {
	rows, err := db.QueryContext(ctx, "SELECT type || ' ' || name, sql FROM sqlite_schema WHERE sql IS NOT NULL")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	all := map[string]string{}
	for rows.Next() {
		var name, made string
		if err := rows.Scan(&name, &made); err != nil {
			return nil, err
		}
		all[name] = made
	}
	return all, rows.Err()
}

// shapeOf returns the shape that these steps create.
func shapeOf(ctx context.Context, steps []string) (map[string]string, error) {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		return nil, err
	}
	defer db.Close()
	db.SetMaxOpenConns(1) // each connection would have a database of its own in memory
	for i, step := range steps {
		if err := apply(db, step, i+1); err != nil {
			return nil, err
		}
	}
	return shape(ctx, db)
}

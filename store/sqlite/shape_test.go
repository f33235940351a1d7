package sqlite

import (
	"slices"
	"testing"
)

func TestACheckSeesWhatTheDatabaseIsMadeOf(t *testing.T) {
	const rewrite = "PRAGMA writable_schema = 1; UPDATE sqlite_schema SET sql = replace(sql, 'coalesce', 'coalescd') WHERE name = 'header_grows'"
	for query, want := range map[string][]string{
		"":                                {},
		"CREATE TABLE somebody_else (id)": {},
		rewrite:                           {"trigger header_grows is not as it was made"},
	} {
		dir := t.TempDir()
		l := opened(t, dir)
		appendTo(t, l, "INC-1", 0, "one")
		must(t, l.Close())
		exec(t, dir, query)
		audit, err := OpenReadOnly(dir)
		must(t, err)
		defer audit.Close()
		if got, err := audit.Check(t.Context()); err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: got %q, %v, want %q", query, got, err, want)
		}
	}
}

package main

import (
	"strings"
	"testing"

	"warroom/store"
)

// TestARecordThatCantBeReadIsCalledDamaged: neither room nor rights mend it.
func TestARecordThatCantBeReadIsCalledDamaged(t *testing.T) {
	whole := recorded(t)
	schema := func(query string) func(t *testing.T, dir string) {
		return func(t *testing.T, dir string) {
			db := database(t, dir)
			db.SetMaxOpenConns(1)
			if _, err := db.Exec(unguard + query); err != nil {
				t.Fatal(err)
			}
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
		}
	}
	entry := func(stream, payload string) func(t *testing.T, dir string) {
		return func(t *testing.T, dir string) {
			log, err := openBeside(dir)
			if err != nil {
				t.Fatal(err)
			}
			heads, err := log.Heads(t.Context(), stream)
			if err != nil {
				t.Fatal(err)
			}
			for _, head := range heads {
				if head.Stream != stream {
					continue
				}
				if _, err := log.Append(t.Context(), stream, head.Seq, store.Draft{At: head.At, Payload: []byte(payload)}); err != nil {
					t.Fatal(err)
				}
			}
			if err := log.Close(); err != nil {
				t.Fatal(err)
			}
		}
	}
	for name, c := range map[string]struct {
		damage   func(t *testing.T, dir string)
		everyone bool // not only those who read incidents
	}{
		"a table that is gone":           {schema("DROP TABLE header"), true},
		"a payload table that is gone":   {schema("DROP TABLE payload"), true},
		"a column under another name":    {schema("ALTER TABLE header RENAME COLUMN sum TO total"), true},
		"a definition that isn't one":    {schema("PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'CREATE TABLE header (' WHERE name = 'header'"), true},
		"a record that is no entry":      {entry("INC-2", "no entry"), false},
		"a record that is half an entry": {entry("INC-2", `{"kind":"said","by":`), false},
	} {
		t.Run(name, func(t *testing.T) {
			dir := copied(t, whole)
			c.damage(t, dir)
			commands := [][]string{{"serve", "--listen", "127.0.0.1:0"}, {"verify"}}
			if c.everyone {
				commands = append(commands, []string{"user", "list"})
			}
			for _, args := range commands {
				code, out, words := command(t, append(args, "--data", dir)...)
				if said := out + words; code == exitDone || strings.Contains(said, "has room") ||
					!strings.Contains(strings.ToLower(said), "damaged") || !strings.Contains(strings.ToLower(said), "keep a copy of") {
					t.Errorf("%v: exit %d, %q, %q", args, code, out, words)
				}
				if args[0] == "serve" && (!strings.Contains(words, "warroom verify") || !strings.Contains(words, "restore a backup")) {
					t.Errorf("%v: exit %d, %q", args, code, words)
				}
			}
		})
	}
}

//go:build unix

package torture

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// files takes the server's files away from under it, or puts others in their
// place. What was acknowledged is in the folder afterwards, or in the file that
// the server rescued it to.
func files() kind {
	return kind{
		name:     "files",
		injected: "files removed, truncated and replaced under load",
		lasts:    1,
		play: func(r *round) {
			s, c := r.load()
			if s == nil {
				return
			}
			r.pause(300*time.Millisecond, 1500*time.Millisecond)
			what := pick(r, harms()...)
			r.note("%s", what.name)
			if err := what.do(r); err != nil {
				r.verdict.find(broken, "%v", err)
			}
			r.pause(500*time.Millisecond, 2500*time.Millisecond)
			if r.random.IntN(2) == 0 {
				s.kill()
			} else {
				r.stopWhole(s)
			}
			c.rest()
			r.moveToRescued()
			r.aftermath()
		},
	}
}

// harm is what somebody does to the files of a server that runs.
type harm struct {
	name string
	do   func(*round) error
}

func harms() []harm {
	const db, wal = "warroom.db", "warroom.db-wal"
	return []harm{
		{"the folder removed", func(r *round) error { return os.RemoveAll(r.data) }},
		{"the folder renamed", func(r *round) error { return os.Rename(r.data, r.data+"-old") }},
		{"the database removed", func(r *round) error { return os.Remove(filepath.Join(r.data, db)) }},
		{"the WAL removed", func(r *round) error { return os.Remove(filepath.Join(r.data, wal)) }},
		{"both removed", func(r *round) error {
			return errors.Join(os.Remove(filepath.Join(r.data, db)), os.Remove(filepath.Join(r.data, wal)))
		}},
		{"the database truncated", func(r *round) error { return os.Truncate(filepath.Join(r.data, db), 0) }},
		{"the WAL truncated", func(r *round) error { return os.Truncate(filepath.Join(r.data, wal), 0) }},
		{"the database replaced by a copy", func(r *round) error { return replace(filepath.Join(r.data, db)) }},
		{"the WAL replaced by a copy", func(r *round) error { return replace(filepath.Join(r.data, wal)) }},
	}
}

// replace puts a copy in the place of a file, as who restores a backup does.
func replace(path string) error {
	return errors.Join(copyFile(path, path+".copy"), os.Rename(path+".copy", path))
}

// moveToRescued makes of the newest file that the server rescued the record to a
// data folder of its own, and goes on there. Where there is none it stays.
func (r *round) moveToRescued() {
	found, err := filepath.Glob(filepath.Join(r.data, "rescued-*.db"))
	if err != nil || len(found) == 0 {
		return
	}
	slices.Sort(found)
	to := filepath.Join(r.scratch, "rescued")
	err = errors.Join(os.Mkdir(to, 0o700), copyFile(found[len(found)-1], filepath.Join(to, "warroom.db")))
	for _, name := range []string{"host_ed25519"} {
		if text, missing := os.ReadFile(filepath.Join(r.data, name)); missing == nil {
			err = errors.Join(err, os.WriteFile(filepath.Join(to, name), text, 0o600))
		}
	}
	if err != nil {
		r.verdict.find(broken, "%v", err)
		return
	}
	r.note("rescued")
	r.data = to
}

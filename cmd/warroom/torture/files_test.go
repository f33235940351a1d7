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
			r.awaitRescue(4 * time.Second)
			if r.random.IntN(2) == 0 {
				s.kill()
			} else if took, _ := s.stop(3 * termLimit); took > termLimit { // with which status is told elsewhere
				r.verdict.find(late, "%s", took)
			}
			c.rest()
			r.moveToRescued()
			r.aftermath()
		},
		control: control{without: "the look whether the open files are under their names", shows: []fault{lost}, edits: []edit{
			{"store/sqlite/writer.go", `w.log.files.check(w)`, `error(nil)`},
		}},
	}
}

// awaitRescue waits until the server has rescued the record, for it takes its
// time, or has not needed to.
func (r *round) awaitRescue(limit time.Duration) {
	for end := time.Now().Add(limit); time.Now().Before(end) && len(r.rescued()) == 0; {
		pause(r.ctx, 50*time.Millisecond)
	}
}

// rescued are the files that the server rescued the record to.
func (r *round) rescued() []string {
	found, _ := filepath.Glob(filepath.Join(r.data, "rescued-*.db"))
	apart, _ := filepath.Glob(filepath.Join(r.scratch, "rescued-*.db")) // where the folder couldn't be made again
	found = append(found, apart...)
	slices.Sort(found)
	return found
}

// harm is what somebody does to the files of a server that runs.
type harm struct {
	name string
	do   func(*round) error
}

func harms() []harm {
	const db, wal = "warroom.db", "warroom.db-wal"
	return []harm{
		{"the folder removed", func(r *round) error { return removeUnder(r.data) }},
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

// removeUnder removes a folder in which a server still makes files.
func removeUnder(dir string) (err error) {
	for range 20 {
		if err = os.RemoveAll(dir); err == nil {
			break
		}
	}
	return err
}

// replace puts a copy in the place of a file, as who restores a backup does.
func replace(path string) error {
	return errors.Join(copyFile(path, path+".copy"), os.Rename(path+".copy", path))
}

// moveToRescued makes of the file that the server rescued the record to a data
// folder of its own, and goes on there. Where there is none it stays.
func (r *round) moveToRescued() {
	found := r.rescued()
	if len(found) == 0 {
		return
	}
	r.note("rescued")
	to := filepath.Join(r.scratch, "rescued")
	err := errors.Join(os.Mkdir(to, 0o700), copyFile(found[len(found)-1], filepath.Join(to, "warroom.db")))
	if err != nil {
		r.verdict.find(broken, "%v", err)
		return
	}
	r.data = to
}

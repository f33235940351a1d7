//go:build unix

package torture

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// bits flips single bits in the database of a server that ended in good order:
// either verify tells, or nothing is missing.
func bits() kind {
	const flips = 20
	return kind{
		name:     "bits",
		injected: "one bit flipped in a database at rest",
		lasts:    1,
		play: func(r *round) {
			s, c := r.load()
			if s == nil {
				return
			}
			r.pause(500*time.Millisecond, 1500*time.Millisecond)
			c.finish(5 * time.Second)
			r.stopWhole(s)
			whole := r.look()
			if whole == nil {
				return
			}
			sound := filepath.Join(r.scratch, "sound")
			if err := os.Rename(r.data, sound); err != nil {
				r.verdict.find(broken, "%v", err)
				return
			}
			for range flips {
				err := errors.Join(os.RemoveAll(r.data), copyFolder(sound, r.data))
				if err == nil {
					err = r.flip(filepath.Join(r.data, "warroom.db"))
				}
				if err != nil {
					r.verdict.find(broken, "%v", err)
					return
				}
				if !r.told(whole) {
					return // the folder is left as it is
				}
			}
			if err := errors.Join(os.RemoveAll(r.data), os.Rename(sound, r.data)); err != nil {
				r.verdict.find(broken, "%v", err)
			}
			r.aftermath()
		},
		control: control{without: "the check of the file, and of the payloads", shows: []fault{unverified}, edits: []edit{
			{"store/sqlite/check.go", `"PRAGMA quick_check(1)"`, `"SELECT 'ok'"`},
			{"store/sqlite/check.go", `fmt.Sprintf("PRAGMA integrity_check(%d)", maxFindings)`, `"SELECT 'ok'"`},
			{"store/chain.go", `case sha256.Sum256(r.Payload) != r.Sum:`, `case sha256.Sum256(r.Payload) == [32]byte{}:`},
		}},
	}
}

// flip flips one bit: of the first bytes of a page, where all hangs on each, or
// anywhere.
func (r *round) flip(path string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	const page = 4096
	at := r.random.IntN(len(text))
	if r.random.IntN(3) > 0 {
		at = at/page*page + r.random.IntN(64)
	}
	text[at] ^= 1 << r.random.IntN(8)
	return os.WriteFile(path, text, 0o600)
}

// told tells whether the damage was told, or did none.
func (r *round) told(whole record) bool {
	if _, err := r.verify(r.binary); err != nil {
		r.note("told by verify")
		return true
	}
	s, err := r.start(r.binary)
	if err != nil {
		r.verdict.find(unverified, "it says ok, and the server doesn't start: %v", err)
		return false
	}
	defer s.kill()
	rec, err := r.read(s)
	if err != nil {
		r.verdict.find(unverified, "it says ok, and the server doesn't read: %v", err)
		return false
	}
	for id, lines := range whole {
		if !strings.HasPrefix(strings.Join(rec[id], "\n"), strings.Join(lines, "\n")) {
			r.verdict.find(unverified, "it says ok, and %s has %d entries of %d", id, len(rec[id]), len(lines))
			return false
		}
	}
	r.note("did no harm")
	return true
}

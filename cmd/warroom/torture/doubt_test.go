//go:build unix

package torture

import (
	"syscall"
	"time"

	"warroom/cmd/warroom/torture/disk"
)

// doubt kills a server while the syncs of its commits fail. What such a commit
// wrote may be found at the next start, so nobody may be told that it wasn't
// kept.
func doubt() kind {
	return kind{
		name:     "doubt",
		injected: "kill -9 while the syncs of commits fail",
		fuse:     true,
		lasts:    4,
		play: func(r *round) {
			s, c := r.load()
			if s == nil {
				return
			}
			r.pause(100*time.Millisecond, 600*time.Millisecond)
			rule := &disk.Rule{Op: disk.Sync, File: "warroom.db-wal", Err: syscall.EIO, Times: -1}
			r.note("sync of %s: %s, then kill -9", file(rule), often(rule))
			r.volume.Inject(rule)
			for end := time.Now().Add(5 * time.Second); r.volume.Met() == 0 && time.Now().Before(end); {
				pause(r.ctx, 5*time.Millisecond)
			}
			r.pause(0, 400*time.Millisecond)
			s.kill()
			r.injected["syncs that failed"] += r.volume.Heal()
			c.rest()
			r.aftermath()
		},
		control: control{without: "the doubt about a commit whose sync failed", shows: []fault{kept}, tries: 40, edits: []edit{
			{"store/sqlite/session.go", `s.fail("commit", unsynced(err))`, `s.fail("commit", err)`},
		}},
	}
}

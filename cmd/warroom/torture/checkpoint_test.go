//go:build unix

package torture

import (
	"strings"
	"syscall"
	"time"

	"warroom/cmd/warroom/torture/disk"
)

// checkpoint has a sync of the database fail, which takes its pages for written,
// and cuts the power later.
func checkpoint() kind {
	return kind{
		name:     "checkpoint",
		injected: "a sync of the database that fails, pages marked clean, power cut later",
		fuse:     true,
		lasts:    2,
		play: func(r *round) {
			r.padding = " " + strings.Repeat("replica lag ", 250)
			s, c := r.load()
			if s == nil {
				return
			}
			rule := &disk.Rule{Op: disk.Sync, File: "warroom.db", Err: syscall.EIO, Times: pick(r, 1, 1, 2, 4), Skip: r.random.IntN(3)}
			r.note("sync of warroom.db: %s", often(rule))
			r.volume.Inject(rule)
			r.pause(1500*time.Millisecond, 4*time.Second)
			r.injected["syncs that failed"] += r.volume.Heal()
			r.thaws(s)
			r.pause(100*time.Millisecond, 2*time.Second)
			s.kill()
			c.rest()
			r.cut()
			r.aftermath()
		},
	}
}

//go:build unix

package torture

import (
	"time"

	"warroom/cmd/warroom/torture/disk"
)

// hang asks a server to end whose disk doesn't answer.
func hang() kind {
	return kind{
		name:     "hang",
		injected: "SIGTERM while the disk hangs: exit 0 within 5 s",
		fuse:     true,
		lasts:    2,
		play: func(r *round) {
			s, c := r.load()
			if s == nil {
				return
			}
			r.pause(100*time.Millisecond, 800*time.Millisecond)
			answers := make(chan struct{})
			rule := &disk.Rule{
				Op: pick(r, disk.Sync, disk.Write), File: pick(r, "warroom.db-wal", "warroom.db-wal", "warroom.db", ""), Times: -1, Hang: answers,
			}
			r.note("%s of %s hangs", rule.Op, file(rule))
			r.volume.Inject(rule)
			r.pause(100*time.Millisecond, 1500*time.Millisecond)
			r.stopWhole(s)
			close(answers)
			r.volume.Heal()
			c.rest()
			r.aftermath()
		},
		control: control{without: "the bound on closing the database", shows: []fault{late}, edits: []edit{
			{"cmd/warroom/stop.go", "h.closeLog(ctx))", "h.log.Close())"},
		}},
	}
}

// pick picks one of several.
func pick[T any](r *round, all ...T) T { return all[r.random.IntN(len(all))] }

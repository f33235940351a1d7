//go:build unix

package torture

import (
	"context"
	"sync"
	"syscall"
	"time"

	"warroom/cmd/warroom/torture/disk"
)

// checkpoint has a sync of the database fail, which takes its pages for written,
// and cuts the power later, when the write-ahead log that had them has begun
// anew. Checkpoints come thirty times as often as they do, and readers hold some
// of them up.
func checkpoint() kind {
	const file = "store/sqlite/checkpoint.go"
	return kind{
		name:     "checkpoint",
		injected: "a sync of the database that fails, its pages marked clean, and a power cut later",
		fuse:     true,
		lasts:    2,
		hooks:    []edit{{file, "= 1000 ", "= 30 "}, {file, "= 16_000 ", "= 300 "}},
		play: func(r *round) {
			s, c := r.load()
			if s == nil {
				return
			}
			stop := r.verifyBeside()
			rule := &disk.Rule{Op: disk.Sync, File: "warroom.db", Err: syscall.EIO, Times: pick(r, 1, 1, 2, 4), Skip: r.random.IntN(4)}
			r.note("sync of warroom.db: %s", often(rule))
			r.volume.Inject(rule)
			for end := time.Now().Add(5 * time.Second); r.volume.Met() < rule.Times && time.Now().Before(end); {
				pause(r.ctx, 20*time.Millisecond)
			}
			stop()
			r.injected["syncs that failed"] += r.volume.Heal()
			r.thaws(s)
			r.pause(300*time.Millisecond, 2*time.Second)
			s.kill()
			c.rest()
			r.cut()
			r.aftermath()
		},
		control: control{
			without: "checkpoints of the writer's own, whose errors are read",
			edits: []edit{
				{"store/sqlite/session.go", "wal_autocheckpoint(0)", "wal_autocheckpoint(30)"},
				{file, "case w.behind < backPages:", "case w.behind < 1<<30:"},
			},
			tries: 60,
			shows: []fault{lost, unstarted, unverified}, // a database that the cut left broken
		},
	}
}

// verifyBeside has others read the database all the time, until stop is called.
func (r *round) verifyBeside() (stop func()) {
	ctx, cancel := context.WithCancel(r.ctx)
	var reading sync.WaitGroup
	reading.Go(func() {
		for ctx.Err() == nil {
			_, _ = r.verify(r.binary) // the disk fails meanwhile: what it says is judged later
		}
	})
	return func() { cancel(); reading.Wait() }
}

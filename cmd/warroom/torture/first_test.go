//go:build unix

package torture

import (
	"time"

	"warroom/cmd/warroom/torture/disk"
)

// first ends a server, and the power with it, while it starts for the first time.
func first() kind {
	return kind{
		name:     "first",
		injected: "the very first start is killed, then the power is cut",
		fuse:     true,
		disk:     disk.Kind{Strict: true},
		lasts:    1,
		play: func(r *round) {
			s, err := r.launch(r.binary)
			if err != nil {
				r.verdict.find(broken, "%v", err)
				return
			}
			r.pause(0, 500*time.Millisecond)
			s.kill()
			r.cut()
			if s, err = r.start(r.binary); err != nil {
				r.verdict.find(unstarted, "%v", err)
				return
			}
			if err := r.found(s); err != nil {
				r.verdict.find(unstarted, "%v", err)
			}
			r.stopWhole(s)
			r.aftermath()
		},
	}
}

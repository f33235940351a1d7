package main

import (
	"context"
	"time"
)

// followSize calls changed from time to time: Windows has no signal for a
// change of the terminal's size.
func followSize(ctx context.Context, changed func()) {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			changed()
		case <-ctx.Done():
			return
		}
	}
}

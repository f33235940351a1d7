package brief

import (
	"time"

	"warroom/tui/pane"
)

// when returns a time with its day: a brief may be read the day after.
func (p *page) when(at time.Time) string {
	return pane.Dated(at, p.look.Zone, p.look.Today)
}

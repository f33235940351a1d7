package paint

import (
	"sync/atomic"
	"time"
)

// meter counts a painter's output, for those who watch it.
type meter struct {
	base                  time.Time
	begun                 atomic.Int64 // 1 + since base, of the write under way; 0: none
	frames, bytes, faults atomic.Uint64
}

func (m *meter) begin() { m.begun.Store(1 + int64(time.Since(m.base))) }

func (m *meter) end(n int) {
	m.begun.Store(0)
	m.bytes.Add(uint64(max(n, 0)))
}

// Written returns how many frames and bytes the terminal has taken.
func (p *Painter) Written() (frames, bytes uint64) {
	return p.meter.frames.Load(), p.meter.bytes.Load()
}

// Faults returns how many runes, sequences and bytes the guard found that
// aren't text.
func (p *Painter) Faults() uint64 { return p.meter.faults.Load() }

// Stalled returns how long the write in progress has taken, 0 if there is none.
// If it is too long, a watchdog ends the session by closing the connection.
func (p *Painter) Stalled() time.Duration {
	begun := p.meter.begun.Load()
	if begun == 0 {
		return 0
	}
	return time.Since(p.meter.base) - time.Duration(begun-1)
}
